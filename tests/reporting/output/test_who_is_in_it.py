"""The head of the annex counts units as its rows do, and names those from which nothing has come."""

import pytest

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.output.basis import Basis
from tienbo.reporting.output.gathering import snapshot_of_draft
from tienbo.reporting.output.official import annex_sentences
from tienbo.reporting.rounds.audience import asked_of_participant

ONE = Cell("staff.total")


def said(value=None, flag="actual"):
    return {ONE: (value, flag, "")}


@pytest.mark.parametrize(
    ("basis", "counted", "own_is_blank"),
    [
        (Basis((said(), said("3")), ((2, frozenset({ONE})),)), "1/4", True),
        (Basis((said("0"), said("3")), ((2, frozenset({ONE})),)), "2/4", False),
        # What was not collected is no figure, in a row as in the head; but something was said.
        (Basis((said(None, "not_collected"), said("3"))), "1/2", False),
        (Basis((said(None, "withheld"), said("3"))), "1/2", True),
        # A unit that is asked nothing is one of nobody.
        (Basis(({}, said("3")), ((5, frozenset()),)), "1/1", False),
    ],
)
def test_a_unit_counts_by_a_figure(basis, counted, own_is_blank):
    assert (str(basis.units), basis.own_is_blank) == (counted, own_is_blank)


@pytest.mark.django_db
def test_the_head_of_a_draft_says_what_its_rows_say(world):
    world.round()
    empty = snapshot_of_draft(world.report("051"))
    (counted,) = [each for each in annex_sentences(empty) if "thuộc diện báo cáo, kể cả" in each]
    assert counted.startswith("Số liệu tổng hợp của 0/3 đơn vị")
    assert {str(line.coverage) for table in empty.tables for line in table.lines if line.coverage} <= {
        "0/1", "0/2", "0/3"
    }  # fmt: skip
    (missing,) = [each for each in annex_sentences(empty) if each.startswith("Chưa có số liệu của:")]
    assert missing == "Chưa có số liệu của: Huyện Hòa An, Xã Bạch Đằng, Xã Bình Dương."
    world.put("051", asked_of_participant(world.report("051").participant).typed[0], 5)
    begun = annex_sentences(snapshot_of_draft(world.report("051")))
    assert any(each.startswith("Số liệu tổng hợp của 1/3 đơn vị") for each in begun)
    assert "Chưa có số liệu của: Xã Bạch Đằng, Xã Bình Dương." in begun
