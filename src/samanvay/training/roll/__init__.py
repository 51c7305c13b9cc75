"""The roll: everybody who is to be trained every quarter, and those who teach."""
