"""Looking at it together: conferences, attendance, decisions, minutes; how well the compartments act as one."""
