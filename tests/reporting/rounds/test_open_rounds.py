"""Before a letter goes out that asks for reports, it is said which of their rounds are open already."""

import datetime as dt

import pytest

from tests.guidance.own_letter import TEXT
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.guidance.actions import paste_into_draft
from tienbo.guidance.models import Letter
from tienbo.guidance.queries import cautions
from tienbo.reporting.rounds.queries import open_rounds, usual_days_below


@pytest.fixture
def letter(world) -> Letter:
    """A draft of the province that wants the half-year report before 5 June and the annual one before 5 December."""
    return paste_into_draft(by=SYSTEM, unit=world.units["04"], text=TEXT)


@pytest.fixture(autouse=True)
def _in_march(world):
    """Before any of its days has passed."""
    with clock.at(dt.date(2015, 3, 23)):
        yield


def test_a_round_that_the_letter_asks_for_is_named_with_the_days_of_those_addressed(world, letter):
    assert cautions(letter) == []
    world.round()
    (caution,) = cautions(letter)
    assert caution.code == "round_open"
    assert caution.detail == "“Báo cáo sơ kết 6 tháng đầu năm 2015” (04/06/2015)"
    assert "đã được mở" in caution.sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"report": "adhoc"},
        {"report": "annual"},
        {"starts_on": dt.date(2013, 12, 1), "ends_on": dt.date(2014, 5, 31), "closing_on": dt.date(2014, 5, 20),
         "dues": ()},
    ],
    ids=["another report", "annual in June", "without days"],
)  # fmt: skip
def test_other_rounds_are_not_what_it_asks_for(world, letter, changes):
    world.round(**changes)
    assert cautions(letter) == []


def test_a_unit_that_takes_part_learns_the_day_of_those_below_it(world):
    world.round()
    (found,) = open_rounds(unit=world.units["051"], report="half_year", due=dt.date(2015, 6, 5))
    assert (found.title, found.last_days) == ("Báo cáo sơ kết 6 tháng đầu năm 2015", (dt.date(2015, 5, 25),))


def test_the_usual_days_are_those_of_the_form_for_the_kinds_below(world):
    assert usual_days_below(unit=world.units["051"]) == 10
    assert usual_days_below(unit=world.units["01711"]) == 0
