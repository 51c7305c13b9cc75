"""The pages of the law: finding, an entry, what changed, statutory clocks, what counsel says."""
