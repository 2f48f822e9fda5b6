"""What rounds give to others: by when a unit sends its report."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.access.queries import seats_of
from tienbo.core.calendar_entries import CalendarEntry
from tienbo.core.links import link_to
from tienbo.reporting.rounds.models import Participant
from tienbo.reporting.rounds.queries import dues_of
from tienbo.reporting.rounds.states import DONE

# Who writes the unit's report or sends it.
CONCERNED = {Permission.REPORT_ENTER, Permission.REPORT_SEND}


def calendar_entries(user) -> Iterator[CalendarEntry]:
    """Reports that the person's units still owe, their own or a predecessor's (``core.calendar_entries``)."""
    names = {seat.unit.pk: seat.name for seat in seats_of(user) if CONCERNED & seat.permissions}
    own = Q(unit__in=names, owed_by__isnull=True) | Q(owed_by__in=names)
    owing = Participant.objects.filter(own, standing=Participant.Standing.REPORTS).exclude(report__state__in=DONE)
    participants = list(owing.select_related("round", "report").order_by("round", "id"))
    dues = dues_of(participants)
    for participant in participants:
        if participant.pk not in dues:
            continue
        yield CalendarEntry(
            module="reporting",
            kind="report",
            key=str(participant.pk),
            title=_("Send the report “%(round)s”") % {"round": participant.round.title},
            unit=participant.name if participant.owed_by_id else names[participant.unit_id],
            deadline=dues[participant.pk].deadline,
            changed_at=participant.extended_at or participant.round.opened_at,
            url=link_to("reporting", "report", str(participant.report.pk)),
        )
