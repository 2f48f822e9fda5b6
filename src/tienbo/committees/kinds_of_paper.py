"""Which kinds of papers a unit sends up, by code and name.

They stand above committees: the setting ``KINDS_OF_PAPER`` names the function that knows them, with the arguments of
the one here.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from tienbo.units.models import Unit


@dataclass(frozen=True)
class KindOfPaper:
    """A kind of paper: its code, and its name in the language of the screen."""

    code: str
    name: str


def kinds_of_paper(unit: Unit) -> list[KindOfPaper]:
    """The kinds of papers that a unit sends up, the usual one first."""
    return import_string(settings.KINDS_OF_PAPER)(unit)
