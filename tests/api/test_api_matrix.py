"""Who gets what at every address of the interface, each with a token of his own; and what a session is worth there."""

import datetime as dt

from django.db import transaction
from django.test import Client, TestCase, override_settings
from django.urls import get_resolver, reverse

from tests.access.cast import TODAY, WHO, make_cast
from tests.access.test_matrix import _names
from tests.api.software import Software, batch, given, software_of
from tests.reporting.matrix import prepare_round, report_of
from tienbo.access.actions import end_grant, grant_role
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.reporting.rounds.audience import asked_of_participant

DISTRICT = "reports/matrix-h1/901"
# Who sees the district's report; who sees the round, in which every unit takes part.
SEES = {"*": 404, **dict.fromkeys(["standing", "head", "inspector", "viewer", "officer", "district_head"], 200)}
SEES |= {"delegate": 200}
ROUND = {"*": 200, "admin": 404, "nobody": 404}


def _may(who: dict[str, int]) -> dict[str, int]:
    """Whoever sees the report may not, but these."""
    return {name: 403 if status == 200 else status for name, status in SEES.items()} | who


def _figures(world) -> dict:
    return batch(given(asked_of_participant(report_of(world.huyen).participant).typed[-1], "4"))


def _reason(world) -> dict:
    return {"finding": "K99|B01", "text": "Đúng như vậy"}


# Address name, method, path, body, and who gets what. 422: he may, but there is no such warning.
ROWS = [
    ("form", "GET", "forms/vstbcpn-2015/1", None, {"*": 200}),
    ("rounds", "GET", "rounds", None, {"*": 200}),
    ("round", "GET", "rounds/matrix-h1", None, ROUND),
    ("reports", "GET", "reports?round=matrix-h1", None, ROUND),
    ("report", "GET", DISTRICT, None, SEES),
    ("figures", "GET", f"{DISTRICT}/figures", None, SEES),
    ("keep_figures", "PUT", f"{DISTRICT}/figures", _figures, _may({"officer": 200})),
    ("findings", "GET", f"{DISTRICT}/findings", None, SEES),
    ("check", "POST", f"{DISTRICT}/check", _figures, SEES),
    ("justify", "POST", f"{DISTRICT}/justifications", _reason, _may({"officer": 422})),
    ("send", "POST", f"{DISTRICT}/send", None, _may({"district_head": 200, "delegate": 200})),
    ("unknown", "GET", "nowhere", None, {"*": 404}),
]
# Those that need no token: nothing is behind them.
OPEN = {"description": ("openapi.json", 200), "unknown": ("nowhere", 404), "root": ("", 404)}
WRITES = {"keep_figures", "send", "justify"}


@override_settings(MFA_ROLES=[])
class TestApiMatrix(TestCase):
    """Every row for everybody; nothing that one does is seen by another."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.world = make_cast()
        with clock.at(TODAY):
            cls.world.__dict__ |= prepare_round(cls.world)
            cls.programs = {who: cls.program(who) for who in WHO}

    @classmethod
    def program(cls, who: str) -> Software:
        """A program with a token of somebody: of who sees no reports, from a day on which he did."""
        if who == "anonymous":
            return Software()
        user = cls.world.users[who]
        if who not in {"admin", "nobody"}:
            return software_of(user)
        passing = grant_role(by=SYSTEM, user=user, role=Role.VIEWER, unit=cls.world.tinh, since=TODAY)
        program = software_of(user)
        end_grant(by=SYSTEM, grant=passing)
        return program

    def ask(self, program: Software, method: str, path: str, body=None):
        """What a program gets; what it did is undone."""
        undo = transaction.savepoint()
        try:
            with clock.at(TODAY):
                return program.ask(method, path, body(self.world) if body else None)
        finally:
            transaction.savepoint_rollback(undo)

    def test_every_address_has_a_row(self):
        ours = {name.removeprefix("api:") for name in _names(get_resolver().url_patterns) if name.startswith("api:")}
        assert ours == {name for name, *_ in ROWS} | OPEN.keys()

    def test_everybody_gets_what_his_row_says(self):
        wrong = []
        for name, method, path, body, expect in ROWS:
            for who in WHO:
                expected = 401 if who == "anonymous" else expect.get(who, expect["*"])
                if name in OPEN:
                    expected = OPEN[name][1]
                answer = self.ask(self.programs[who], method, path, body)
                if answer.status_code != expected:
                    wrong.append(
                        f"{method} {name}: {who} got {answer.status_code}, not {expected}: {answer.content[:200]}"
                    )
                if answer["Cache-Control"] != "no-store" or not answer["Content-Type"].startswith("application/json"):
                    wrong.append(f"{method} {name}: {who}: {dict(answer.headers)}")
        assert not wrong, "\n".join(wrong)

    def test_what_needs_no_token_is_the_same_for_everybody(self):
        for path, status in OPEN.values():
            for who in ("anonymous", "officer"):
                assert self.ask(self.programs[who], "GET", path).status_code == status, path

    def test_a_session_opens_nothing(self):
        browser = Client()
        browser.force_login(self.world.users["standing"])
        program = Software(client=browser)
        for name, method, path, body, _expect in ROWS:
            if name not in OPEN:
                answer = self.ask(program, method, path, body)
                assert answer.status_code == 401, f"{method} {name}"
                assert "Set-Cookie" not in answer.headers and not answer.cookies
        assert browser.get(reverse("home:desk")).status_code == 200, "the session itself goes on"

    def test_a_session_beside_a_token_changes_nothing(self):
        """A browser that is signed in as one person and shows the token of another."""
        browser = Client()
        browser.force_login(self.world.users["standing"])
        program = Software(self.programs["stranger"].secret, client=browser)
        assert self.ask(program, "GET", DISTRICT).status_code == 404

    def test_a_reading_token_reads_and_checks_and_writes_nothing(self):
        with clock.at(TODAY):
            program = software_of(self.world.users["officer"], writes=False, name="Chỉ đọc")
        for name, method, path, body, expect in ROWS:
            answer = self.ask(program, method, path, body)
            if name in WRITES:
                assert (answer.status_code, answer.json()["code"]) == (403, "read_only"), name
            else:
                assert answer.status_code == expect.get("officer", expect["*"]), name

    def test_a_method_that_is_none_is_told_so(self):
        with clock.at(TODAY):
            for method, path in (("DELETE", DISTRICT), ("POST", f"{DISTRICT}/figures"), ("PATCH", "rounds")):
                answer = self.programs["officer"].ask(method, path)
                assert (answer.status_code, answer.json()["code"]) == (405, "method") and answer["Allow"], path

    def test_roles_are_those_of_the_moment(self):
        officer = self.world.users["officer"]
        with clock.at(TODAY + dt.timedelta(days=1)):
            end_grant(by=SYSTEM, grant=officer.grants.get())
            assert self.programs["officer"].get(DISTRICT).status_code == 404
