"""A report that is sent does what the letters asked for: the tasks that ask for it are done, without a word to type."""

from django.utils import translation
from django.utils.translation import gettext as _

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.guidance.queries import tasks_for_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import AROUND, due_of
from tienbo.reporting.versions.models import ReportVersion
from tienbo.tasks.actions import disprove_tasks, prove_tasks
from tienbo.tasks.models import Task


def sending_proves(by, version: ReportVersion) -> list[Task]:
    """The unit's open tasks that ask for the report just sent are done; which."""
    report = version.report
    facts = {"report": report.round.title, "number": version.number}
    facts["day"] = form_date(version.submitted_at.astimezone(ZONE).date())
    # The sentence stays on record and may come into a report: Vietnamese whatever the sender reads in.
    with translation.override("vi"):
        sentence = _("Sent: %(report)s, version %(number)d, on %(day)s.") % facts
    return prove_tasks(by=by, tasks=_asking(report), result=sentence, evidence=_evidence(version))


def recalling_disproves(by, version: ReportVersion) -> list[Task]:
    """What was taken back proves nothing: those tasks are open again, unless a person said more about them; which."""
    return disprove_tasks(by=by, tasks=_asking(version.report), evidence=_evidence(version))


def _evidence(version: ReportVersion) -> str:
    """What the printed report bears too: it says which version, to a person and to the recall."""
    with translation.override("vi"):
        return _("Verification code %(code)s") % {"code": version.digest}


def _asking(report: Report) -> list[Task]:
    due = due_of(report.participant)
    day = due.of_round.on if due else report.round.closing_on
    return tasks_for_report(report.unit, report.round.report, (day - AROUND, day + AROUND))
