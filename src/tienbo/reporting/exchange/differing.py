"""What differs from the signed report, ready to show: cells, figures then and now, the units it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.reporting.consolidation.cell_labels import CellLabels
from tienbo.reporting.consolidation.differences import Cause, Difference, differences_of, units_behind
from tienbo.reporting.consolidation.queries import latest_version
from tienbo.reporting.consolidation.steps import Place
from tienbo.reporting.entry.grids import language
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.exchange.moves import Offer, offers
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion

# A page is read, a list of a thousand is not: the file holds them all.
SHOWN = 200
# How many units a reason names.
NAMED = 5
COLUMNS = (
    "table", "line", "label", "element", "breakdown", "signed", "now", "change", "because_unit", "because_unit_name",
    "because", "version_then", "version_now", "figure_then", "figure_now",
)  # fmt: skip


@dataclass(frozen=True)
class CauseShown:
    """A unit that a difference comes from."""

    name: str
    what: str
    url: str
    was: Decimal | None
    value: Decimal | None


@dataclass(frozen=True)
class DifferenceShown:
    """A cell with the signed figure and today's."""

    code: str
    what: str
    url: str
    sent: Decimal | None
    now: Decimal | None
    change: Decimal | None
    causes: tuple[CauseShown, ...]


@dataclass(frozen=True)
class DifferencesPage:
    """The page: the version, its cells that differ, the units they come from, what may be done about it."""

    report: Report
    version: ReportVersion
    rows: tuple[DifferenceShown, ...]
    count: int
    units: tuple[CauseShown, ...]
    acts: tuple[Offer, ...]

    @property
    def more(self) -> int:
        """Cells that are only in the file."""
        return self.count - len(self.rows)


def differences_page(user, report: Report) -> DifferencesPage | None:
    """What differs from the newest version of a report; None when nothing was sent yet."""
    version = _newest(report)
    if version is None:
        return None
    labels = CellLabels(report)
    found = _ordered(version, labels)
    return DifferencesPage(
        report=report,
        version=version,
        rows=tuple(_row(report, each, labels) for each in found[:SHOWN]),
        count=len(found),
        units=tuple(_cause(each) for each in units_behind(found)),
        acts=tuple(each for each in offers(user, report, sent=True) if each.code in {"recall", "reopen"}),
    )


def difference_rows(report: Report) -> Iterator[tuple]:
    """The same for a file, a row for each cell and unit; see `COLUMNS`."""
    version = _newest(report)
    if version is None:
        return
    labels = CellLabels(report)
    for each in _ordered(version, labels):
        label = labels[each.cell]
        cell = (label.table, label.code, label.what("vi"), *each.cell, each.sent.value, each.now.value, each.change)
        for cause in each.causes or (None,):
            yield (*cell, *(_columns(cause) if cause else ("",) * 7))


def reason_of_differences(report: Report) -> str:
    """The sentence with which a report is opened again because of what came from below: Vietnamese, as it stays on
    record; "" where nothing did."""
    version = _newest(report)
    found = differences_of(version) if version else ()
    names = [cause.participant.name for cause in units_behind(found) if cause.now is not None]
    if not names:
        return ""
    with translation.override("vi"):
        named = ", ".join(names[:NAMED])
        more = len(names) - NAMED
        if more > 0:
            named += " " + ngettext("and %(n)d more unit", "and %(n)d more units", more) % {"n": more}
        return ngettext(
            "%(n)d figure differs from version %(number)d, sent on %(day)s, because reports below were corrected or "
            "taken later: %(units)s.",
            "%(n)d figures differ from version %(number)d, sent on %(day)s, because reports below were corrected or "
            "taken later: %(units)s.",
            len(found),
        ) % {
            "n": len(found),
            "number": version.number,
            "day": form_date(version.submitted_at.astimezone(ZONE).date()),
            "units": named,
        }


def _newest(report: Report) -> ReportVersion | None:
    version = latest_version(report)
    if version is not None:
        version.report = report
    return version


def _ordered(version: ReportVersion, labels: CellLabels) -> list[Difference]:
    return sorted(differences_of(version), key=lambda each: labels.place(each.cell))


def _row(report: Report, each: Difference, labels: CellLabels) -> DifferenceShown:
    label = labels[each.cell]
    return DifferenceShown(
        code=label.code,
        what=label.what(language()),
        url=Place(report, each.cell).url,
        sent=each.sent.value,
        now=each.now.value,
        change=each.change,
        causes=tuple(_cause(cause) for cause in each.causes),
    )


def _cause(cause: Cause) -> CauseShown:
    if cause.now is None:
        what, url = _("edited since, not sent yet"), report_address(cause.then.report)
    else:
        facts = {"now": cause.now.number, "then": cause.then.number if cause.then else 0}
        words = _("version %(now)d, taken after") if cause.is_late else _("version %(then)d → %(now)d")
        what, url = words % facts, report_address(cause.now.report, "version", cause.now.number)
    return CauseShown(cause.participant.name, what, url, cause.was, cause.value)


def _columns(cause: Cause) -> tuple:
    why = "own" if cause.now is None else "late" if cause.is_late else "corrected"
    then, now = (each.number if each else "" for each in (cause.then, cause.now))
    return cause.participant.code, cause.participant.name, why, then, now, cause.was, cause.value
