"""Signing in: passwords, second factors, resets, and what is recorded of them."""
