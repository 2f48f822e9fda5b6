"""The description of a document: tables that do not fit their grid are refused when they are made."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.documents.content import Block, Cell, Column, HeaderCell, Row, Table, place_header

TWO = (Column(1), Column(1))


def test_there_are_at_most_twelve_kinds_of_block() -> None:
    assert len(get_args(Block)) == 12


def test_a_row_that_does_not_fill_the_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 fills 1 of 2 columns"):
        Table(TWO, (("a", "b"),), (Row(("x", "y")), Row(("x",))))


def test_a_span_counts_for_the_columns_it_covers() -> None:
    assert Table(TWO, (("a", "b"),), (Row((Cell("x", columns=2),)),)).rows[0].filled[0].value == "x"


@pytest.mark.parametrize(
    "header",
    [
        (("a",),),
        (("a", "b", "c"),),
        ((HeaderCell("a", columns=3),),),
        ((HeaderCell("a", rows=2), "b"),),
        ((HeaderCell("a", columns=2),), ("b",)),
    ],
)
def test_a_head_that_sticks_out_or_leaves_a_hole_is_refused(header: tuple) -> None:
    with pytest.raises(ValueError, match="head"):
        Table(TWO, header)


def test_nested_head_cells_find_their_columns() -> None:
    columns = tuple(Column(1) for _ in range(4))
    header = (
        (HeaderCell("STT", rows=2), HeaderCell("Kỳ này", columns=2), HeaderCell("Ghi chú", rows=2)),
        ("Tổng", "Nữ"),
    )
    placed = [(p.row, p.column, p.cell.text) for p in place_header(Table(columns, header))]
    assert placed == [(0, 0, "STT"), (0, 1, "Kỳ này"), (0, 3, "Ghi chú"), (1, 1, "Tổng"), (1, 2, "Nữ")]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_a_head_of_groups_over_single_columns_always_fits(groups: list[int]) -> None:
    columns = tuple(Column(1) for _ in range(sum(groups)))
    top = tuple(HeaderCell("g", columns=width) for width in groups)
    placed = place_header(Table(columns, (top, tuple("c" for _ in columns))))
    assert [p.column for p in placed if p.row == 1] == list(range(sum(groups)))
