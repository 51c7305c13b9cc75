"""What the reader of reports learns here: consent, rows that leave, and the numbers that are in use."""
