"""Commands of the module at the terminal."""
