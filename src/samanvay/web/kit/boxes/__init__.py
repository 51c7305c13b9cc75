"""Sealed boxes of any record: their pages, their forms, how they stand on a page."""
