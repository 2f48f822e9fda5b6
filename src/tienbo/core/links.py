"""The address of a thing of which only (module, kind, key) is known: a journal line's subject, a notice's, a task's.

A module below knows no address of the modules above it. The top of the house keeps the list: the setting ``LINKS``
names a module whose ``LINKS`` maps (module, kind) to a function from key to address.
"""

from functools import cache
from importlib import import_module

from django.conf import settings
from django.urls import NoReverseMatch


def link_to(module: str, kind: str, key: str) -> str:
    """The address, or "" for a thing that has no page."""
    address = _known().get((module, kind))
    if address is None:
        return ""
    try:
        return address(key)
    except (NoReverseMatch, LookupError):
        return ""


@cache
def _known() -> dict:
    return import_module(settings.LINKS).LINKS
