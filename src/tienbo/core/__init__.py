"""No word of the domain: the clock, the private server, dates, numbers, sorting, listing, the look of every page."""
