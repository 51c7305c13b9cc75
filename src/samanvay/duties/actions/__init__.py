"""Everything that writes duties."""
