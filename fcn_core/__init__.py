"""Fully convolutional networks for pixel masks: everything that runs without a screen."""

__version__ = "0.1.0"
