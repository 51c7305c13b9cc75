"""Officers and their postings."""
