"""Nets: backbones with taps, and the one FCN built on them."""
