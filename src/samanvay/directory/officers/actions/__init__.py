"""Everything that writes officers and postings."""
