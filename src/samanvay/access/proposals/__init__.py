"""What needs two persons."""
