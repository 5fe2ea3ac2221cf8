"""Masks and nets leave: what would, and what did."""
