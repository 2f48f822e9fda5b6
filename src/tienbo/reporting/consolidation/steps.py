"""The lineage panel: one step of the way from a total to the cells that somebody typed, in words and addresses.

A step's address says the cell, the version (or none: as it stands now), whether the unit's own figure is meant, and
through which reports one came: ``?cell=party.bch|level=commune&version=1&from=04.1,051.2``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tienbo.access.queries import names_of
from tienbo.core import clock
from tienbo.core.incoming import whole_number
from tienbo.core.lineage import Crumb, Lineage, Part, Step
from tienbo.core.numbers import format_number
from tienbo.core.statuses import MARK_BY_CODE
from tienbo.core.templatetags.formats import moment
from tienbo.reporting.consolidation import lineage as sums
from tienbo.reporting.consolidation.fold import Total
from tienbo.reporting.consolidation.queries import draft_totals, latest_version, version_totals
from tienbo.reporting.consolidation.tables import cells_of, mark_of, sum_of
from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import language
from tienbo.reporting.entry.history import origin_words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import history_of, own_figures, reports_visible_to
from tienbo.reporting.rounds.audience import Shape, lines_of
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.rounds.states import DONE
from tienbo.reporting.rules.findings import column_name
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import frozen_figures

COLUMN_WORDS = {
    "T": gettext_lazy("total"),
    "F": gettext_lazy("women"),
    "FM": gettext_lazy("ethnic-minority women"),
    "value": "",
}


class NoSuchCell(LookupError):
    """The unit's tables have no such cell, or the address is not one."""


@dataclass(frozen=True)
class Place:
    """Where a step stands: its report, version and cell, and the reports above through which one came."""

    report: Report
    cell: Cell
    version: ReportVersion | None = None
    own: bool = False
    via: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The step's address."""
        return f"{report_address(self.report, 'lineage')}?{self.query}"

    @property
    def table_url(self) -> str:
        """The table in which the cell stands, of the same version."""
        definition = definition_of(self.report.round.form)
        table = definition.table_of(definition.row_by_code[self.cell.element]).code
        version = f"?version={self.version.number}" if self.version else ""
        return report_address(self.report, "totals", table) + version

    @property
    def query(self) -> str:
        """What the address says after the report."""
        query = {"cell": f"{self.cell.element}|{self.cell.breakdown}"}
        if self.version:
            query["version"] = str(self.version.number)
        if self.own:
            query["own"] = "1"
        if self.via:
            query["from"] = ",".join(self.via)
        return urlencode(query, safe="|=,;")

    @property
    def mark(self) -> str:
        """The step as a later one remembers it: ``051.2``, or ``051`` as it stands now."""
        slug = self.report.participant.slug
        return f"{slug}.{self.version.number}" if self.version else slug


def place_of(report: Report, query: QueryDict) -> Place:
    """The step that an address means. NoSuchCell."""
    element, bar, breakdown = query.get("cell", "").partition("|")
    if not bar:
        raise NoSuchCell(element)
    version = None
    if number := query.get("version", ""):
        version = report.versions.filter(number=whole_number(number)).first()
        if version is None:
            raise NoSuchCell(number)
        version.report = report
    via = tuple(each for each in query.get("from", "").split(",") if each)[:12]
    return Place(report, Cell(element, breakdown), version, "own" in query, via)


def step_at(user, place: Place) -> Lineage:
    """What the panel shows of a step. NoSuchCell when the unit's tables do not hold the cell."""
    line, column = _line_of(place)
    if line.is_derived_total:
        found = _parts_of_line(place, line, column)
    elif place.own or not _has_below(place):
        found = _typed(place)
    else:
        found = _children(place)
    lang = language()
    row = definition_of(place.report.round.form).row_by_code[place.cell.element]
    words = [row.label.in_(lang), line.qualifier.in_(lang), _column_words(line, column)]
    what = f"{line.code} {', '.join(each for each in words if each)}"
    return replace(
        found,
        what=what,
        where=place.report.participant.name,
        when=_when(place),
        unit=line.unit.in_(lang),
        crumbs=_crumbs(user, place),
    )


def _column_words(line: Line, column: str) -> str:
    """Within a sentence: "nữ", "ước cả năm, nữ"."""
    if column in COLUMN_WORDS:
        return str(COLUMN_WORDS[column])
    name = column_name(line, column).in_(language())
    return name[:1].lower() + name[1:]


