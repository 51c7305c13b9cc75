"""Provisions of the law that a case is about."""
