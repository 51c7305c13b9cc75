"""Everything that writes sign-ins."""
