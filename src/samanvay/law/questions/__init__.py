"""Questions on the law and their answers."""
