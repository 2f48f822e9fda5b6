"""What changed in a report since it was sent before: the page of two versions side by side, and its file."""