def _when(place: Place) -> str:
    title = place.report.round.title
    if place.version is None:
        return _("%(round)s, as it stands now") % {"round": title}
    return _("%(round)s, as sent (version %(number)d)") % {"round": title, "number": place.version.number}


def _line_of(place: Place) -> tuple[Line, str]:
    """The line of the unit's tables in which the cell stands, and its column."""
    report = place.report
    definition = definition_of(report.round.form)
    if place.cell.element not in definition.row_by_code:
        raise NoSuchCell(place.cell.element)
    table = definition.table_of(definition.row_by_code[place.cell.element]).code
    for scope in ("consolidated", "own"):
        for line in lines_of(report.round, Shape.of(report.participant), table, scope):
            for column, each in line.columns.items():
                if each == place.cell:
                    return line, column
    raise NoSuchCell(place.cell.breakdown)


def _has_below(place: Place) -> bool:
    return Participant.objects.filter(superior=place.report.participant_id).exists()


def _totals(place: Place) -> dict[Cell, Total]:
    element = place.cell.element
    if place.version:
        return version_totals(place.version, element=element)
    return draft_totals(place.report, element=element)


# --- the three kinds of steps -----------------------------------------------------------------------------------------


def _parts_of_line(place: Place, line: Line, column: str) -> Lineage:
    """A total over parts: its part lines first."""
    report, totals = place.report, _totals(place)
    cells = cells_of(line)[column]
    lines = {each.columns.get(column): each for each in _lines_beside(place, line)}
    strict = not _has_below(place)
    whole = sum_of(cells, totals, strict=strict)
    parts = []
    for each in cells:
        total = totals.get(each, Total())
        if not total.expected:
            continue
        label = lines[each].label.in_(language()) if each in lines else each.breakdown
        below = Place(report, each, place.version, via=(*place.via, place.mark))
        parts.append(_part(label, total, whole, below.url))
    formula = ngettext("sum of %(n)d part line", "sum of %(n)d part lines", len(parts)) % {"n": len(parts)}
    return Lineage("", "", "", _text(whole), _sorted(parts), formula=formula, mark=mark_of(whole))


def _lines_beside(place: Place, line: Line) -> Sequence[Line]:
    report = place.report
    return [
        each
        for scope in ("own", "consolidated")
        for each in lines_of(report.round, Shape.of(report.participant), line.table, scope)
        if each.element == line.element
    ]


def _children(place: Place) -> Lineage:
    """A sum over units: the unit's own figure and the taken reports directly below; then who is missing."""
    found = sums.lineage_of(place.report, place.cell, place.version)
    via = (*place.via, place.mark)
    parts = []
    for each in found.parts:
        report = place.report if each.is_own else each.version.report
        label = _("%(unit)s: own figure") % {"unit": each.participant.name} if each.is_own else each.participant.name
        if not each.is_own:
            report.round = place.report.round
        below = Place(report, place.cell, place.version if each.is_own else each.version, each.is_own, via)
        parts.append(_part(label, each.total, found.total, below.url))
    reports = Report.objects.filter(participant__in=[each.participant.pk for each in found.gaps]).in_bulk(
        field_name="participant_id"
    )
    gaps = [_gap(place, each, reports[each.participant.pk]) for each in found.gaps]
    return Lineage(
        "",
        "",
        "",
        _text(found.total),
        (*_sorted(parts), *gaps),
        covered=found.total.reported,
        expected=found.total.countable,
        estimated=found.total.estimated,
        mark=mark_of(found.total),
        formula=_("own figure and the reports taken from the units directly below"),
        warnings=_warnings(place, found.total),
    )


