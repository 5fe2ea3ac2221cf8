"""The list of images."""
