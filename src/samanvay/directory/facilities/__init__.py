"""Facilities: where people pass, are kept, are taught, are heard or are treated."""
