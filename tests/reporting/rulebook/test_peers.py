"""What is unlike other units' reports is told to the superior who takes one, and to nobody else."""

from decimal import Decimal

import pytest
from django.urls import reverse

from tests.reporting.conftest import SINCE, _person
from tienbo.access.permissions import Role
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.confirming import confirmation
from tienbo.reporting.rulebook.peers import unlike_its_peers
from tienbo.units.actions import NewPlace, establish_units

CASES = Cell("viol.cases", "")


@pytest.fixture
def communes(world):
    """Five communes of a district, each with its report sent: 10 to 13 cases, and one with 90."""
    above = world.units["053"]
    codes = ["01781", "01782", "01783", "01784"]
    places = [NewPlace(f"Xã {code}", "commune", code, parent=above) for code in codes]
    for code, unit in zip(codes, establish_units(by=SYSTEM, places=places, since=SINCE), strict=True):
        world.units[code] = unit
        world.officers[code] = _person(unit, f"canbo.{code}", Role.UNIT_OFFICER)
        world.heads[code] = _person(unit, f"truongban.{code}", Role.HEAD)
    for number, code in enumerate(codes):
        world.fill(code)
        world.put(code, CASES, 10 + number)
        world.send(code)
    world.fill("01780")
    world.put("01780", CASES, 90)
    world.send("01780")
    return codes


def test_the_superior_is_shown_what_is_unlike_the_others_with_their_middle(world, communes, client):
    (hint,) = unlike_its_peers(world.report("01780"))
    assert (hint.value, hint.unusual.middle, hint.others) == (90, Decimal("11.5"), 4)
    assert unlike_its_peers(world.report(communes[0])) == []
    client.force_login(world.officers["053"])
    page = client.get(reverse("reporting:take", args=["2015-h1", "01780"])).content.decode()
    assert "Ô B11.01: 90" in page and "11,5" in page


def test_the_unit_itself_is_shown_nothing_of_it(world, communes, client):
    client.force_login(world.heads["01780"])
    for name in ("report", "recall"):
        page = client.get(reverse(f"reporting:{name}", args=["2015-h1", "01780"]), follow=True).content.decode()
        assert "11,5" not in page
    assert confirmation(world.report("01780"), "recall").hints == ()


def test_fewer_than_four_others_tell_nothing(world):
    for code in ("01711", "01708"):
        world.fill(code)
        world.put(code, CASES, 10)
        world.send(code)
    assert unlike_its_peers(world.report("01711")) == []
