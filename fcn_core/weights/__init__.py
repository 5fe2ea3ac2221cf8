"""Weights: our checkpoints, downloads, and files from elsewhere."""
