"""What everything looks like: colours, sizes, icons, and the parts widgets are made of."""
