"""Findings: what changed, raised every night or by hand, and decided on."""
