"""Widgets only: what is seen and clicked. Values come in, signals go out."""
