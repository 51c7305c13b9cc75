"""Finding in the library by words or by section."""
