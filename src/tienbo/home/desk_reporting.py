"""The desk's items that come from reports: the one of the unit, and those that wait below it."""

import datetime as dt

from tienbo.access.queries import Seat
from tienbo.home.desk import Below, DeskItem


def report_items(user, seat: Seat, today: dt.date) -> list[DeskItem]:
    """The unit's own reports that are due, returned or to be signed."""
    return []


def reports_below(seat: Seat, today: dt.date) -> list[Below]:
    """Rounds in which units report to this one: how many are taken, wait, are late."""
    return []
