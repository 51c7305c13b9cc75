"""Situation reports: the list, writing, confirming what was read, submitting and accepting."""
