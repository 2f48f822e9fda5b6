"""The whole year on paper: columns of its own, a sentence below; nothing else on paper changes."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from tienbo.reporting.consolidation.fold import fold, own_total
from tienbo.reporting.definitions.cells import Cell, Figure, is_of_year
from tienbo.reporting.definitions.lines import RoundOptions, cells_for, lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.output.basis import Basis
from tienbo.reporting.output.snapshot import Table
from tienbo.reporting.output.tables import document_table
from tienbo.reporting.output.tabulate import Figures, tabulate

FORM = load_builtin("vstbcpn-2015")
PLAIN = RoundOptions("annual", {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)})
YEARS = replace(PLAIN, estimate_to=dt.date(2015, 12, 31))
SIGNS = {"estimate": "e"}


def table(code: str, options: RoundOptions, units: list[dict[Cell, Figure]]) -> Table:
    own, *below = units
    totals = fold(own, [{cell: own_total(each) for cell, each in unit.items()} for unit in below], {}, lambda _: True)
    said = tuple({tuple(cell): (str(each.value), each.flag, "") for cell, each in unit.items()} for unit in units)
    scope = "consolidated" if below else "own"
    lines = lines_for(FORM, code, kind="district", options=options, scope=scope)
    figures = Figures(FORM, options, totals, {}, Basis(said, ()))
    return Table(code, "", FORM.table_by_code[code].columns, tabulate(lines, figures))


def units(options: RoundOptions) -> list[dict[Cell, Figure]]:
    """A district and a commune, each with 11 in every cell and 12 for the year."""
    found = []
    for kind, variant in (("district", "full"), ("commune", "short")):
        cells = cells_for(FORM, kind=kind, variant=variant, options=options)
        found.append({cell: Figure(Decimal(12), "estimate") if is_of_year(cell) else Figure(Decimal(11))
                      for cell in cells})  # fmt: skip
    return found


def keys(found: Table) -> list[str]:
    return [column.key for column in document_table(found, SIGNS).columns]


def test_the_year_stands_after_the_period_and_before_the_change():
    found = keys(table("B09", YEARS, units(YEARS)))
    assert found[found.index("FM") :] == ["FM", "TY", "FY", "change", "coverage", "note"]
    top, below = document_table(table("B09", YEARS, units(YEARS)), SIGNS).header
    assert [(cell.text, cell.columns) for cell in top][5] == ("Ước cả năm", 2)
    assert below[-2:] == ("Tổng", "Nữ")
    counted = keys(table("B10", YEARS, units(YEARS)))
    assert counted[counted.index("T") + 1] == "TY"


def test_its_figures_bear_the_mark_of_an_estimate_and_a_star_where_fewer_units_gave_them():
    line = next(line for line in table("B09", YEARS, units(YEARS)).lines if line.number == "6")
    assert (line.now["T"].value, line.now["TY"].value, line.now["TY"].mark) == (22, 24, "estimate")
    # The short form is not asked women of the year.
    assert (line.now["FY"].value, line.now["FY"].is_partial) == (12, True)
    assert not line.now["TY"].is_partial and line.now["T"].mark == ""


def test_shares_and_changes_are_of_the_actual_figures():
    for code in ("B09", "B10", "B12", "B13"):
        plain = {line.key: line for line in table(code, PLAIN, units(PLAIN)).lines}
        years = {line.key: line for line in table(code, YEARS, units(YEARS)).lines}
        assert plain.keys() == years.keys()
        for key, line in years.items():
            now = {name: amount for name, amount in line.now.items() if name not in ("TY", "FY")}
            assert replace(line, now=now, estimate_head="") == plain[key]


def test_a_table_without_such_rows_is_what_it_was():
    for code in ("B02", "B04", "B05"):
        assert document_table(table(code, YEARS, units(YEARS)), SIGNS) == document_table(
            table(code, PLAIN, units(PLAIN)), SIGNS
        )
