"""Units and the places they serve."""
