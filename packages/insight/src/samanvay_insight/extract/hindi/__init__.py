"""Hindi, in Devanagari and in Latin letters: one form for every spelling of a word, and the places of a name."""
