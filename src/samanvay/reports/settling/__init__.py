"""Places that no list has: kept as a report writes them, and settled by an officer."""
