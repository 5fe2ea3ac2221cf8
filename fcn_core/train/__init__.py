"""Training on a data set: recipes, losses, and the loop."""
