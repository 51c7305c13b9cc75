"""Things found with people."""
