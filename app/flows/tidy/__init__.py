"""Tidying up masks, and what is said of it."""
