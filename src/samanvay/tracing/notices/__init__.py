"""Hue-and-cry notices, and records given to registers of other states."""
