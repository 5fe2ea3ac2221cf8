"""Fine-tuning: a net learns from a person's corrections within a time budget, and is judged."""
