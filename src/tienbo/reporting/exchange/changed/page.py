"""Two states of a report side by side: which ones, what differs, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.core.incoming import whole_number
from tienbo.core.templatetags.formats import moment
from tienbo.reporting.definitions.cells import Figure
from tienbo.reporting.entry.asked import cell_address
from tienbo.reporting.entry.grids import change_text, spoken, words
from tienbo.reporting.entry.queries import findings_of
from tienbo.reporting.entry.standing import state_of_version, working_state
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.places import NotInTheReport, Place, Places
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.changes import CellChange, HeadingChange, ReasonChange, changes_between
from tienbo.reporting.versions.models import ReportVersion

NOW = "now"


class NoSuchVersion(ValueError):
    """An address names a version that the report does not have."""


@dataclass(frozen=True)
class Pair:
    """What is compared: `old` and `new`, None for the report as it stands now; `versions` are all to choose from, the
    newest first."""

    report: Report
    versions: tuple[ReportVersion, ...]
    old: ReportVersion
    new: ReportVersion | None

    @property
    def old_value(self) -> str:
        """As an address names it."""
        return str(self.old.number)

    @property
    def new_value(self) -> str:
        """As an address names it."""
        return str(self.new.number) if self.new else NOW

    @property
    def query(self) -> str:
        """The end of an address that compares the same two."""
        return f"?from={self.old_value}&to={self.new_value}"


def pair_of(report: Report, old: str, new: str) -> Pair | None:
    """The two states that an address asks for. Without any: the last version against the report as it stands while it
    is written again, else the last two versions. None: there is nothing to compare yet. NoSuchVersion."""
    versions = tuple(report.versions.order_by("-number"))
    if not versions:
        return None
    has_gone = report.state in (State.SUBMITTED, State.ACCEPTED)
    if not old and not new:
        if not has_gone:
            return Pair(report, versions, versions[0], None)
        return Pair(report, versions, versions[1], versions[0]) if len(versions) > 1 else None
    by_number = {version.number: version for version in versions}
    newer = None if new == NOW or (not new and not has_gone) else _numbered(by_number, new or str(versions[0].number))
    older = _numbered(by_number, old) if old else versions[min(1, len(versions) - 1)]
    return Pair(report, versions, older, newer)


def _numbered(versions: dict[int, ReportVersion], text: str) -> ReportVersion:
    found = versions.get(whole_number(text) or 0)
    if found is None:
        raise NoSuchVersion(text)
    return found


@dataclass(frozen=True)
class CellRow:
    """A cell that differs: its place, old and new in words, by how much, and notes where they differ."""

    code: str
    name: str
    table: str
    url: str
    change: CellChange
    old: str
    new: str
    difference: str

    @property
    def notes(self) -> tuple[str, str] | None:
        """The notes, old and new, where they differ."""
        old, new = self.change.old.note, self.change.new.note
        return None if old == new else (old, new)


@dataclass(frozen=True)
class TextRow:
    """A heading whose text differs."""

    name: str
    kind: str
    change: HeadingChange

    @property
    def word(self) -> str:
        """Added, removed or changed."""
        return {"added": _("added"), "removed": _("removed"), "changed": _("changed")}[self.kind]


@dataclass(frozen=True)
class ReasonRow:
    """The reason for a warning that differs."""

    message: str
    change: ReasonChange


@dataclass(frozen=True)
class Shown:
    """What differs between two states, in words."""

    pair: Pair
    old_name: str
    new_name: str
    cells: tuple[CellRow, ...]
    texts: tuple[TextRow, ...]
    reasons: tuple[ReasonRow, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing differs."""
        return not (self.cells or self.texts or self.reasons)


def shown_of(pair: Pair) -> Shown:
    """What differs between the two states of a pair, in the order of the form."""
    report, places = pair.report, Places(pair.report)
    new = state_of_version(pair.new) if pair.new else working_state(report)
    changes = changes_between(state_of_version(pair.old), new)
    rows = [_cell_row(report, places, change) for change in changes.cells]
    order = {heading.code: place for place, heading in enumerate(places.headings())}
    texts = sorted(changes.headings, key=lambda each: order.get(each.heading, len(order)))
    messages = {finding.key: finding.message for finding in findings_of(report)} if changes.reasons else {}
    return Shown(
        pair=pair,
        old_name=name_of(pair.old),
        new_name=name_of(pair.new),
        cells=tuple(sorted(rows, key=lambda row: (row.table, _numbers(row.code), row.change.cell))),
        texts=tuple(TextRow(_named(places, About("heading", each.heading)), each.kind, each) for each in texts),
        reasons=tuple(ReasonRow(_message(messages, each.finding), each) for each in changes.reasons),
    )


def name_of(version: ReportVersion | None) -> str:
    """ "Bản 2, gửi 10:42, 26/05/2015"; the report as it stands now."""
    if version is None:
        return _("As it stands now")
    return _("Version %(number)d, sent %(at)s") % {"number": version.number, "at": moment(version.submitted_at)}


def _cell_row(report: Report, places: Places, change: CellChange) -> CellRow:
    try:
        place = places.of(About.of_cell(change.cell))
        url = cell_address(report, change.cell)
    except NotInTheReport:
        row = places.definition.row_by_code.get(change.cell.element)
        place, url = Place(row.row if row else "", change.cell.breakdown, row.row.partition(".")[0] if row else ""), ""
    old, new = change.old.figure, change.new.figure
    return CellRow(
        code=place.code,
        name=place.name.removeprefix(f"{place.code} · "),
        table=place.table,
        url=url,
        change=change,
        old=_said(old),
        new=_said(new),
        difference=change_text(new, old) if change.is_of_figure else "",
    )


def _said(figure: Figure) -> str:
    mark = {"estimate": " (e)", "corrected": " (r)"}.get(figure.flag, "")
    return f"{spoken(figure)}{mark}"


def _named(places: Places, about: About) -> str:
    try:
        return places.of(about).name
    except NotInTheReport:
        return about.key


def _message(messages: dict, finding: str) -> str:
    return words(messages[finding]) if finding in messages else finding.replace("|", " ").strip()


def _numbers(code: str) -> tuple[int, ...]:
    return tuple(int(part) for part in code.split(".")[1:] if part.isdigit())
