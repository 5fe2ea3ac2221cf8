"""Keys and commands: the page, the editor and the palette."""
