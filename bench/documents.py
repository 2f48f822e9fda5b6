"""(b) The official report with an annex of 400 rows and more, DOCX + PDF + XLSX, beside a plain workbook by pandas."""

from pathlib import Path

import pandas

from bench.timing import in_turn
from bench.world import World
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.consolidation.queries import draft_totals, latest_version
from tienbo.reporting.exchange.actions import submit_report
from tienbo.reporting.output.gathering import snapshot_of_version
from tienbo.reporting.output.printing import print_snapshot, print_version


def measure(world: World, folder: Path) -> list[str]:
    """Lines of results."""
    report = world.report(world.big)
    if latest_version(report) is None:
        submit_report(by=SYSTEM, report=report)
    version = latest_version(report)
    snapshot = snapshot_of_version(version)
    rows = sum(len(table.lines) for table in snapshot.tables)
    totals = draft_totals(report)

    def plain_workbook() -> None:
        frame = pandas.DataFrame([(*cell, float(total.value or 0)) for cell, total in totals.items()])
        frame.to_excel(folder / "plain.xlsx", index=False, engine="xlsxwriter")

    found = in_turn(
        5,
        whole=lambda: print_version(version),
        docx=lambda: print_snapshot(snapshot, ("docx",)),
        pdf=lambda: print_snapshot(snapshot, ("pdf",)),
        xlsx=lambda: print_snapshot(snapshot, ("xlsx",)),
        plain=plain_workbook,
    )
    return [
        f"an annex of {rows} rows",
        f"ours: gather, DOCX + PDF + XLSX              {found['whole']}   (aim 1000 ms)",
        f"  DOCX                                       {found['docx']}",
        f"  PDF                                        {found['pdf']}",
        f"  XLSX with formulas                         {found['xlsx']}",
        f"pandas: one plain sheet of the same totals   {found['plain']}   "
        f"ours, XLSX alone, takes {found['xlsx'].median / found['plain'].median:.1f} times that",
    ]
