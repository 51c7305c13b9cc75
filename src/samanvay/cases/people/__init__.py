"""Persons of a case."""
