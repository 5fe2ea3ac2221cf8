"""Tidying up a label: what is changed where, worked out on a frozen view of an image."""
