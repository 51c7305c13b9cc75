"""The way of the people of a case."""
