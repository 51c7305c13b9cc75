"""Whether what was done worked."""
