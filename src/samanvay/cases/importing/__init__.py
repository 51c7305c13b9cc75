"""Sheets of cases taken in."""
