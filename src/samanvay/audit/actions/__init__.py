"""Everything that writes of the log itself."""
