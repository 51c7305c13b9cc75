"""Whether two records tell of one happening."""
