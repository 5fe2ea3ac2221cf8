"""Nuclei under a microscope."""
