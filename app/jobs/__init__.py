"""What is done to images and files, for any thread: plain functions, values in, values out."""
