"""The whole folder: what the net in use finds in each of its images."""
