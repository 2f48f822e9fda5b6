"""What was signed never changes; what differs from it is told with the units it comes from, at every depth."""

import random
from decimal import Decimal

import pytest

from tienbo.reporting.consolidation.differences import differences_of, drifted, units_behind
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.actions import recall_report, reopen_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import child_digests, digest_parts, stored_total_rows

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")
COMMUNES = {"01711": "051", "01708": "051", "01780": "053"}
DISTRICTS = ("051", "053")


def _again(world, unit: str, members: int) -> None:
    """A unit corrects a taken report; its superior takes the correction."""
    reopen_report(by=world.heads[unit], report=world.report(unit), reason="Sửa số")
    if unit in COMMUNES:
        world.put(unit, MEMBERS, members)
    world.send(unit)
    world.take(unit)


@pytest.fixture
def signed(world):
    """The province's report with the district 051 and its commune 01711 (7 members) in it."""
    world.fill("01711")
    world.put("01711", MEMBERS, 7)
    world.send("01711")
    world.take("01711")
    world.fill("051")
    world.send("051")
    world.take("051")
    world.fill("04")
    return world.send("04")


def _of(version: ReportVersion, cell: Cell = MEMBERS):
    version.report.refresh_from_db()
    return next((each for each in differences_of(version) if each.cell == cell), None)


def test_nothing_differs_when_nothing_came(signed):
    assert differences_of(signed) == ()


def test_a_correction_two_levels_below_is_told_with_the_commune_that_made_it(world, signed):
    _again(world, "01711", 9)
    # The district has taken it, but its own report holds the old figure: the province's totals have not moved.
    assert _of(signed) is None
    district = ReportVersion.objects.get(report=world.report("051"), number=1)
    assert [cause.participant.code for cause in _of(district).causes] == ["01711"]
    _again(world, "051", 0)
    found = _of(signed)
    assert (found.sent.value, found.now.value, found.change) == (7, 9, 2)
    (cause,) = found.causes
    assert (cause.participant.code, cause.was, cause.value) == ("01711", 7, 9)
    assert (cause.then.number, cause.now.number, cause.is_late) == (1, 2, False)
    assert version_totals(signed)[MEMBERS].value == 7


def test_a_report_taken_late_is_told_with_all_below_it(world, signed):
    world.fill("01780")
    world.put("01780", MEMBERS, 4)
    world.send("01780")
    world.take("01780")
    world.fill("053")
    world.send("053")
    world.take("053")
    (cause,) = _of(signed).causes
    assert (cause.participant.code, cause.is_late, cause.was, cause.value) == ("053", True, None, 4)
    assert [each.participant.code for each in units_behind(differences_of(signed))] == ["053"]


def test_own_figures_of_a_reopened_report_are_a_cause_of_their_own(world, signed):
    recall_report(by=world.heads["04"], report=world.report("04"))
    cell = Cell("committee.members", "level=province")
    world.put("04", cell, 3)
    (cause,) = _of(signed, cell).causes
    assert (cause.participant.code, cause.now, cause.was, cause.value) == ("04", None, 0, 3)


def test_reports_that_drifted_are_found_together(world, signed, django_assert_max_num_queries):
    assert drifted(list(Report.objects.all())) == {}
    _again(world, "01711", 9)
    assert drifted(list(Report.objects.select_related("round__form"))) == {world.report("051").pk: 1}
    with django_assert_max_num_queries(4):
        drifted(list(Report.objects.filter(participant__superior__code="051")))


# --- any sequence of acts ---------------------------------------------------------------------------------------------


def _frozen() -> dict[int, tuple]:
    """All that versions hold, and the digest computed of it."""
    return {
        version.pk: (
            version.digest,
            digest_parts(version, stored_total_rows(version), child_digests(version)).digest(),
            stored_total_rows(version),
            version.figures,
        )
        for version in ReportVersion.objects.all()
    }


class _Book:
    """The same province kept in two dictionaries, by hand: own numbers, what was sent, what counts."""

    def __init__(self) -> None:
        self.own: dict[str, dict[Cell, int]] = {unit: {MEMBERS: 0, WOMEN: 0} for unit in COMMUNES}
        self.sent: dict[str, dict[Cell, int | None]] = {}
        self.counted: dict[str, dict[Cell, int | None]] = {}

    def live(self, unit: str, cell: Cell) -> int | None:
        """Own and counted."""
        below = [child for child, above in (COMMUNES | dict.fromkeys(DISTRICTS, "04")).items() if above == unit]
        values = [self.counted[child][cell] for child in below if child in self.counted]
        values += [self.own[unit][cell]] if unit in self.own else []
        given = [value for value in values if value is not None]
        return sum(given) if given else None

    def send(self, unit: str) -> None:
        self.sent[unit] = {cell: self.live(unit, cell) for cell in (MEMBERS, WOMEN)}

    def take(self, unit: str) -> None:
        self.counted[unit] = dict(self.sent[unit])


def _acts(world, unit: str) -> list[str]:
    state = world.report(unit).state
    if state in {State.NOT_STARTED, State.DRAFT, State.RETURNED}:
        return ["put", "send"] if unit in COMMUNES else ["send"]
    if state == State.SUBMITTED:
        return ["recall", "take", "take"] if unit != "04" else ["recall"]
    return ["reopen"]


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_what_was_signed_stays_and_differences_are_live_minus_frozen(world, monkeypatch, seed):
    monkeypatch.setattr("tienbo.reporting.exchange.actions.findings_of", lambda report: [])
    luck = random.Random(seed)
    book, before = _Book(), {}
    for unit in (*COMMUNES, *DISTRICTS, "04"):
        world.fill(unit)
    for _step in range(40):
        unit = luck.choice([*COMMUNES, *DISTRICTS, "04", "04"])
        act = luck.choice(_acts(world, unit))
        if act == "put":
            cell, value = luck.choice([MEMBERS, WOMEN]), luck.randrange(50)
            world.put(unit, cell, value)
            book.own[unit][cell] = value
        elif act == "send":
            world.send(unit)
            book.send(unit)
        elif act == "take":
            world.take(unit)
            book.take(unit)
        elif act == "recall":
            recall_report(by=world.heads[unit], report=world.report(unit))
        else:
            reopen_report(by=world.heads[unit], report=world.report(unit), reason="Sửa")
        now = _frozen()
        assert all(now[key] == held for key, held in before.items())
        assert all(digest == computed for digest, computed, *_rest in now.values())
        before = now
    for unit in (*DISTRICTS, "04"):
        if unit in book.sent:
            _hold_against_the_book(world, book, unit)


def _hold_against_the_book(world, book: _Book, unit: str) -> None:
    report = world.report(unit)
    version = report.versions.order_by("-number").first()
    found = {each.cell: each for each in differences_of(version)}
    live, frozen = draft_totals(report), version_totals(version)
    for cell in (MEMBERS, WOMEN):
        sent, now = book.sent[unit][cell], book.live(unit, cell)
        assert (frozen[cell].value, live[cell].value) == (sent, now)
        assert (cell in found) == (sent != now)
        if cell in found:
            each = found[cell]
            assert (each.sent.value, each.now.value) == (sent, now)
            moved = sum((cause.value or Decimal(0)) - (cause.was or Decimal(0)) for cause in each.causes)
            assert moved == (now or 0) - (sent or 0)
            assert each.causes
