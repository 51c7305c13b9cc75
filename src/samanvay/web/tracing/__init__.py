"""The pages of lost and found: registers, matches, the way home, notices."""
