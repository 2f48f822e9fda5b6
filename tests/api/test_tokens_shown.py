"""What a request must show, and what happens to one that does not."""

import datetime as dt

import pytest

from tests.api.software import Software, batch, given, software_of
from tienbo.access.actions import issue_password, lock_account
from tienbo.access.models import AccessToken
from tienbo.access.tokens import bearer
from tienbo.access.tokens.actions import revoke_token
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.journal.models import Line
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.verification import verify

DISTRICT = "reports/2015-h1/051"


def refused(answer) -> tuple[int, str]:
    """The status and the code of a refusal."""
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({}, "no_token"),
        ({"Authorization": "Bearer"}, "no_token"),
        ({"Authorization": "Bearer  "}, "no_token"),
        ({"Authorization": "Basic dXNlcjpwYXNz"}, "no_token"),
        ({"Authorization": "Bearer tienbo_" + "x" * 43}, "token_unknown"),
        ({"Authorization": "Bearer \udcff"}, "token_unknown"),
        ({"Authorization": "Bearer " + "x" * 5000}, "token_unknown"),
    ],
)
def test_without_a_secret_that_somebody_has_nothing_opens(officer, header, code):
    answer = Software().ask("GET", "rounds", **header)
    assert refused(answer) == (401, code) and answer["WWW-Authenticate"] == "Bearer"


def test_a_secret_in_the_address_is_none(officer):
    assert refused(Software().get(f"rounds?token={officer.secret}")) == (401, "no_token")


def test_a_token_stops_when_it_is_revoked(world, officer):
    revoke_token(by=world.officers["051"], token=AccessToken.objects.get())
    assert refused(officer.get("rounds")) == (401, "token_revoked")


def test_a_token_stops_after_its_last_day(officer, at):
    at(dt.date(2015, 6, 19))
    assert officer.get("rounds").status_code == 200
    at(dt.date(2015, 6, 20))
    assert refused(officer.get("rounds")) == (401, "token_expired")


def test_a_token_stops_with_the_account(world, officer):
    lock_account(by=SYSTEM, user=world.officers["051"], locked=True)
    assert refused(officer.get("rounds")) == (401, "token_locked")


def test_a_token_rests_while_somebody_else_knows_the_password(world, officer):
    issue_password(by=SYSTEM, user=world.officers["051"])
    assert refused(officer.get("rounds")) == (401, "token_password")


def test_a_token_rests_without_the_second_factor_that_the_role_demands(officer, settings):
    settings.MFA_ROLES = ["unit_officer"]
    assert refused(officer.get("rounds")) == (401, "token_second_factor")


def test_its_last_use_is_noted_by_the_day(officer):
    assert AccessToken.objects.get().last_used_on is None
    officer.get("rounds")
    assert AccessToken.objects.get().last_used_on == clock.today()


def test_who_guesses_is_held_back_and_who_knows_is_not(officer, monkeypatch):
    monkeypatch.setattr(bearer, "MOST_GUESSES", 2)
    answers = [Software("tienbo_none").get("rounds") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 429] and answers[-1]["Retry-After"] == "3600"
    assert officer.get("rounds").status_code == 200


def test_a_program_that_never_rests_is_held_back(officer, monkeypatch):
    monkeypatch.setattr(bearer, "MOST_REQUESTS", 2)
    answers = [officer.get("rounds") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429] and answers[-1]["Retry-After"] == "60"


def test_an_auditor_finds_through_which_software_it_was_done(world, officer, head):
    cells = asked_of_participant(world.report("051").participant).typed
    assert officer.put(f"{DISTRICT}/figures", batch(*[given(cell, "0") for cell in cells])).status_code == 200
    assert head.post(f"{DISTRICT}/send").status_code == 200
    changes = EntryChange.objects.filter(report=world.report("051"))
    assert {change.origin for change in changes} == {"software"}
    assert {change.by_uid for change in changes} == {world.officers["051"].uid}
    line = Line.objects.get(action="report.submitted")
    assert line.actor_uid == world.heads["051"].uid and line.facts["through"] == "Một cửa"


def test_the_journal_tells_the_software_in_words_and_screens_tell_none(world, officer, head, client):
    world.fill("051")
    head.post(f"{DISTRICT}/send")
    world.fill("053")
    world.send("053")
    client.force_login(world.heads["04"])
    page = client.get("/journal/").content.decode()
    assert page.count("qua phần mềm “Một cửa”") == 1
    software_line = Line.objects.filter(action="report.submitted", facts__has_key="through").count()
    assert software_line == 1


def test_the_page_of_the_report_tells_the_software_and_the_journal_still_verifies(world, head, client):
    world.fill("051")
    head.post(f"{DISTRICT}/send")
    client.force_login(world.heads["051"])
    assert "truongban.051, qua “Một cửa”" in client.get("/reports/2015-h1/051/").content.decode()
    result = verify()
    assert result.counts["versions"] == 1 and not result.problems


def test_one_holders_software_is_not_anothers(world):
    world.round()
    mine, other = software_of(world.officers["051"]), software_of(world.officers["053"])
    assert mine.get(DISTRICT).status_code == 200 and other.get(DISTRICT).status_code == 404