def _typed(place: Place) -> Lineage:
    """The cell that somebody typed, and everything that happened to it."""
    version = place.version
    figures = frozen_figures(version) if version else own_figures(place.report)
    figure = figures.get(place.cell)
    if figure is None:
        raise NoSuchCell(place.cell.breakdown)
    changes = history_of(place.report, place.cell)
    if version:
        changes = changes.filter(at__lte=version.submitted_at)
    changes = list(changes)
    names = names_of([each.by_uid for each in changes] + [version.submitted_by_uid if version else None])
    history = [
        Step(
            each.at,
            f"{_said(each.old_value, each.old_flag) or _('blank')} → {_said(each.value, each.flag) or _('blank')}",
            names.get(each.by_uid, ""),
            ". ".join(filter(None, [origin_words(each.origin), each.note])),
        )
        for each in reversed(changes)
    ]
    if version:
        sent = Step(
            version.submitted_at,
            _("Sent in version %(number)d") % {"number": version.number},
            names.get(version.submitted_by_uid, ""),
            _("sent by the unit above, which typed it") if version.entered_by_superior else "",
        )
        history.insert(0, sent)
    return Lineage(
        "",
        "",
        "",
        _number(figure.value) if figure.value is not None else ("" if not figure.is_blank else _("blank")),
        history=tuple(history),
        mark=figure.flag if figure.flag in MARK_BY_CODE else "",
        warnings=_typed_warnings(place, figure),
    )


# --- words ------------------------------------------------------------------------------------------------------------


def _part(label: str, total: Total, whole: Total, url: str) -> Part:
    share = float(total.value * 100 / whole.value) if total.value and whole.value else 0
    return Part(label, _text(total), max(0.0, min(share, 100.0)), url, mark_of(total))


def _sorted(parts: list[Part]) -> tuple[Part, ...]:
    """The largest first; those without a figure last."""
    return tuple(sorted(parts, key=lambda each: (not each.text, -each.share)))


def _gap(place: Place, gap: sums.Gap, report: Report) -> Part:
    """A unit that is not in the sum, how many units it stands for, and where its report stands."""
    participant = gap.participant
    label = participant.name
    if gap.units > 1:
        label = _("%(unit)s, %(n)d units asked") % {"unit": label, "n": gap.units}
    due = due_of(participant)
    today = clock.today()
    if report.state not in DONE and due and due.is_late(today):
        return Part(label, state="late", days=(today - due.deadline.last_on_time).days)
    return Part(label, state="submitted" if report.state == "accepted" else report.state)


def _warnings(place: Place, total: Total) -> tuple[str, ...]:
    """That a signed figure and today's are two, from either side."""
    if place.version:
        now = draft_totals(place.report, element=place.cell.element).get(place.cell, Total())
        if now.value != total.value:
            return (_("Today's figure is %(now)s: it changed after the report was sent.") % {"now": _shown(now.value)},)
        return ()
    latest = latest_version(place.report)
    sent = version_totals(latest, element=place.cell.element).get(place.cell, Total()) if latest else total
    if sent.value == total.value:
        return ()
    facts = {"sent": _shown(sent.value), "at": moment(latest.submitted_at)}
    return (_("The report sent at %(at)s says %(sent)s: this figure changed after it.") % facts,)


def _typed_warnings(place: Place, figure: Figure) -> tuple[str, ...]:
    if place.version is None or figure.flag == "withheld":
        return ()
    now = own_figures(place.report).get(place.cell, Figure())
    if now.value == figure.value:
        return ()
    return (_("Since then the unit changed it to %(now)s; that is not sent yet.") % {"now": _shown(now.value)},)


def _crumbs(user, place: Place) -> tuple[Crumb, ...]:
    """The steps above, those that the person may see; the last is this one."""
    wanted = [each.partition(".") for each in place.via]
    slugs = {slug for slug, _dot, _number in wanted}
    report = place.report
    seen = {each.participant.slug: each for each in reports_visible_to(user, report.round)} if slugs else {}
    crumbs = []
    for position, (slug, _dot, number) in enumerate(wanted):
        if slug not in seen:
            continue
        above = seen[slug]
        version = above.versions.filter(number=whole_number(number)).first()
        before = place.via[:position]
        crumbs.append(Crumb(above.participant.name, Place(above, place.cell, version, via=before).url))
    return (*crumbs, Crumb(report.participant.name)) if crumbs else ()


def _number(value: Decimal) -> str:
    return format_number(value, lang=language())


def _text(total: Total) -> str:
    return "" if total.value is None else _number(total.value)


def _shown(value: Decimal | None) -> str:
    return _("blank") if value is None else _number(value)


def _said(value: Decimal | None, flag: str) -> str:
    """A figure as a line of a history: ``1.018``, ``1.018 (ước)``, ``không thu thập``."""
    mark = MARK_BY_CODE.get(flag)
    words = str(mark.meaning) if mark else ""
    if value is None:
        return words
    return f"{_number(value)} ({words})" if words else _number(value)
