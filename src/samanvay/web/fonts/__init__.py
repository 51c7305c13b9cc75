"""Fonts and browser code that come from installed packages and are served from there, never copied."""
