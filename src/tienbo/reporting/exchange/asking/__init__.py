"""Questions about a report between two offices: the page of all threads, and what sending and taking do to them."""
