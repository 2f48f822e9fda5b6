"""Permissions that the actions on units demand (enumerated in ``access.permissions``)."""

CHANGE = "unit.change"
COMMITTEE_KEEP = "committee.keep"
