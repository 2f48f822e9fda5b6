"""The board of the reports below as the common board shows it (``core.board``)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from tienbo.core.board import Board, BoardAct, BoardCell, BoardColumn, BoardRow
from tienbo.core.statuses import EXEMPT, LATE, WORDS, status_word
from tienbo.core.templatetags.formats import date_vi
from tienbo.reporting.consolidation.board import Board as Standings
from tienbo.reporting.consolidation.board import Progress, ReportStanding
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.questions.queries import open_counts
from tienbo.reporting.rounds.models import Extension, Report
from tienbo.reporting.rounds.states import State
from tienbo.units.kinds import Kind

# They stand for any unit and any table while an address is made once for hundreds of rows.
_ANY, _TABLE = "any-unit", "TABLE"
FILTERS = ("all", LATE, "not_started", "draft", "ready", "submitted", "returned", "accepted", "exempt")
NONE_ASKED: Mapping[int, Extension] = MappingProxyType({})
FILTER_WORDS = {"all": gettext_lazy("All")} | WORDS


@dataclass(frozen=True)
class Choice:
    """What of a board is shown: a state (or late, or all) and a kind of unit ("" for all)."""

    state: str = "all"
    kind: str = ""

    @classmethod
    def of(cls, query) -> "Choice":
        """From an address; what it does not know is all."""
        state, kind = query.get("state", "all"), query.get("kind", "")
        return cls(state if state in FILTERS else "all", kind if kind in Kind.values else "")

    def shows(self, row: ReportStanding) -> bool:
        """Whether a row is shown."""
        if self.kind and row.participant.kind != self.kind:
            return False
        return self.state in ("all", *states_of(row))


def states_of(row: ReportStanding) -> tuple[str, ...]:
    """The filters under which a row is found: its state, and late beside it while it has not sent."""
    return (row.state, LATE) if row.is_overdue else (row.state,)


def tabs_of(standings: Standings, choice: Choice) -> list[dict]:
    """The states that occur, with how many, each an address."""
    of_kind = [row for row in standings.rows if Choice("all", choice.kind).shows(row)]
    counts = Counter(state for row in of_kind for state in states_of(row))
    kind = f"&kind={choice.kind}" if choice.kind else ""
    return [
        {
            "label": FILTER_WORDS[state],
            "url": f"?state={state}{kind}",
            "current": state == choice.state,
            "count": len(of_kind) if state == "all" else counts[state],
        }
        for state in FILTERS
        if state == "all" or counts[state] or state == choice.state
    ]


def kinds_of(standings: Standings, choice: Choice) -> list[dict]:
    """The kinds of units on the board, each an address; none when there is one kind only."""
    present = {row.participant.kind for row in standings.rows}
    if len(present) < 2:
        return []
    shown = [("", _("All kinds"))] + [(kind.value, kind.label) for kind in Kind if kind in present]
    return [
        {"label": label, "url": f"?state={choice.state}&kind={kind}", "current": kind == choice.kind}
        for kind, label in shown
    ]


def board_shown(
    report: Report,
    standings: Standings,
    choice: Choice,
    *,
    may_take: bool,
    drift: Mapping[int, int],
    asked: Mapping[int, Extension] = NONE_ASKED,
) -> Board:
    """The board: units down, tables across, in each cell how many of its cells are filled. `drift`: by report, how many
    cells with those below are no longer as they were sent. `asked`: by participant, a request for more time that
    waits."""
    rows = [row for row in standings.rows if choice.shows(row)]
    waiting = open_counts(row.report.pk for row in rows)
    definition = definition_of(report.round.form)
    page = reverse("reporting:report", args=[report.round.code, _ANY])
    table = reverse("reporting:table", args=[report.round.code, _ANY, _TABLE])
    columns = []
    for code in standings.tables:
        progress = [row.tables[code] for row in rows if code in row.tables]
        full = sum(each.is_full for each in progress)
        columns.append(BoardColumn(code, words(definition.table_by_code[code].title.text), full, len(progress)))
    return Board(
        title=_("Reports to %(unit)s, table by table") % {"unit": report.participant.name},
        columns=tuple(columns),
        rows=tuple(
            _row(
                row,
                standings.tables,
                page,
                table,
                drift.get(row.report.pk, 0),
                tuple(_links(row, waiting.get(row.report.pk, 0), asked.get(row.participant.pk))),
            )
            for row in rows
        ),
        done=standings.taken,
        of=standings.owed,
        action_url=report_address(report, "take_many"),
        acts=_acts(report) if may_take and rows else (),
    )


def _acts(report: Report) -> tuple[BoardAct, ...]:
    """Who may take reports may remind of them too."""
    return (
        BoardAct("take", _("Take the chosen reports…"), "check"),
        BoardAct("remind", _("Remind the chosen units…"), "mail", report_address(report, "remind_many")),
        BoardAct("letter", _("Official letter to them…"), "document", report_address(report, "reminding_letter")),
    )


def _row(row: ReportStanding, tables: tuple[str, ...], page: str, table: str, differing: int, links: tuple) -> BoardRow:
    slug = row.participant.slug
    before, after = table.replace(_ANY, slug).split(_TABLE)
    asked = {} if row.state == EXEMPT else row.tables
    late = _state_and_lateness(row.state, row.days_late, get_language()) if row.is_overdue else ""
    return BoardRow(
        id=slug,
        name=row.participant.name,
        cells=tuple(_cell(asked.get(code), code + after) for code in tables),
        cells_at=before,
        state=LATE if late else row.state,
        word=late or (_state_and_difference(row.state, differing, get_language()) if differing else ""),
        url=page.replace(_ANY, slug),
        contact=_("Telephone"),
        phone=row.participant.phone,
        links=links,
    )


def _links(row: ReportStanding, waiting: int, asked: Extension | None):
    """What stands below the state: more time that was asked for or given; questions that the unit has not answered;
    that it has sent again, and the changes."""
    if asked is not None:
        yield _("asks for time until %(day)s") % {"day": date_vi(asked.until)}, report_address(row.report, "extension")
    elif row.due is not None and row.due.is_extended:
        told = _("extended to %(day)s") % {"day": date_vi(row.due.extended_to)}
        yield told, report_address(row.report, "extension")
    if waiting:
        told = ngettext("%(n)d question not answered", "%(n)d questions not answered", waiting) % {"n": waiting}
        yield told, report_address(row.report, "questions")
    if row.state == State.SUBMITTED and row.latest is not None and row.latest.number > 1:
        yield _("changes since last time"), report_address(row.report, "changes")


@lru_cache(maxsize=1024)
def _state_and_lateness(state: str, days: int, language: str) -> str:
    """Both, in one word of the board."""
    return _both(status_word(state), status_word(LATE, days))


@lru_cache(maxsize=1024)
def _state_and_difference(state: str, cells: int, language: str) -> str:
    """The state, and that figures are no longer those that were signed."""
    told = ngettext("%(n)d cell differs from what was signed", "%(n)d cells differ from what was signed", cells)
    return _both(status_word(state), told % {"n": cells})


def _both(*both: str) -> str:
    """Where there is no room the words break between them and nowhere else."""
    return "\N{NO-BREAK SPACE}· ".join(word.replace(" ", "\N{NO-BREAK SPACE}") for word in both)


@lru_cache(maxsize=4096)
def _cell(progress: Progress | None, url: str) -> BoardCell | None:
    """A few hundred of them stand on a board of four thousand cells."""
    if progress is None:
        return None
    state = "accepted" if progress.is_full else "draft" if progress.done else "not_started"
    return BoardCell(state, url=url, text=f"{progress.done}/{progress.of}")
