"""Lists from files: upload, columns, faults, writing, taking back."""
