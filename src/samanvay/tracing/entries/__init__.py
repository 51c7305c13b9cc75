"""Entries of the registers: persons who are missing, were found or were seen."""
