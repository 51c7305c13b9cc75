"""Everything that writes places."""
