"""Guests of a batch, who are on no roll."""
