"""The weekly report: who owes it, how a week stands, both voices side by side."""
