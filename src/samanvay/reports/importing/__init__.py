"""Sheets of situation reports taken in."""
