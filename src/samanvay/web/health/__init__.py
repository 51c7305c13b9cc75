"""Is all well? A word for machines (/healthz) and a page for those who look after the system."""
