"""The net learns from corrections: what it learns from, and the run."""
