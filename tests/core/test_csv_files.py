"""CSV that a spreadsheet opens as it is, and computes nothing of."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.core.csv_files import csv_lines, harmless


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\r")), min_size=2, max_size=2)))
def test_what_is_written_is_read_again_and_no_text_begins_as_a_formula(rows):
    text = "".join(csv_lines(["a", "b"], rows))
    assert text.startswith("\ufeffa,b\r\n")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in read for cell in row)


@pytest.mark.parametrize("text", ["=1+1", "+84 206", "-HYPERLINK", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1"])
def test_a_text_that_would_be_computed_is_kept_from_it(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (Decimal("-3.0000"), "-3"), (Decimal("0.50"), "0.5"), (Decimal("100"), "100"),
     (Decimal("1E+3"), "1000"), (Decimal("0.0000"), "0"), (7, 7), ("Xã Hòa An", "Xã Hòa An"), ("", "")],
)  # fmt: skip
def test_numbers_stay_numbers_and_blank_stays_blank(value, shown):
    assert harmless(value) == shown
