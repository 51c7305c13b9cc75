"""What is kept of people by number: who left, and lower numbers that wait."""
