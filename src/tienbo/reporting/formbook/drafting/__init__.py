"""Screens on which a draft of a form is written."""
