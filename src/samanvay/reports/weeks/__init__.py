"""The weekly report: who owes it, how a week stands, both agencies side by side."""
