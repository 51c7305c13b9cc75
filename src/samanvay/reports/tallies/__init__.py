"""What is on record of a district's weeks, kept as lines beside the reports."""
