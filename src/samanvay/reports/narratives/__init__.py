"""The words of a report: what is read in them, what stands beside that, and to what each word belongs."""
