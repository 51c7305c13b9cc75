"""Rows of officers and postings."""
