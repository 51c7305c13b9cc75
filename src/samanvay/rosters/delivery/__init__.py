"""Batches as they are held: trainers, materials, attendance, costs, feedback, coverage."""
