"""The only package that knows everyone: makes the parts of the program and wires them."""
