"""Drafts of the law: written by one person, published by a second."""
