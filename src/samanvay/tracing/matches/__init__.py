"""Pairs of entries: judged, accepted, verified, brought home."""
