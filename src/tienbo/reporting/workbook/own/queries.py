"""Reads of layouts: whose they are, which one fits a file, which report a file is of that does not say it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core.authorise import SYSTEM, UnitOn
from tienbo.documents.spreadsheets import Spreadsheet
from tienbo.reporting.entry.rights import may_enter
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import EDITABLE
from tienbo.reporting.workbook.layout import SheetPlan
from tienbo.reporting.workbook.models import OwnLayout
from tienbo.reporting.workbook.own.grids import grids_of
from tienbo.reporting.workbook.own.layouts import Layout
from tienbo.reporting.workbook.own.locating import Fit, Located, fit_of, locate
from tienbo.units.models import Placement, Unit, UnitAncestor

# What of a report is asked here.
RELATIONS_OF_FITTING = ("participant__superior__unit", "participant__owed_by", "unit", "round__form", "round__unit")


@dataclass(frozen=True)
class Owner:
    """A unit that may say how files are read into a report: the report's own, or one above it.

    `over`: over whom the permission is asked; `name`: as it was called on the day of the round.
    """

    unit: Unit
    name: str
    is_above: bool
    over: UnitOn

    @property
    def permission(self) -> Permission:
        """What it takes to do so."""
        return Permission.REPORT_ENTER_FOR if self.is_above else Permission.REPORT_ENTER


def owners_of(report: Report) -> list[Owner]:
    """The report's unit, then those above it, the nearest first."""
    above = list(
        UnitAncestor.objects.filter(
            descendant=report.unit_id, depth__gt=0, valid_during__contains=report.scope_on
        )
        .select_related("ancestor")
        .order_by("depth")
    )  # fmt: skip
    names = dict(
        Placement.objects.on(report.scope_on)
        .filter(unit__in=[each.ancestor_id for each in above])
        .values_list("unit_id", "name")
    )
    return [
        Owner(report.unit, report.participant.name, False, report.answered_by),
        *(
            Owner(each.ancestor, names.get(each.ancestor_id, ""), True, UnitOn(each.ancestor, report.scope_on))
            for each in above
        ),
    ]


def owners_for(user, report: Report) -> list[Owner]:
    """Those of them for which a person may say how files are read."""
    return [owner for owner in owners_of(report) if user.has_perm(owner.permission, owner.over)]


def owner_of(report: Report, row: OwnLayout) -> Owner | None:
    """Whose a layout is, seen from a report; None when it is none of the report's. What it takes to change it follows
    from whom it was made for, whatever report one comes from."""
    found = next((owner for owner in owners_of(report) if owner.unit.pk == row.unit_id), None)
    if found is None or found.is_above == row.for_below:
        return found
    return replace(found, is_above=row.for_below, over=UnitOn(found.unit, report.scope_on))


def layouts_of(report: Report, owners: Sequence[Owner]) -> list[OwnLayout]:
    """The layouts of these units on the report's form: those in use first, by name."""
    units = [owner.unit.pk for owner in owners]
    order = list(OwnLayout.State)
    found = OwnLayout.objects.filter(unit__in=units, form_code=report.round.form.code).select_related("sample")
    return sorted(found, key=lambda row: (order.index(row.state) if row.state != "active" else -1, row.name, row.pk))


@dataclass(frozen=True)
class Chosen:
    """The layout by which a file is read, and where it found everything."""

    row: OwnLayout
    owner: str
    located: tuple[Located, ...]

    @property
    def words(self) -> str:
        """By what the file was read, for people."""
        return f"{self.row.name} ({self.owner})" if self.owner else self.row.name


def chosen_layout(report: Report, book: Spreadsheet, plans: dict[str, SheetPlan]) -> Chosen | None:
    """Of the layouts in use for a report the one that fits a file best: it finds most rows that the report asks, then
    the larger share of its own; then the nearest unit's, then the newest. None when none fits."""
    asked = frozenset(key for plan in plans.values() for key in plan.entered)
    owners = {owner.unit.pk: (place, owner) for place, owner in enumerate(owners_of(report))}
    rows = OwnLayout.objects.filter(
        unit__in=owners, form_code=report.round.form.code, state=OwnLayout.State.ACTIVE
    ).order_by("pk")  # fmt: skip
    fitting = _fitting(rows, book, asked)
    if not fitting:
        return None
    fitting.sort(key=lambda each: (*_rank(each[0]), owners[each[1].unit_id][0], -each[1].changed_at.timestamp()))
    _fit, row, located = fitting[0]
    owner = owners[row.unit_id][1]
    return Chosen(row, owner.name if owner.is_above else "", tuple(located))


def _fitting(
    rows: Iterable[OwnLayout], book: Spreadsheet, asked: frozenset[str] | None
) -> list[tuple[Fit, OwnLayout, Sequence[Located]]]:
    found, grids = [], grids_of(book)
    for row in rows:
        located = locate(Layout.of_data(row.layout), grids)
        fit = fit_of(located, asked)
        if fit.is_enough:
            found.append((fit, row, located))
    return found


def _rank(fit: Fit) -> tuple[int, float]:
    return -fit.found, -fit.found / fit.of


@dataclass(frozen=True)
class ByLayout:
    """Which report a file is of by the layout that reads it. `row` None: no layout fits; `reports`: those of the
    layout's unit that are open, one when it is clear."""

    row: OwnLayout | None = None
    reports: tuple[Report, ...] = ()


def report_by_layout(user, book: Spreadsheet) -> ByLayout:
    """The report of a file that bears no identity and was sent on no report's page. A layout that a superior made for
    those below does not say whose a file is."""
    rows = OwnLayout.objects.filter(state=OwnLayout.State.ACTIVE).order_by("pk")
    if user is not SYSTEM:
        own = units_where(user, Permission.REPORT_ENTER)
        below = units_where(user, Permission.REPORT_ENTER_FOR)
        rows = rows.filter(Q(unit__in=own) | Q(unit__in=below, for_below=True))
    fitting = _fitting(rows, book, None)
    if not fitting:
        return ByLayout()
    fitting.sort(key=lambda each: (*_rank(each[0]), each[1].pk))
    best = [row for fit, row, _ in fitting if _rank(fit) == _rank(fitting[0][0])]
    reports = {
        report.pk: report
        for row in best
        if not row.for_below
        for report in Report.objects.filter(
            unit=row.unit_id, round__form__code=row.form_code, state__in=EDITABLE, participant__standing="reports"
        ).select_related(*RELATIONS_OF_FITTING)
        if may_enter(user, report)
    }
    return ByLayout(best[0], tuple(reports.values()))
