"""Everything that writes findings."""
