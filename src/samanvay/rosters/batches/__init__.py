"""Batches and their members' turns: called, moved, excused, placed anew."""
