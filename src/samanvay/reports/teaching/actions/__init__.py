"""Everything that writes what the reader learns here."""
