"""Which observation is current (ADR 0014), and that none is changed or lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from psycopg.types.range import Range

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.indicators.actions import OwnFigure, Window, observe, register_breakdowns, register_elements
from tienbo.indicators.models import DataElement, Observation
from tienbo.indicators.queries import forget
from tienbo.units.actions import NewPlace, establish_units

pytestmark = pytest.mark.django_db

HALF = Window(Range(dt.date(2015, 1, 1), dt.date(2015, 7, 1)), dt.date(2015, 6, 15), dt.date(2015, 5, 20))
YEAR = Window(Range(dt.date(2015, 1, 1), dt.date(2016, 1, 1)), dt.date(2015, 12, 15), dt.date(2015, 11, 20))


def element(code: str, **changes) -> DataElement:
    usual = {
        "name_vi": "Lớp", "name_en": "Classes", "unit_label": "lớp", "kind": "count", "nature": "flow",
        "aggregation": "sum",
    }  # fmt: skip
    return DataElement(code=code, **usual | changes)


@pytest.fixture
def unit():
    forget()
    register_elements(elements=[element("train.classes"), element("train.people")], breakdowns=[""])
    (made,) = establish_units(by=SYSTEM, places=[NewPlace("Tỉnh An Khê", "province", "90")], since=dt.date(2010, 1, 1))
    return made


def state(unit, key: str, window: Window, replaces: str | None = None, kind: str = "version", **values: int | None):
    observe(
        unit=unit,
        window=window,
        figures=[OwnFigure(code.replace("_", "."), "", None if value is None else Decimal(value), "actual")
                 for code, value in values.items()],
        source=("reporting", kind, key),
        replaces=replaces,
    )  # fmt: skip


def current(unit) -> dict[tuple[str, dt.date], int]:
    rows = Observation.objects.filter(unit=unit, superseded_at__isnull=True).select_related("element")
    return {(row.element.code, row.period.upper): int(row.value) for row in rows}


def test_a_newer_version_supersedes_the_one_it_replaces_also_where_it_says_less(unit):
    state(unit, "1", HALF, train_classes=3, train_people=90)
    state(unit, "2", HALF, replaces="1", train_classes=4)
    assert current(unit) == {("train.classes", dt.date(2015, 7, 1)): 4}
    assert Observation.objects.count() == 3, "what was observed stays on record"


def test_of_two_sources_for_a_cell_and_a_period_the_last_one_taken_prevails_for_what_it_states(unit):
    state(unit, "1", HALF, train_classes=3, train_people=90)
    state(unit, "7", HALF, kind="thematic", train_classes=5)
    assert current(unit) == {("train.classes", dt.date(2015, 7, 1)): 5, ("train.people", dt.date(2015, 7, 1)): 90}


def test_the_half_year_and_the_year_stand_side_by_side(unit):
    state(unit, "1", HALF, train_classes=3)
    state(unit, "2", YEAR, train_classes=8)
    assert current(unit) == {("train.classes", dt.date(2015, 7, 1)): 3, ("train.classes", dt.date(2016, 1, 1)): 8}


def test_an_observation_keeps_its_window_and_cannot_be_rewritten_or_removed(unit):
    with clock.at(dt.date(2015, 6, 20)):
        state(unit, "1", HALF, train_classes=3)
    row = Observation.objects.get()
    assert (row.closing_on, row.tree_on, row.flag) == (HALF.closing_on, HALF.tree_on, "actual")
    assert row.recorded_at.astimezone(clock.ZONE).date() == dt.date(2015, 6, 20)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(value=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.all().delete()


def test_a_form_may_reword_an_element_but_a_breakdown_that_is_there_stays(unit):
    register_elements(elements=[element("train.classes", name_vi="Số lớp", is_restricted=True)], breakdowns=[""])
    register_breakdowns(codes=["", "sex=F"])
    again = DataElement.objects.get(code="train.classes")
    assert (again.name_vi, again.is_restricted) == ("Số lớp", True)


def test_a_units_own_form_rewords_its_own_elements_alone(unit):
    own = element("u04.lop", name_vi="Số lớp của tỉnh")
    register_elements(elements=[own], breakdowns=[""])
    mine = [element("train.classes", name_vi="Tên khác"), element("u04.lop", name_vi="Số lớp trong tỉnh")]
    before = DataElement.objects.get(code="train.classes").name_vi
    register_elements(elements=mine, breakdowns=[""], rewords="u04.")
    assert DataElement.objects.get(code="train.classes").name_vi == before != "Tên khác"
    assert DataElement.objects.get(code="u04.lop").name_vi == "Số lớp trong tỉnh"
