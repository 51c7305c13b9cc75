"""Everything that writes facts."""
