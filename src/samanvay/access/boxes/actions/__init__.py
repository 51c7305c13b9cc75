"""Everything that writes, opens and searches sealed boxes."""
