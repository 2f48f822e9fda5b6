"""`make bench`: what we claim, measured beside the obvious alternative in the same run. Ratios and medians, never a test."""
