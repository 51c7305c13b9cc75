"""Plans: who trains in which week, and what changes a plan."""
