"""The sessions of a user: where they are signed in, and how to end that."""
