"""The board: where each unit directly below stands, table by table, late first."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from tienbo.core import clock
from tienbo.indicators.queries import element_ids
from tienbo.reporting.definitions.cells import MISSING
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.rounds.audience import Shape, asked_of
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.queries import dues_of
from tienbo.reporting.rounds.states import DONE
from tienbo.reporting.versions.models import CountedVersion, ReportVersion, SignedPaper

FILLED = """
SELECT entry.report_id, place.number, count(*)
FROM reporting_entry entry
JOIN unnest(%s::bigint[], %s::int[]) AS place (element_id, number) ON place.element_id = entry.element_id
WHERE entry.report_id = ANY(%s) AND (entry.value IS NOT NULL OR entry.flag = ANY(%s))
GROUP BY entry.report_id, place.number
"""


@dataclass(frozen=True)
class Progress:
    """Cells filled of cells asked in one table; a table that asks nothing has no progress."""

    done: int
    of: int

    @property
    def is_full(self) -> bool:
        """Every cell has a figure or a reason for having none."""
        return self.done >= self.of


@dataclass(frozen=True)
class ReportStanding:
    """A report on a board, on a desk, on its own page: its state and what is still owed."""

    report: Report
    participant: Participant
    due: OwnDue | None
    days_late: int
    tables: dict[str, Progress]
    latest: ReportVersion | None
    counted_id: int | None
    has_paper: bool

    @property
    def state(self) -> str:
        """The state of the report, or "exempt"."""
        return self.report.state if self.participant.standing == "reports" else "exempt"

    @property
    def is_late(self) -> bool:
        """Not sent though the last on-time day has passed, or sent after it."""
        return self.days_late > 0

    @property
    def is_overdue(self) -> bool:
        """Not sent though the last on-time day has passed."""
        return self.is_late and self.state not in DONE

    @property
    def tables_done(self) -> int:
        """Tables in which every cell is filled."""
        return sum(progress.is_full for progress in self.tables.values())


@dataclass(frozen=True)
class Board:
    """The units that report to one unit in a round. `tables`: codes of the tables that any of them is asked."""

    round: Round
    participant: Participant
    rows: tuple[ReportStanding, ...]
    tables: tuple[str, ...]

    @property
    def owed(self) -> int:
        """N: the units that owe a report."""
        return sum(row.participant.standing == "reports" for row in self.rows)

    @property
    def sent(self) -> int:
        """Units that have sent, taken ones included."""
        return sum(row.state in DONE for row in self.rows)

    @property
    def taken(self) -> int:
        """n: the units whose report is in the totals."""
        return sum(row.counted_id is not None for row in self.rows)

    @property
    def late(self) -> int:
        """Units that are late with sending."""
        return sum(row.is_overdue for row in self.rows)


def board_of(report: Report) -> Board:
    """The board of the units that report to this one: late first, then by state, then in Vietnamese order."""
    reports = Report.objects.filter(participant__superior=report.participant_id)
    rows = standings(reports, report.round)
    order = {"returned": 1, "not_started": 2, "draft": 3, "ready": 4, "submitted": 5, "accepted": 6, "exempt": 7}
    rows.sort(
        key=lambda row: (
            not row.is_overdue,
            order[row.state],
            row.participant.sort_key,
            row.participant.pk,
        )
    )
    asked = {table for row in rows for table in row.tables}
    codes = [table.code for table in definition_of(report.round.form).tables if table.code in asked]
    return Board(report.round, report.participant, tuple(rows), tuple(codes))


def standings(reports, round: Round) -> list[ReportStanding]:
    """Where each of these reports (a queryset, all of one round) stands: a fixed number of queries."""
    # Asked again rather than named one by one: hundreds of numbers in a question cost more than the answer.
    these = reports.order_by().values("pk")
    latest = {
        version.report_id: version
        for version in ReportVersion.objects.filter(report__in=these)
        .order_by("report", "-number")
        .distinct("report")
        .only("id", "report_id", "number", "digest", "submitted_at", "last_on_time", "is_late", "entered_by_superior")
    }
    counted = dict(CountedVersion.objects.filter(report__in=these).values_list("report_id", "version_id"))
    papers = set(SignedPaper.objects.filter(version__report__in=these).values_list("version_id", flat=True))
    reports = list(reports.select_related("participant"))
    filled = _filled(round, [report.pk for report in reports])
    dues = dues_of(report.participant for report in reports)
    today = clock.today()
    # Hundreds of units have a handful of shapes.
    shapes = {report.pk: Shape.of(report.participant) for report in reports}
    asked = {shape: asked_per_table(round, shape) for shape in set(shapes.values())}
    found = []
    for report in reports:
        report.round = round
        participant = report.participant
        participant.round = round
        due, version = dues.get(participant.pk), latest.get(report.pk)
        done = filled.get(report.pk, {})
        tables = {table: _progress(done.get(table, 0), cells) for table, cells in asked[shapes[report.pk]].items()}
        found.append(
            ReportStanding(
                report=report,
                participant=participant,
                due=due,
                days_late=_days_late(report, due, version, today),
                tables=tables,
                latest=version,
                counted_id=counted.get(report.pk),
                has_paper=version is not None and version.pk in papers,
            )
        )
    return found


def standing_of(report: Report) -> ReportStanding:
    """Where one report stands."""
    return standings(Report.objects.filter(pk=report.pk), report.round)[0]


def asked_per_table(round: Round, shape: Shape) -> dict[str, int]:
    """How many cells a unit of this shape types in each table; tables that ask it nothing are left out."""
    rows = definition_of(round.form).row_by_code
    counts: dict[str, int] = {}
    for cell in asked_of(round, shape).typed:
        table = rows[cell.element].row.partition(".")[0]
        counts[table] = counts.get(table, 0) + 1
    return counts


# A board of thousands of tables has a few hundred different ones.
_progress = lru_cache(maxsize=4096)(Progress)


def _filled(round: Round, report_ids: list[int]) -> dict[int, dict[str, int]]:
    """Filled cells per report and table."""
    definition = definition_of(round.form)
    codes = [table.code for table in definition.tables]
    number = {code: place for place, code in enumerate(codes)}
    rows = definition.rows()
    ids = element_ids(row.code for row in rows)
    elements = [ids[row.code] for row in rows]
    # Numbers of tables, not their codes: twenty thousand texts take the database half as long again.
    tables = [number[row.row.partition(".")[0]] for row in rows]
    filled: dict[int, dict[str, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(FILLED, [elements, tables, report_ids, list(MISSING)])
        for report_id, place, count in cursor.fetchall():
            filled[report_id][codes[place]] = count
    return filled


def _days_late(report: Report, due: OwnDue | None, version: ReportVersion | None, today: dt.date) -> int:
    if due is None or report.participant.standing != "reports":
        return 0
    day = version.submitted_at.astimezone(clock.ZONE).date() if version and report.state in DONE else today
    return (day - due.deadline.last_on_time).days if due.is_late(day) else 0
