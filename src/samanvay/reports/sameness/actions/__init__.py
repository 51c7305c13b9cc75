"""The answers to whether two records tell of one happening."""
