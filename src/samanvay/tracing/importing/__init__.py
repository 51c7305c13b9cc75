"""Lists of other registers taken in."""
