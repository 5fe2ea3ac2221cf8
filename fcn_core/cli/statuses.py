"""What `fcn` ends with where it is neither done, 0, nor has a problem to tell, 1."""

INTERRUPTED = 130
CLOSED = 141
"""Whoever reads the output has read enough."""
