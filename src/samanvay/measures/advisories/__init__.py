"""Advisories: what a unit advises others to do, and how far each recipient has come."""
