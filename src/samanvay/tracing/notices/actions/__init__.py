"""Everything that writes notices."""
