"""Exporting: what is chosen, what that would write, and what came of it."""
