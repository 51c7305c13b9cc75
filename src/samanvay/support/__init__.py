"""Identification: published signs of trafficking as a guided aid, what was seen, and what the law asks then."""
