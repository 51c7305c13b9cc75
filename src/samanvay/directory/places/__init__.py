"""Places, and groups of districts."""
