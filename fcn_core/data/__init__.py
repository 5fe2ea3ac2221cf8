"""Data sets: images with masks, from the folders that others use."""
