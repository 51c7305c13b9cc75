"""Published tables laid under the picture."""
