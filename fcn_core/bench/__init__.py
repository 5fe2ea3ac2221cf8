"""Benchmarks that need no person and no window: a simulated annotator with hidden truth."""
