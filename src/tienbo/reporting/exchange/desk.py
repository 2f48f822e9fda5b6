"""What a unit's desk says of reports: its own that are owed, those to take, those that others report to.

Reads for the first page and for the list of reports: a fixed number of queries per open round.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tienbo.core.deadlines import Deadline
from tienbo.reporting.consolidation.board import ReportStanding, standings
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.questions import states as questions
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.states import DONE, State
from tienbo.reporting.versions.models import Decision
from tienbo.units.models import Unit

# States in which the unit itself has something to do.
OWED = frozenset(State) - DONE


@dataclass(frozen=True)
class DeskReport:
    """One report as a list shows it: whose, how far, by when, and where it is.

    `state` is one of ``core.statuses``; `days_late` counts from the last day on time; `message` is what the superior
    asked when more is asked; `url` the report's page; `tables_done` of `tables_of` tables have every cell filled.
    """

    report: Report
    unit_name: str
    round_title: str
    state: str
    due: Deadline | None
    days_late: int
    tables_done: int
    tables_of: int
    message: str
    has_paper: bool
    url: str

    @property
    def slug(self) -> str:
        """The unit's part of the report's address."""
        return self.report.participant.slug

    @property
    def is_open(self) -> bool:
        """The unit still has to send it."""
        return self.state in OWED


def desk_reports(unit: Unit) -> list[DeskReport]:
    """The unit's own reports that it still owes, the soonest due first."""
    owed = _answered_by(unit).filter(state__in=OWED, participant__standing=Participant.Standing.REPORTS, proxy=None)
    return _in_order(_described(owed))


def to_take(unit: Unit) -> list[DeskReport]:
    """Reports that units below have sent to this one and that wait to be taken."""
    return _in_order(_described(Report.objects.filter(_answers("participant__superior", unit), state=State.SUBMITTED)))


def gathering(unit: Unit) -> QuerySet[Report]:
    """The unit's reports to which others report and that are not taken themselves, the latest round first."""
    return (
        _answered_by(unit)
        .filter(Exists(Participant.objects.filter(superior=OuterRef("participant"))))
        .exclude(state=State.ACCEPTED)
        .select_related("participant", "round__form")
        .prefetch_related("round__dues")
        .order_by("-round__closing_on", "-pk")
    )


def reports_of(unit: Unit) -> list[DeskReport]:
    """All reports of a unit, the newest round first."""
    found = _described(_answered_by(unit))
    return sorted(found, key=lambda each: (each.report.round.closing_on, each.report.pk), reverse=True)


def _answered_by(unit: Unit):
    """The reports that a unit writes and sends: its own, and those it owes as a successor."""
    return Report.objects.filter(_answers("participant", unit))


def _answers(participant: str, unit: Unit) -> Q:
    """The participant at the end of this path is the unit's to answer for; see `Participant.answering_unit`."""
    return Q(**{f"{participant}__owed_by": unit}) | Q(
        **{f"{participant}__unit": unit, f"{participant}__owed_by__isnull": True}
    )


def _described(reports) -> list[DeskReport]:
    round_ids = set(reports.values_list("round_id", flat=True))
    rounds = Round.objects.filter(pk__in=round_ids).select_related("form").prefetch_related("dues").order_by("pk")
    found = [standing for round in rounds for standing in standings(reports.filter(round=round), round)]
    asked = _messages(standing.report for standing in found if standing.report.state == State.RETURNED)
    return [_desk_report(standing, asked.get(standing.report.pk, "")) for standing in found]


def _desk_report(standing: ReportStanding, message: str) -> DeskReport:
    report = standing.report
    return DeskReport(
        report=report,
        unit_name=standing.participant.name,
        round_title=report.round.title,
        state=standing.state,
        due=standing.due.deadline if standing.due else None,
        days_late=standing.days_late,
        tables_done=standing.tables_done,
        tables_of=len(standing.tables),
        message=message,
        has_paper=standing.has_paper,
        url=report_address(report),
    )


def _messages(returned: Iterable[Report]) -> dict[int, str]:
    """What was asked for last, by report."""
    decisions = (
        Decision.objects.filter(version__report__in=list(returned), outcome=Decision.Outcome.RETURNED)
        .order_by("pk")
        .values_list("version__report_id", "message")
    )
    return dict(decisions)


@dataclass(frozen=True)
class Questions:
    """Questions about one report that this unit has to look at: how many, and their page."""

    report: Report
    count: int
    url: str


def questions_to_answer(unit: Unit) -> list[Questions]:
    """What is asked about the reports that a unit writes and sends, and not answered. One query."""
    return _questions(_answers("participant", unit), questions.State.OPEN)


def questions_answered(unit: Unit) -> list[Questions]:
    """What the unit asked about reports below and has been answered. One query."""
    return _questions(_answers("participant__superior", unit), questions.State.ANSWERED)


def _questions(whose: Q, state: str) -> list[Questions]:
    found = (
        Report.objects.filter(whose, questions__state=state)
        .annotate(asked=Count("questions"))
        .select_related("participant", "round")
        .order_by("-round__closing_on", "participant__sort_key", "pk")
    )
    return [Questions(report, report.asked, report_address(report, "questions")) for report in found]


def _in_order(found: list[DeskReport]) -> list[DeskReport]:
    """The soonest due first, then in Vietnamese order of the units."""
    return sorted(
        found,
        key=lambda each: (
            each.due.last_on_time if each.due else dt.date.max,
            each.report.participant.sort_key,
            each.report.pk,
        ),
    )
