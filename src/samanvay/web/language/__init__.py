"""English and Hindi: the switch, the catalogues and how they are made."""
