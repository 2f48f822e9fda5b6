"""The columns of the whole year in the workbook: a number alone is an estimate; what is written is what is read."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.reporting.estimating import ROUND, YEAR, open_annual
from tests.reporting.workbook.broken import edited
from tests.reporting.workbook.test_layout import FLAGS, FORM, OPTIONS, WORDS, figures
from tienbo.reporting.definitions.cells import Figure, is_of_year
from tienbo.reporting.definitions.lines import RoundOptions, all_lines_for
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.entry.figure_text import Said, Unclear, plain, read_figure_text
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.workbook.actions import take_workbook
from tienbo.reporting.workbook.layout import OF_YEAR, Written, cells_by_place, encode, key_of_line, read_as
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.queries import judge, workbook_of

YEARS = RoundOptions(OPTIONS.report, OPTIONS.terms, estimate_to=dt.date(2015, 12, 31))
LINES = [each for each in all_lines_for(FORM, kind="province", options=YEARS) if each.is_entered and each.year_columns]
# The row and the line of the sheet that is typed into.
LINE = "comm.attendances|"


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_line_with_the_year_says_the_same_when_it_is_read(data):
    line = data.draw(st.sampled_from(LINES))
    cells = cells_by_place(line)
    kept = {cell: Written(data.draw(figures)) for cell in cells.values()}
    lang = data.draw(st.sampled_from(["vi", "en"]))
    text = encode(line, kept, FLAGS, lang)
    status = WORDS.get(plain(text.status), "")
    for place, cell in cells.items():
        shown = text.cells[place]
        said = read_figure_text("" if shown is None or isinstance(shown, Decimal) else shown, decimals=True,
                                words=WORDS, may_say_actual=place in OF_YEAR)  # fmt: skip
        assert not isinstance(said, Unclear), shown
        value = shown if isinstance(shown, Decimal) else said.value
        flag = said.flag or read_as(place, status, has_number=value is not None)
        assert Figure(value, flag) == kept[cell].figure


def test_an_a_behind_a_number_is_read_in_the_year_alone():
    assert read_figure_text("120a", decimals=False, may_say_actual=True) == Said(Decimal(120), "actual")
    assert isinstance(read_figure_text("120a", decimals=False), Unclear)


def put(texts: dict[str, object], line: str = LINE):
    """Type into columns of a line, by their names."""

    def change(book) -> None:
        page = book["B09"]
        columns = {cell.value: cell.column for cell in page[1]}
        (row,) = [cell.row for cell in page["A"] if cell.value == line]
        for column, text in texts.items():
            page.cell(row, columns[column], text)

    return edited(change)


@pytest.mark.django_db
class TestOneReport:
    """A workbook and its report, on the round that asks the year."""

    @pytest.fixture
    def report(self, world):
        open_annual(world)
        return world.report("LD", ROUND)

    def take(self, world, report, texts: dict[str, object]) -> Figure:
        take_workbook(by=world.officers["LD"], report=report, facts=opened(put(texts)(workbook_of(report))))
        return entries_of(world.report("LD", ROUND))[YEAR].figure

    @pytest.mark.parametrize(
        ("texts", "figure"),
        [
            ({"TY": 120}, ("120", "estimate")),
            ({"TY": "120a"}, ("120", "actual")),
            ({"TY": "120 r"}, ("120", "corrected")),
            ({"TY": "120e"}, ("120", "estimate")),
            ({"TY": ":"}, (None, "not_collected")),
            ({"T": 100, "TY": 120, "status": "Điều chỉnh"}, ("120", "corrected")),
            ({"T": 100, "TY": 120, "status": "Ước thực hiện"}, ("120", "estimate")),
        ],
    )
    def test_what_stands_in_the_column_of_the_year(self, world, report, texts, figure):
        status = {"Điều chỉnh": "corrected", "Ước thực hiện": "estimate"}
        texts = {name: FLAGS[status[text]].vi if text in status else text for name, text in texts.items()}
        value, flag = figure
        assert self.take(world, report, texts) == Figure(None if value is None else Decimal(value), flag)

    def test_a_workbook_that_nobody_touched_changes_nothing_whatever_stands_in_it(self, world, report):
        cells = asked_of_participant(report.participant).typed
        flags = ["actual", "estimate", "corrected", "not_collected", "not_applicable", None, "estimate"]
        inputs = [
            FigureInput(cell, None if (flag := flags[place % 7]) and flag.startswith("not_") else Decimal(place), flag)
            for place, cell in enumerate(cells)
        ]
        record_figures(by=world.officers["LD"], report=report, figures=inputs)
        judged = judge(world.report("LD", ROUND), opened(workbook_of(world.report("LD", ROUND))))
        assert judged.changes == judged.elsewhere == () and judged.decoded.problems == []

    def test_the_sheet_has_the_columns_and_says_how_they_are_filled(self, world, report):
        book = load_workbook(io.BytesIO(workbook_of(report)))
        page = book["B09"]
        heads = [cell.value for cell in page[6]]
        assert heads.index("Nữ dân tộc thiểu số") + 1 == heads.index("Ước cả năm")
        assert "Ước cả năm, nữ" in heads
        first = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
        assert "hệ thống hiểu là số ước" in first and "31/12/2015" in first
        assert "Ước cả năm" not in [cell.value for cell in book["B02"][6]]

    def test_a_round_without_estimate_has_no_such_column(self, world):
        page = load_workbook(io.BytesIO(workbook_of(world.report("LD"))))["B09"]
        assert not {"TY", "FY"} & {cell.value for cell in page[1]}

    def test_a_finding_of_the_year_stands_at_its_cell(self, world, report):
        data = put({"T": 100, "TY": 90})(workbook_of(report))
        judged = judge(report, opened(data))
        # The rule speaks in the dry run as it does on screen.
        said = [each.message.vi for each in judged.problems if each.code == "U01"]
        assert len(said) == 1 and "90 nhỏ hơn số thực hiện trong kỳ 100" in said[0]


def test_every_line_with_the_year_has_its_key():
    assert LINE in {key_of_line(line) for line in LINES}
    assert all(is_of_year(cell) for line in LINES for cell in line.year_columns.values())
