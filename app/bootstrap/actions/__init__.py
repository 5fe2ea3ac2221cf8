"""The rows of the table of actions: each command is declared once, with what it calls."""
