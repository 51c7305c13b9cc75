"""Rows of users and grants."""
