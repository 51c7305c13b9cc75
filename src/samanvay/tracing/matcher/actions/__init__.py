"""Coding entries and keeping the best pairs."""
