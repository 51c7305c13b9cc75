"""Facts made of confirmed claims and of cases."""
