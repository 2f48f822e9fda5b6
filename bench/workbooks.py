"""(d) Workbooks: reading, reading with every check, every rule and the dry run, and two thousand of them in constant
memory, beside openpyxl and pandas on the same files."""

import io
import resource

import pandas
from openpyxl import load_workbook
from xlsxwriter import Workbook

from bench.timing import Timing, in_turn
from bench.world import World
from tienbo.documents.spreadsheets import read_spreadsheet
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.queries import judge, report_of, workbook_of

ROWS, COLUMNS = 200, 12
FILES, UPLOADS = 20, 2000


def measure(world: World, folder) -> list[str]:
    """Lines of results."""
    plain = [_plain(place) for place in range(FILES)]
    report = next(iter(world.children(world.big)))
    ours = workbook_of(report)
    judged = judge(report, opened(ours))
    found = in_turn(
        7,
        read=lambda: [read_spreadsheet(data) for data in plain],
        openpyxl=lambda: [_with_openpyxl(data) for data in plain[:5]],
        pandas=lambda: [pandas.read_excel(io.BytesIO(data), header=None) for data in plain[:5]],
        dry_run=lambda: [_dry_run(ours) for _ in range(5)],
        whole_openpyxl=lambda: [_with_openpyxl(ours) for _ in range(5)],
    )
    few, many = _memory(ours)
    return [
        f"files of {ROWS} rows x {COLUMNS} columns, one sheet",
        f"ours: values, errors, formulas, limits        {_rate(found['read'], FILES)}   (aim 400 files/s)",
        f"openpyxl: values                              {_rate(found['openpyxl'], 5)}",
        f"pandas (openpyxl): values                     {_rate(found['pandas'], 5)}",
        f"the workbook of a district: {len(judged.decoded.given)} figures on {len(judged.decoded.carried)} sheets",
        f"ours: read, checks, rules, three-way dry run  {_rate(found['dry_run'], 5)}   (aim 100 files/s)",
        f"openpyxl: values alone                        {_rate(found['whole_openpyxl'], 5)}",
        f"memory: {few:.0f} MB after {UPLOADS // 10} dry runs, {many:.0f} MB after {UPLOADS} (highest of the process)",
    ]


def _rate(timing: Timing, files: int) -> str:
    return f"{files * 1000 / timing.median:7.0f} files/s  ({timing.median / files:.1f} ms a file)"


def _plain(seed: int) -> bytes:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Biểu")
    for row in range(ROWS):
        sheet.write_string(row, 0, f"Chỉ tiêu {row}")
        for column in range(1, COLUMNS):
            sheet.write_number(row, column, row * column + seed)
    book.close()
    return buffer.getvalue()


def _with_openpyxl(data: bytes) -> list:
    book = load_workbook(io.BytesIO(data), data_only=True)
    return [[cell.value for cell in row] for sheet in book.worksheets for row in sheet.iter_rows()]


def _dry_run(data: bytes) -> None:
    facts = opened(data)
    judge(report_of(facts), facts)


def _memory(data: bytes) -> tuple[float, float]:
    """The highest memory of the process in MB, after a tenth of the uploads and after all."""
    for _ in range(UPLOADS // 10):
        _dry_run(data)
    few = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for _ in range(UPLOADS - UPLOADS // 10):
        _dry_run(data)
    return few, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
