"""The pages of cases, a file for each part."""
