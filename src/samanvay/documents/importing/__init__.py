"""Imports of lists: staged, checked, corrected, written, taken back."""
