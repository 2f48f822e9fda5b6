"""What is written into a line of the workbook is what is read from it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tienbo.documents.spreadsheets import Place, place_of
from tienbo.reporting.definitions.cells import MISSING, Figure
from tienbo.reporting.definitions.lines import RoundOptions, all_lines_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.entry.figure_text import Unclear, plain, read_figure_text
from tienbo.reporting.workbook.layout import OF_A_LINE, Written, cells_by_place, encode

FORM = load_builtin("vstbcpn-2015")
OPTIONS = RoundOptions("annual", {"party": ("2015-2020",), "council": ("2011-2016",), "assembly": ("XIII",)})
LINES = [each for each in all_lines_for(FORM, kind="province", options=OPTIONS) if each.is_entered]
FLAGS = {code: flag.text for code, flag in FORM.flags.items()}
WORDS = {plain(text.in_(lang)): flag for flag, text in FLAGS.items() for lang in ("vi", "en")}

numbers = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False) | st.integers(0, 10**12).map(Decimal)
valued = st.builds(Figure, numbers, st.sampled_from(["actual", "estimate", "corrected"]))
figures = valued | st.builds(Figure, st.none(), st.sampled_from(sorted(MISSING))) | st.just(Figure())


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_a_line_that_is_written_says_the_same_when_it_is_read(data):
    line = data.draw(st.sampled_from(LINES))
    cells = cells_by_place(line)
    kept = {cell: Written(data.draw(figures)) for cell in cells.values()}
    lang = data.draw(st.sampled_from(["vi", "en"]))
    text = encode(line, kept, FLAGS, lang)
    status = WORDS.get(plain(text.status), "actual")
    assert not text.status or status in OF_A_LINE
    for place, cell in cells.items():
        shown = text.cells[place]
        said = read_figure_text("" if shown is None else str(shown) if isinstance(shown, str) else "", decimals=True,
                                words=WORDS)  # fmt: skip
        assert not isinstance(said, Unclear), shown
        value = shown if isinstance(shown, Decimal) else said.value
        flag = said.flag or (status if value is not None or status in MISSING else "actual")
        assert Figure(value, flag) == kept[cell].figure


@given(st.integers(0, 100_000), st.integers(0, 16_383))
def test_a_place_and_its_address_are_one(row, column):
    assert place_of(Place(row, column).address) == Place(row, column)


@pytest.mark.parametrize("text", ["", "7", "E", "e7", "E7:F8", "ABCD1"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="^"):
        place_of(text)
