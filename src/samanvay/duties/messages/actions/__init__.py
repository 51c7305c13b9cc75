"""Everything that sends digests and text messages."""
