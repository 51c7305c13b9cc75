"""Everything that writes persons of a case."""
