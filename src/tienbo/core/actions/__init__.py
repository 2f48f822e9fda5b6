"""Writes of what belongs to no module: mail on its way out, work done by the clock, days that were decided."""
