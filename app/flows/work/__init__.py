"""How long work is done without a hitch: step by step, image by image, one after the other."""
