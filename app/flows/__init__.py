"""One user story a file: flows connect state and workers, and tell views through signals."""
