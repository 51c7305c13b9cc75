"""Registered phones."""
