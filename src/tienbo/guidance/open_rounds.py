"""Reporting rounds that a letter's deadline meets.

Rounds stand above letters: the setting ``OPEN_ROUNDS`` names the function that knows them, with the arguments of
`open_rounds`.
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
    """The unit's open rounds of a periodic report (`ReportKind`) that fall due around a day."""
    return import_string(settings.OPEN_ROUNDS)(unit=unit, report=report, due=due)
