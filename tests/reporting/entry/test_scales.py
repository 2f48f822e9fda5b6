"""Money shown and typed in đồng or in million đồng, and kept in đồng."""

import json
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.actions import choose_scale
from tienbo.reporting.entry.scales import Scale, in_dong, scale_of, shown
from tienbo.reporting.rounds.states import MoveRefused

MONEY = Cell("fund.allocated", "fund_source=province")
KEY = f"{MONEY.element}|{MONEY.breakdown}"
AT = {"round": "2015-h1", "unit": "051", "code": "B13"}


@pytest.fixture
def officer(world, client):
    """The district's officer, signed in."""
    world.round()
    client.force_login(world.officers["051"])
    return client


def stands(world):
    """What is kept."""
    return world.report("051").entries.get(element__code=MONEY.element, breakdown__code=MONEY.breakdown).value


def send(officer, text, scale="", base=0):
    """What the script sends."""
    body = {
        "op": str(uuid.uuid4()),
        "changes": [{"cell": KEY, "text": text, "flag": "", "note": "", "base": base, "how": "typed"}],
        "justifications": [],
    }
    query = f"?scale={scale}" if scale else ""
    return officer.post(reverse("reporting:cells", kwargs=AT) + query, json.dumps(body), "application/json").json()


def chosen(world, scale=Scale.MILLION):
    """The unit chosen for the table of money."""
    choose_scale(by=world.officers["051"], report=world.report("051"), table="B13", scale=scale)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8))
def test_what_is_typed_in_millions_is_shown_as_it_was_typed(value):
    assert shown(Figure(in_dong(value, Scale.MILLION)), Scale.MILLION).value == value


def test_dong_stay_whole():
    assert in_dong(Decimal("0.0000005"), Scale.MILLION) is None
    assert in_dong(Decimal("5.25"), Scale.MILLION) == 5_250_000


def test_the_table_says_its_unit_and_shows_and_takes_figures_in_it(world, officer):
    page = officer.get(reverse("reporting:table", kwargs=AT)).content.decode()
    assert "?scale=million" not in page
    officer.post(reverse("reporting:table_scale", kwargs=AT), {"scale": "million"})
    assert scale_of(world.report("051"), "B13") == Scale.MILLION
    answer = send(officer, "5,25", "million")
    assert (stands(world), answer["saved"][0]["text"]) == (5_250_000, "5,25")
    page = officer.get(reverse("reporting:table", kwargs=AT)).content.decode()
    assert "?scale=million" in page and 'value="5,25"' in page and "triệu đồng" in page
    officer.post(reverse("reporting:table_scale", kwargs=AT), {"scale": "dong"})
    page = officer.get(reverse("reporting:table", kwargs=AT)).content.decode()
    assert 'value="5.250.000"' in page and "?scale=million" not in page


def test_what_was_typed_before_the_unit_was_changed_is_read_in_its_own_unit(world, officer):
    chosen(world)
    send(officer, "5.000.000")
    assert stands(world) == 5_000_000


def test_a_part_of_a_dong_is_refused_with_what_to_do(world, officer):
    answer = send(officer, "0,0000005", "million")
    assert "sáu chữ số" in answer["refused"][0]["message"]


def test_the_form_without_script_posts_in_the_unit_that_it_showed(world, officer):
    chosen(world)
    here = reverse("reporting:table", kwargs=AT) + "?scale=million"
    officer.post(here, {f"v.{KEY}": "7,5", f"b.{KEY}": "0", "act": "save"})
    assert stands(world) == 7_500_000
    answer = officer.post(here, {f"v.{KEY}": "bảy", f"b.{KEY}": "1", "act": "save"})
    assert answer.status_code == 422 and "?scale=million" in answer.content.decode()
    # What was left as it was shown is no change.
    officer.post(here, {f"v.{KEY}": "7,5", f"b.{KEY}": "1", "act": "save"})
    assert world.report("051").entry_changes.count() == 1


def test_both_figures_of_a_conflict_are_told_in_the_unit_of_the_page(world, officer):
    world.put("051", MONEY, 3_000_000)
    answer = send(officer, "4", "million", base=0)
    (conflict,) = answer["conflicts"]
    assert (conflict["yours"], conflict["theirs"], conflict["text"]) == ("4", "3", "3")
    assert stands(world) == 3_000_000


def test_counts_and_tables_without_money_know_no_unit(world, officer):
    officer.post(
        reverse("reporting:cells", kwargs=AT) + "?scale=million",
        json.dumps({"op": str(uuid.uuid4()), "changes": [
            {"cell": "fund.units|", "text": "2", "flag": "", "note": "", "base": 0, "how": "typed"}],
            "justifications": []}),
        "application/json",
    )  # fmt: skip
    assert world.report("051").entries.get(element__code="fund.units").value == 2
    assert officer.post(
        reverse("reporting:table_scale", kwargs=AT | {"code": "B02"}), {"scale": "million"}
    ).status_code == 404  # fmt: skip
    assert "?scale" not in officer.get(reverse("reporting:table", kwargs=AT | {"code": "B02"})).content.decode()


def test_only_who_types_chooses_and_only_while_it_is_open(world):
    report = world.fill("051")
    for who in (world.heads["051"], world.officers["01711"], world.stranger, world.inspector):
        with pytest.raises(PermissionDenied):
            choose_scale(by=who, report=report, table="B13", scale=Scale.MILLION)
    world.send("051")
    with pytest.raises(MoveRefused):
        chosen(world)
