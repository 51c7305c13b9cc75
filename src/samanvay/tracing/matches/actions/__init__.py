"""Everything that writes what people decide on pairs."""
