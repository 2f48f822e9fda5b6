"""The address of a thing of which only (module, kind, key) is known: a journal line's subject, a notice's, a task's.

A module below knows no address of the modules above it. The top of the house keeps the list: the setting ``LINKS``
names a module whose ``LINKS`` maps (module, kind) to a function from key to address, and whose ``LOOKUPS`` maps those
kinds whose address costs a query to a function from a person and a key: it is asked when somebody follows the link, not
for each of a hundred lines of a list. ``SEEN_WITH`` names the permission without which a kind of thing is not shown.
"""

from functools import cache
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.urls import NoReverseMatch


def link_to(module: str, kind: str, key: str) -> str:
    """The address, or "" for a thing that has no page."""
    address = _known().LINKS.get((module, kind))
    if address is None:
        return ""
    try:
        return address(key)
    except (NoReverseMatch, LookupError):
        return ""


def link_for(user, unit, module: str, kind: str, key: str) -> str:
    """The address for a person who sits at a unit; "" for what his roles there never show, so that a line about it (in
    an inbox, in the journal) leads nowhere rather than to a page that does not exist for him."""
    permission = _known().SEEN_WITH.get((module, kind))
    return link_to(module, kind, key) if permission is None or user.has_perm(permission, unit) else ""


def look_up(user, module: str, kind: str, key: str) -> str:
    """The address of a thing whose link is looked up when it is followed, "" when the person does not see it."""
    address = _known().LOOKUPS.get((module, kind))
    return address(user, key) if address else ""


@cache
def _known() -> ModuleType:
    return import_module(settings.LINKS)
