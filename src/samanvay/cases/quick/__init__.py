"""The quick record: one screen, one transaction."""
