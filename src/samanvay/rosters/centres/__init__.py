"""Training centres, and the weeks in which nobody trains."""
