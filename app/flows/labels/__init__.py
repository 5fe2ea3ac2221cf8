"""Labels are named, merged and brought back."""
