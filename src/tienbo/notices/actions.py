"""Writes of the inbox. Notices are written inside the act they tell of, so none is lost and none is early."""

from django.db import transaction
from django.db.models import Max

from tienbo.core import clock
from tienbo.notices.models import Notice, Reading
from tienbo.units.models import Unit


@transaction.atomic
def notify(*, units: list[Unit], code: str, facts: dict, module: str, kind: str, key) -> None:
    """Tell units of a fact; the caller is the act itself."""
    moment = clock.now()
    Notice.objects.bulk_create(
        [Notice(unit=unit, at=moment, code=code, facts=facts, module=module, kind=kind, key=str(key)) for unit in units]
    )


@transaction.atomic
def mark_read(*, by, unit: Unit) -> None:
    """The person has seen all that the unit's inbox holds now."""
    last = Notice.objects.filter(unit=unit).aggregate(last=Max("id"))["last"] or 0
    Reading.objects.update_or_create(user=by, unit=unit, defaults={"up_to": last})
