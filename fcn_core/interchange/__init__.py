"""Other programs' formats: written, and read back."""
