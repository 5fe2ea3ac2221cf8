"""Fine-tuning: what it will do, how it goes, what came of it, and the nets there are."""
