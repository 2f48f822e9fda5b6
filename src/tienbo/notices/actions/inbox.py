"""Writes of the inbox. Notices are written inside the act they tell of, so none is lost and none is early."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from tienbo.access.models import Grant
from tienbo.access.permissions import roles_with
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.notices.actions.mail import mail_notices
from tienbo.notices.models import Notice, Reading, Seen
from tienbo.units.models import Unit


@dataclass(frozen=True)
class Telling:
    """What one unit is told: the key of the thing to look at, and the facts that fill the sentence.

    `concerns`: the permission of those whose matter it is, one of ``queries.CONCERNS``; where nobody at the unit holds
    it, it is everyone's.
    """

    unit: Unit
    key: object
    facts: dict
    concerns: str = ""


@transaction.atomic
def notify(*, units: list[Unit], code: str, facts: dict, module: str, kind: str, key) -> None:
    """Tell units of a fact about one thing; the caller is the act itself."""
    notify_each(tellings=[Telling(unit, key, facts) for unit in units], code=code, module=module, kind=kind)


@transaction.atomic
def notify_each(*, tellings: Sequence[Telling], code: str, module: str, kind: str) -> None:
    """Tell each unit of a thing of its own; the caller is the act itself."""
    moment = clock.now()
    held = _held(tellings)
    notices = Notice.objects.bulk_create(
        [
            Notice(
                unit=each.unit,
                at=moment,
                code=code,
                facts=each.facts,
                module=module,
                kind=kind,
                key=str(each.key),
                concerns=each.concerns if (each.unit.pk, each.concerns) in held else "",
            )
            for each in tellings
        ]
    )
    mail_notices(by=SYSTEM, notices=notices)


def _held(tellings: Sequence[Telling]) -> set[tuple[int, str]]:
    """The units, each with a permission that somebody holds there, among those asked for. One query for each."""
    found: set[tuple[int, str]] = set()
    for permission in {each.concerns for each in tellings if each.concerns}:
        units = [each.unit.pk for each in tellings if each.concerns == permission]
        grants = Grant.objects.on(clock.today()).filter(unit__in=units, user__is_active=True)
        holders = grants.filter(role__in=roles_with(permission)).order_by().values_list("unit", flat=True)
        found |= {(unit, permission) for unit in holders}
    return found


@transaction.atomic
def mark_all_read(*, by, unit: Unit, up_to: int) -> None:
    """The person has read what the unit's inbox held when he looked: every notice up to this one.

    What came since stays unread. A reading never goes back.
    """
    last = Notice.objects.filter(unit=unit, id__lte=up_to).order_by("-id").values_list("id", flat=True).first() or 0
    reading, _ = Reading.objects.select_for_update().get_or_create(user=by, unit=unit)
    if last > reading.up_to:
        reading.up_to = last
        reading.save(update_fields=["up_to"])
    Seen.objects.filter(user=by, notice__unit=unit, notice__id__lte=reading.up_to).delete()


@transaction.atomic
def mark_read(*, by, unit: Unit, notices: Iterable[int]) -> None:
    """The person has read these notices (by their numbers); those of another inbox are left out."""
    theirs = Notice.objects.filter(unit=unit, id__in=list(notices)).order_by("id")
    Seen.objects.bulk_create([Seen(user=by, notice=notice) for notice in theirs], ignore_conflicts=True)
