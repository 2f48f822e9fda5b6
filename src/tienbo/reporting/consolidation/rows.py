"""The lines of a consolidated table ready to show: texts, addresses and labels, cell by cell in the columns' order."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tienbo.core.templatetags.formats import number, signed
from tienbo.reporting.consolidation.sheet import Sheet
from tienbo.reporting.consolidation.steps import Place
from tienbo.reporting.consolidation.tables import Amount, Coverage, TotalsLine
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class Shown:
    """A cell: its text, what it is called on a phone (``label``), where its figure comes from (``url``).

    ``aside`` is said after the text where there is room for it, and to whoever points at it or has it read aloud.
    """

    label: str
    text: str = ""
    kind: str = "number"
    url: str = ""
    mark: str = ""
    differs: bool = False
    is_partial: bool = False
    aside: str = ""


@dataclass(frozen=True)
class ShownRow:
    """A line of the form and its cells; a heading has none."""

    line: Line
    label: str
    unit: str
    cells: tuple[Shown, ...] = ()


def shown_rows(report: Report, sheet: Sheet, lang: str) -> list[ShownRow]:
    """All lines of a sheet."""
    page = _Page(report, sheet)
    return [
        ShownRow(
            each.line,
            each.line.label.in_(lang),
            each.line.unit.in_(lang),
            () if each.line.is_heading else tuple(page.cells(each)),
        )
        for each in sheet.lines
    ]


class _Page:
    """What all rows of a page have in common is found once: addresses and words."""

    def __init__(self, report: Report, sheet: Sheet) -> None:
        self.report, self.sheet = report, sheet
        self.address = report_address(report, "lineage")
        past = _("last period")
        self.total, self.women, self.minority = _("Total"), _("Women"), _("Minority women")
        self.units, self.change = _("Units"), _("Change")
        self.total_past, self.women_past = f"{self.total}, {past}", f"{self.women}, {past}"
        self.share_past, self.units_past = f"%, {past}", f"{self.units}, {past}"
        self.elsewhere = _("now: %(figure)s") if sheet.version else _("as sent: %(figure)s")

    def cells(self, each: TotalsLine) -> Iterator[Shown]:
        sheet = self.sheet
        yield Shown(self.total_past, number(each.before.get("T")), "number was")
        if sheet.has_women:
            yield Shown(self.women_past, number(each.before.get("F")), "number was")
            yield Shown(self.share_past, _percent(each.share_before), "number was")
        if sheet.has_below:
            yield Shown(self.units_past, _covered(each.coverage_before), "number was coverage")
        yield self._figure(each.now.get("T"), self.total)
        if sheet.has_women:
            yield self._figure(each.now.get("F"), self.women)
            yield (
                Shown("%", _("not enough data"), "number lacks")
                if each.share_lacks
                else Shown("%", _percent(each.share))
            )
        if sheet.has_minority:
            yield self._figure(each.now.get("FM"), self.minority)
        if sheet.has_below:
            is_short = each.coverage is not None and not each.coverage.is_complete
            yield Shown(self.units, _covered(each.coverage), "number coverage short" if is_short else "number coverage")
        yield self._change(each)

    def _figure(self, amount: Amount | None, label: str) -> Shown:
        if amount is None:
            return Shown(label)
        other = ""
        if amount.other is not None:
            other = self.elsewhere % {"figure": number(amount.other.value) or _("blank")}
        place = Place(self.report, amount.cell, self.sheet.version)
        return Shown(
            label,
            number(amount.value),
            "number differs" if amount.differs else "number",
            f"{self.address}?{place.query}",
            amount.mark,
            amount.differs,
            amount.is_partial,
            other,
        )

    def _change(self, each: TotalsLine) -> Shown:
        if each.not_compared is None:
            return Shown(self.change, signed(each.change))
        before, now = each.not_compared
        aside = _("last period %(before)s units, this period %(now)s") % {"before": before, "now": now}
        return Shown(self.change, _("Not compared"), "number lacks", aside=aside)


def _percent(share: Decimal | None) -> str:
    return number(share, 1)


def _covered(coverage: Coverage | None) -> str:
    return "" if coverage is None else str(coverage)
