"""Reporting rounds that a letter's deadline meets, and what the form of reports is used to.

Both stand above letters: the settings ``OPEN_ROUNDS`` and ``USUAL_DAYS_BELOW`` name the functions that know them, with
the arguments of those here.
"""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from tienbo.units.models import Unit


@dataclass(frozen=True)
class OpenRound:
    """A round that is open: its title, and the last days on time of those directly below, each once, in order."""

    title: str
    last_days: tuple[dt.date, ...]


def open_rounds(*, unit: Unit, report: str, due: dt.date) -> list[OpenRound]:
    """The open rounds of a periodic report (`ReportKind`) in which a unit takes part, due around a day."""
    return import_string(settings.OPEN_ROUNDS)(unit=unit, report=report, due=due)


def usual_days_below(*, unit: Unit) -> int:
    """How many days before the unit itself those directly below it usually send their reports."""
    return import_string(settings.USUAL_DAYS_BELOW)(unit=unit)
