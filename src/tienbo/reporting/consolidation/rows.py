"""The lines of a consolidated table ready to show: texts, addresses and labels, cell by cell in the columns' order."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tienbo.core.templatetags.formats import mark, number, signed
from tienbo.reporting.consolidation.sheet import Sheet
from tienbo.reporting.consolidation.steps import Place
from tienbo.reporting.consolidation.tables import Amount, Coverage, TotalsLine
from tienbo.reporting.definitions.estimating import women_of
from tienbo.reporting.definitions.lines import Line
from tienbo.reporting.entry.grids import words
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class ShownRow:
    """A line of the form and its cells, ready made; a heading has none."""

    line: Line
    label: str
    unit: str
    cells: SafeString


def shown_rows(report: Report, sheet: Sheet, lang: str) -> list[ShownRow]:
    """All lines of a sheet."""
    page = _Page(report, sheet)
    return [
        ShownRow(
            each.line,
            each.line.label.in_(lang),
            each.line.unit.in_(lang),
            SafeString("")
            if each.line.is_heading
            else format_html_join("", "{}", ((cell,) for cell in page.cells(each))),
        )
        for each in sheet.lines
    ]


def _cell(label: str, content: str, kind: str = "number") -> SafeString:
    """A cell as HTML, made here since a province's table has fifteen hundred. ``label`` is what a phone calls it."""
    return format_html('<td class="{}" data-label="{}">{}</td>', kind, label, content)


class _Page:
    """What all rows of a page have in common is found once: addresses and words."""

    def __init__(self, report: Report, sheet: Sheet) -> None:
        self.report, self.sheet = report, sheet
        self.address = report_address(report, "lineage")
        past = _("last period")
        self.total, self.women, self.minority = _("Total"), _("Women"), _("Minority women")
        self.units, self.change = _("Units"), pgettext("figures", "Change")
        self.total_past, self.women_past = f"{self.total}, {past}", f"{self.women}, {past}"
        self.share_past, self.units_past = f"%, {past}", f"{self.units}, {past}"
        if sheet.estimate_head:
            self.year, self.year_women = words(sheet.estimate_head), words(women_of(sheet.estimate_head))
        self.elsewhere = _("now: %(figure)s") if sheet.version else _("signed: %(figure)s")
        self.blank = format_html('<span class="hush">{}</span>', _("no figure"))
        self.differs = format_html("{} ", mark("differs"))

    def cells(self, each: TotalsLine) -> Iterator[SafeString]:
        """The cells of a line, in the order of the columns."""
        sheet = self.sheet
        yield _cell(self.total_past, number(each.before.get("T")), "number was")
        if sheet.has_women:
            yield _cell(self.women_past, number(each.before.get("F")), "number was")
            yield _cell(self.share_past, _percent(each.share_before), "number was")
        if sheet.has_below:
            yield _cell(self.units_past, _covered(each.coverage_before), "number was coverage")
        yield self._figure(each.now.get("T"), self.total)
        if sheet.has_women:
            yield self._figure(each.now.get("F"), self.women)
            lacks = each.share_lacks
            yield _cell("%", _("not enough data"), "number lacks") if lacks else _cell("%", _percent(each.share))
        if sheet.has_minority:
            yield self._figure(each.now.get("FM"), self.minority)
        if sheet.has_below:
            is_short = each.coverage is not None and not each.coverage.is_complete
            yield _cell(self.units, _covered(each.coverage), "number coverage short" if is_short else "number coverage")
        if sheet.estimate_head:
            yield self._figure(each.now.get("TY"), self.year)
        if sheet.estimates_women:
            yield self._figure(each.now.get("FY"), self.year_women)
        yield self._change(each)

    def _figure(self, amount: Amount | None, label: str) -> SafeString:
        """A figure that leads to where it comes from."""
        if amount is None:
            return _cell(label, "")
        other = ""
        if amount.other is not None:
            words = self.elsewhere % {"figure": number(amount.other.value) or _("blank")}
            other = format_html('<span class="other-figure">{}</span>', words)
        link = format_html(
            '{differs}<a class="lineage-link" href="{url}" hx-get="{url}">{text}{mark}</a>{star}{other}',
            differs=self.differs if amount.differs else "",
            url=f"{self.address}?{Place(self.report, amount.cell, self.sheet.version).query}",
            other=other,
            text=number(amount.value) or format_html("{}{}", self.blank, "" if amount.mark else "…"),
            mark=mark(amount.mark),
            star="*" if amount.is_partial else "",
        )
        return _cell(label, link, "number differs" if amount.differs else "number")

    def _change(self, each: TotalsLine) -> SafeString:
        """The change, or why none is told: at length on a phone, on paper and to whoever points at it."""
        if each.still_choosing:
            why = _("not all bodies have chosen for this term yet")
        elif each.not_compared is not None:
            before, now = each.not_compared
            why = _("last period %(before)s units, this period %(now)s") % {"before": before, "now": now}
        else:
            return _cell(self.change, signed(each.change))
        word = _("Not compared")
        told = format_html(
            '<span title="{word}: {why}">{word}<span class="aside">: {why}</span></span>', word=word, why=why
        )
        return _cell(self.change, told, "number lacks")


def _percent(share: Decimal | None) -> str:
    return number(share, 1)


def _covered(coverage: Coverage | None) -> str:
    return "" if coverage is None else str(coverage)
