"""Labels that may be slips, found by comparing nets with corrections."""
