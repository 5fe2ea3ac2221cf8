"""Which image is next, and whether the net knows anything of what images show."""
