"""Requests between districts and states, and help that districts offer."""
