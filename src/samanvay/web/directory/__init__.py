"""Places, groups, units and officers."""
