"""Fetch a thing and make sure that the person may see it, in one step. A stranger is told that it does not
exist.
"""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404

from tienbo.access.permissions import Permission
from tienbo.access.queries import holds
from tienbo.core import clock
from tienbo.units.models import Unit
from tienbo.units.queries import UnknownCode, place_of, unit_by_code


def unit_or_404(
    user, *, uid: uuid.UUID | str | None = None, code: str | None = None, on: dt.date | None = None
) -> Unit:
    """The unit of this uid, or that bears this official code on a day (today when not given), if the person
    sees it.

    A unit that no longer stands on that day is seen by whoever was above it on its last day, or is now above
    a unit that took it over wholly.
    """
    day = on or clock.today()
    unit = _unit(uid, code, day)
    if not _sees(user, unit, day):
        raise Http404("no such unit")
    return unit


def _sees(user, unit: Unit, day: dt.date, hops: int = 8) -> bool:
    """Whether the person sees a unit in the tree of a day; `hops` bounds how many reforms are followed."""
    span = place_of(unit, day).valid_during
    if span.upper is None or day < span.upper:
        return holds(user, Permission.UNIT_VIEW, unit, max(day, span.lower))
    if holds(user, Permission.UNIT_VIEW, unit, span.upper - dt.timedelta(days=1)):
        return True
    heirs = unit.successors.filter(share="whole").select_related("to_unit").order_by("pk") if hops else ()
    return any(_sees(user, link.to_unit, day, hops - 1) for link in heirs)


def _unit(uid: uuid.UUID | str | None, code: str | None, day: dt.date) -> Unit:
    try:
        if code is not None:
            return unit_by_code(code, day)
        return Unit.objects.prefetch_related("placements").get(uid=uid)
    except (UnknownCode, Unit.DoesNotExist, ValidationError, ValueError):
        raise Http404("no such unit") from None


def get_or_404(visible: QuerySet, **lookup):
    """The one object of a queryset already scoped to what the person may see; a key of the wrong shape is a
    404 too.
    """
    try:
        return visible.get(**lookup)
    except (visible.model.DoesNotExist, ValidationError, ValueError):
        raise Http404(f"no such {visible.model._meta.model_name}") from None
