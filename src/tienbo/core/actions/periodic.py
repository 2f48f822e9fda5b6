"""Work that the clock asks for."""

from django.db import transaction

from tienbo.core import clock
from tienbo.core.jobs import PERIODIC, defer
from tienbo.core.models import PeriodicRun


@transaction.atomic
def ask_for_due_work(*, by) -> list[str]:
    """Ask for all periodic work whose hour has passed today and that was not asked for yet; returns its names.

    The row and the job are of one transaction, and the row is unique: however many workers look, and however long the
    machine was off in the morning, each piece of work is asked for once on its day. What was missed yesterday is past.
    """
    now = clock.now()
    asked = []
    for periodic in PERIODIC.values():
        if not periodic.is_due(now):
            continue
        name = periodic.task.name
        _, is_new = PeriodicRun.objects.get_or_create(name=name, day=now.date(), defaults={"at": now})
        if is_new:
            defer(periodic.task, **periodic.arguments(now.date()))
            asked.append(name)
    return asked
