"""The panel of labels."""
