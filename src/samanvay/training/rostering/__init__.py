"""The roll of everybody who is to be trained every quarter: taken in from sheets, kept, and counted."""
