"""Recording: what a form sends along, one answer to one submission, and what every record checks."""
