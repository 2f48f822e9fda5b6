"""What a module offers when it knows figures or text for a report: the ports of report sources.

A module implements them in its ``sources.py``; ``REPORT_SOURCES`` (settings) lists the dotted paths; reporting,
planning and inspections ask through `sources()` and never import one.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Protocol

from django.conf import settings


@dataclass(frozen=True)
class Row:
    """One record behind a figure: (module, kind, key) is a link, title is what a person reads."""

    module: str
    kind: str
    key: str
    title: str


@dataclass(frozen=True)
class SourcedFigure:
    """A figure that a module derives from its records, with the rows behind it."""

    element: str
    breakdown: str
    value: Decimal
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SourcedItem:
    """A sentence for the report, with the record it comes from.

    `about` says in words what it is about, the most telling first: the form of the report decides by them under which
    of its headings it stands (or under none).
    """

    text: str
    row: Row
    about: tuple[str, ...]


class ReportSource(Protocol):
    """Both ports. `period` is half-open [start, end); `closing_on` is the last day whose records count."""

    def figures(
        self, *, unit, period: tuple[dt.date, dt.date], closing_on: dt.date, elements: Iterable[str]
    ) -> list[SourcedFigure]:
        """The figures this module knows among the elements asked for."""

    def items(self, *, unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
        """The sentences this module has."""


@cache
def sources() -> tuple[ReportSource, ...]:
    """The sources that `config` lists, in its order."""
    return tuple(import_module(path) for path in settings.REPORT_SOURCES)
