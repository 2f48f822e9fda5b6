"""The one door to permissions for every module below `access`.

`access` supplies the backend behind ``has_perm``; nothing below it needs to know how a permission is granted.
"""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True)
class UnitOn:
    """A unit in the tree of a day (None: today's): what a permission is asked over when the unit that acts is not
    the record's own."""

    unit: object
    scope_on: dt.date | None


def authorise(by, permission: str, obj) -> None:
    """Refuse, with PermissionDenied, unless `by` holds `permission` over `obj`.

    `obj` is a Unit or has a ``unit`` (and, where its scope is a tree of another day, a ``scope_on`` date).
    ``by=SYSTEM`` is the program itself: jobs, imports of an administrator at the command line, the demo's set-up.
    """
    if by is SYSTEM:
        return
    if not by.has_perm(permission, obj):
        raise PermissionDenied(f"{permission} refused")


class _System:
    """The actor of what no person did. It has no key and no name, and the journal says so."""

    pk = None
    uid = None
    is_authenticated = True

    def has_perm(self, permission: str, obj=None) -> bool:
        return True

    def __str__(self) -> str:
        return "system"


SYSTEM = _System()
