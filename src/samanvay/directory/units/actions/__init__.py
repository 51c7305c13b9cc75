"""Everything that writes units."""
