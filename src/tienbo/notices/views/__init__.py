"""Screens of the inbox, of what goes out by mail, and the calendar feed."""
