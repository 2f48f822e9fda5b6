"""`make bench`: what we claim, beside the obvious alternative in the same run. Ratios and medians, never a test."""
