"""Sealed people: boxes, the case team, breaking the glass, erasure, key rotation and search by tokens."""
