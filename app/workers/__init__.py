"""Everything that takes long, off the window's thread: values in, values out."""
