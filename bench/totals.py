"""(a) Take the last of 100 children and read the parent's totals, beside adding up the same 100 workbooks."""

from pathlib import Path

import duckdb
import pandas
from django.db import transaction
from xlsxwriter import Workbook

from bench.timing import in_turn
from bench.world import World
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.consolidation.queries import draft_totals
from tienbo.reporting.entry.queries import own_figures
from tienbo.reporting.exchange.actions import take_report


def measure(world: World, folder: Path) -> list[str]:
    """Lines of results."""
    children, parent = world.children(world.big), world.report(world.big)
    rows = _workbooks(children, folder / "workbooks")
    last = children[-1]

    def ours() -> None:
        # Taken, read, and taken back by a rollback: each run finds the child as it was.
        with transaction.atomic():
            take_report(by=SYSTEM, report=last)
            totals = draft_totals(parent)
            assert len(totals) >= rows
            transaction.set_rollback(True)

    def read_only() -> None:
        draft_totals(parent)

    def with_pandas() -> None:
        frames = [pandas.read_excel(path, engine="calamine") for path in sorted((folder / "workbooks").glob("*.xlsx"))]
        pandas.concat(frames).groupby(["element", "breakdown"], dropna=False)["value"].sum()

    def with_duckdb() -> None:
        duckdb.sql(
            f"SELECT element, breakdown, sum(value) FROM read_csv('{folder / 'workbooks'}/*.csv') GROUP BY ALL"
        ).fetchall()

    found = in_turn(7, ours=ours, read_only=read_only, pandas=with_pandas, duckdb=with_duckdb)
    base = found["ours"].median
    return [
        f"{len(children)} children, {rows} figures each",
        f"ours: take the last child, read the totals   {found['ours']}   (aim 100 ms)",
        f"ours: read the totals                        {found['read_only']}",
        f"pandas: read 100 workbooks, add up           {found['pandas']}   ratio {found['pandas'].median / base:.1f}",
        f"DuckDB: read the same as 100 CSV, add up     {found['duckdb']}   ratio {found['duckdb'].median / base:.1f}",
    ]


def _workbooks(children, folder: Path) -> int:
    """The same figures as an office has them: a workbook per child, and the same as CSV. Returns rows per child."""
    folder.mkdir()
    rows = 0
    for number, report in enumerate(children):
        figures = sorted(own_figures(report).items())
        rows = len(figures)
        book = Workbook(str(folder / f"{number:03}.xlsx"))
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["element", "breakdown", "value"])
        lines = ["element,breakdown,value"]
        for line, (cell, figure) in enumerate(figures, start=1):
            sheet.write_row(line, 0, [cell.element, cell.breakdown, float(figure.value or 0)])
            lines.append(f'{cell.element},"{cell.breakdown}",{figure.value or 0}')
        book.close()
        (folder / f"{number:03}.csv").write_text("\n".join(lines))
    return rows
