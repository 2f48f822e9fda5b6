"""What was sent of a paper upward and what was recorded of its signed document.

Versions stand above rounds: the setting ``PAPERS_SIGNED`` names the function that knows them, with the arguments of the
one here.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Signed:
    """The newest version of a report, the day on which it was sent, and its signed paper: ``number`` "" before it is
    recorded."""

    version: int
    sent_on: dt.date
    number: str = ""
    signed_on: dt.date | None = None
    signer: str = ""


def signed_papers(reports: Collection[int]) -> dict[int, Signed]:
    """By report (its row), for those that were sent."""
    return import_string(settings.PAPERS_SIGNED)(reports)
