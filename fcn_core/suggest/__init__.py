"""What a person should look at next: the most useful image, and labels that may be wrong."""
