"""Reminding units below of the report that they owe."""

from collections.abc import Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.journal.actions import record
from tienbo.notices.actions import Telling, notify_each
from tienbo.reporting.oversight.reminding import REMINDED, remindable
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import due_facts, dues_of


@transaction.atomic
def remind_units(*, by, report: Report, reports: Sequence[Report]) -> list[Report]:
    """Remind the units of `reports`, which report to this one, in one act; the reports of which they were reminded.

    Who has sent, whose report the superior types, and who was reminded today already is left out.
    """
    authorise(by, Permission.REPORT_TAKE, report.answered_by)
    # The superior's report is locked, so that two officers who press at once remind each unit once.
    Report.objects.select_for_update().get(pk=report.pk)
    below = Report.objects.filter(
        pk__in=[each.pk for each in reports], participant__superior=report.participant_id
    ).select_related("participant__unit", "participant__owed_by")
    reminded = remindable(below.order_by("id"))
    if not reminded:
        return []
    dues = dues_of(each.participant for each in reminded)
    facts = {"unit": report.participant.name, "round": report.round.title}
    notify_each(
        tellings=[
            Telling(each.participant.answering_unit, each.pk, facts | due_facts(dues.get(each.participant_id)))
            for each in reminded
        ],
        code=REMINDED,
        module="reporting",
        kind="report",
    )
    record(
        by=by,
        action=REMINDED,
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts={"count": len(reminded), "units": [str(each.participant.unit.uid) for each in reminded]},
    )
    return reminded
