"""Writes of what belongs to no module: mail on its way out, work that the clock asks for."""
