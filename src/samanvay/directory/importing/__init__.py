"""Lists of officers taken in."""
