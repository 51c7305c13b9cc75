"""Rows of sealed boxes: keys, search tokens, teams, broken glass."""
