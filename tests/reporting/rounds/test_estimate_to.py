"""Up to which day a round asks an estimate: offered by the form, refused in words, kept with the round."""

import datetime as dt
from dataclasses import replace

import pytest

from tests.reporting.rounds.test_round_screens import NEW, as_posted, page_of
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.rounds.actions import EstimateOutOfReach, open_round
from tienbo.reporting.rounds.audience import estimate_of, options_of
from tienbo.reporting.rounds.models import Round

pytestmark = pytest.mark.django_db

SPAN = f"{NEW}?report=annual&span=1"
DAY = dt.date(2015, 12, 31)


@pytest.fixture
def offered(world, client):
    """What the form proposes for the period that the form of the year offers with an estimate."""
    client.force_login(world.officers["04"])
    return as_posted(client.get(SPAN).context["form"])


def test_the_periods_of_the_form_are_offered_with_their_estimate(world, client):
    text = page_of(client, world.officers["04"], f"{NEW}?report=annual")
    assert "01/12/2014 – 30/11/2015" in text and "01/01/2015 – 30/11/2015, ước thực hiện đến 31/12/2015" in text
    assert 'href="?report=annual&span=1"' in text


def test_the_first_period_estimates_nothing_and_the_second_up_to_the_end_of_the_year(world, client):
    client.force_login(world.officers["04"])
    assert client.get(f"{NEW}?report=annual").context["form"].initial["estimate_to"] is None
    initial = client.get(SPAN).context["form"].initial
    assert (initial["starts_on"], initial["ends_on"]) == (dt.date(2015, 1, 1), dt.date(2015, 11, 30))
    assert initial["estimate_to"] == DAY
    # An address that somebody made up is no error.
    assert client.get(f"{NEW}?report=annual&span=99").status_code == 200
    assert client.get(f"{NEW}?report=adhoc&span=x").status_code == 200


def test_the_round_keeps_the_day_and_says_it(world, client, offered):
    assert client.post(NEW, offered | {"act": "open"}).status_code == 302
    round = Round.objects.get(report="annual")
    assert round.options["estimate_to"] == "2015-12-31" and estimate_of(round) == DAY
    assert options_of(round).estimate_to == DAY
    assert "Ước thực hiện đến ngày" in page_of(client, world.officers["04"], f"/rounds/{round.code}/")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("30/11/2015", "phải sau ngày cuối kỳ (30/11/2015)"),
        ("01/06/2015", "phải sau ngày cuối kỳ (30/11/2015)"),
        ("30/06/2016", "muộn nhất ngày 29/01/2016"),
        ("hôm qua", ""),
    ],
)
def test_a_day_out_of_reach_is_refused_in_words(world, client, offered, day, sentence):
    answer = client.post(NEW, offered | {"estimate_to": day, "act": "open"})
    assert answer.status_code == 422 and answer.context["form"].errors["estimate_to"]
    assert sentence in answer.content.decode() and not Round.objects.exists()


def test_without_a_day_the_round_asks_none(client, offered):
    assert client.post(NEW, offered | {"estimate_to": "", "act": "open"}).status_code == 302
    round = Round.objects.get(report="annual")
    assert "estimate_to" not in round.options and estimate_of(round) is None


def test_no_act_opens_a_round_with_a_day_out_of_reach(world, client, offered):
    client.post(NEW, offered | {"act": "preview"})
    form = client.post(NEW, offered | {"act": "preview"}).context["form"]
    with pytest.raises(EstimateOutOfReach):
        open_round(by=SYSTEM, unit=world.units["04"], plan=replace(form.plan(), estimate_to=dt.date(2017, 1, 1)))
    assert not Round.objects.exists()
