"""Screens of letters: lists and the letter itself, the review of a draft, its issue, the board."""
