"""A thing and the right to see it are fetched in one step."""

import datetime as dt
import uuid

import pytest
from django.http import Http404

from tienbo.access.loaders import get_or_404, unit_or_404
from tienbo.access.models import Grant
from tienbo.core.authorise import SYSTEM
from tienbo.units.actions import NewPlace, close_unit, replace_unit
from tienbo.units.kinds import Kind

pytestmark = pytest.mark.django_db
REFORM = dt.date(2020, 2, 1)


def test_a_unit_below_is_found_by_uid_and_by_code(cast):
    assert unit_or_404(cast.officer, uid=cast.xa.uid) == cast.xa
    assert unit_or_404(cast.officer, uid=str(cast.xa.uid)) == cast.xa
    assert unit_or_404(cast.officer, code="90101") == cast.xa


@pytest.mark.parametrize("key", [{"code": "902"}, {"code": "90"}, {"code": "77777"}, {"uid": "no-uid"}])
def test_a_unit_above_beside_or_nowhere_does_not_exist(cast, key):
    with pytest.raises(Http404):
        unit_or_404(cast.officer, **key)
    with pytest.raises(Http404):
        unit_or_404(cast.officer, uid=uuid.uuid4())


def test_who_was_above_a_closed_unit_on_its_last_day_still_sees_it(cast, at):
    close_unit(by=SYSTEM, unit=cast.xa, on=REFORM, successors=[], legal_basis="")
    at(dt.date(2021, 1, 1))
    assert unit_or_404(cast.officer, uid=cast.xa.uid) == cast.xa
    with pytest.raises(Http404):
        unit_or_404(cast.stranger, uid=cast.xa.uid)


def test_a_whole_successor_sees_what_it_took_over_and_a_part_does_not(cast, at):
    close_unit(by=SYSTEM, unit=cast.xa, on=REFORM, successors=[(cast.huyen2, "part")], legal_basis="")
    close_unit(by=SYSTEM, unit=cast.xa2, on=REFORM, successors=[], legal_basis="")
    close_unit(by=SYSTEM, unit=cast.huyen, on=REFORM, successors=[(cast.huyen2, "whole")], legal_basis="")
    at(dt.date(2021, 1, 1))
    assert unit_or_404(cast.stranger, uid=cast.huyen.uid) == cast.huyen
    with pytest.raises(Http404):
        unit_or_404(cast.stranger, uid=cast.xa.uid)


def test_a_unit_that_moved_is_seen_by_its_superior_of_the_day(cast):
    place = NewPlace("Xã Bế Văn", Kind.COMMUNE, "90101", cast.huyen2)
    replace_unit(by=SYSTEM, unit=cast.xa, place=place, on=dt.date(2015, 5, 1))
    assert unit_or_404(cast.stranger, uid=cast.xa.uid) == cast.xa
    with pytest.raises(Http404):
        unit_or_404(cast.officer, uid=cast.xa.uid)
    assert unit_or_404(cast.officer, uid=cast.xa.uid, on=dt.date(2015, 4, 1)) == cast.xa


def test_a_key_of_the_wrong_shape_is_not_found(cast):
    grants = Grant.objects.filter(user=cast.officer)
    assert get_or_404(grants, pk=grants.get().pk) == grants.get()
    for lookup in ({"pk": "x"}, {"pk": cast.stranger.grants.get().pk}, {"unit__uid": "x"}):
        with pytest.raises(Http404):
            get_or_404(grants, **lookup)
