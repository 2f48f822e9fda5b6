"""Estimates for the whole year and what stands in their place now: of a unit, or of all in its totals (ADR 0030)."""
