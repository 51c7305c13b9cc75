"""Conferences that come back by themselves."""
