"""Images as files, of any format, depth, channels and pages, read as the program sees them."""
