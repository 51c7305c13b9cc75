"""How well the compartments act as one."""
