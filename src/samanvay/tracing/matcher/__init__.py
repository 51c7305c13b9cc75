"""The matcher: a process that holds coded registers in memory and tells the best pairs in milliseconds."""
