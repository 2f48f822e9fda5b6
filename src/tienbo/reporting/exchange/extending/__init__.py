"""More time between two offices: the page on which it is asked for and decided, and the superior's list of requests."""
