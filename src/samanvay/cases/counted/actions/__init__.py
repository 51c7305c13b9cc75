"""Everything that writes people by number."""
