"""The programs, the parts of the ticker's round, and what administrators are told of them."""
