"""Roads from above."""
