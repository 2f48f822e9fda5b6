"""Whatever happens between offices, in whatever order: totals are the pure fold, what was sent never changes, chains
verify, "n of N" is right.

Random trees of three levels; random sequences of entering, sending, asking for more, recalling, taking, correcting,
coming late and reopening. Beside the program runs a model of it in plain dictionaries.
"""

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.indicators.queries import forget
from tienbo.reporting.consolidation.fold import Total
from tienbo.reporting.consolidation.queries import draft_totals, version_totals
from tienbo.reporting.definitions.actions import register_form
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.loading import builtin_text
from tienbo.reporting.entry.actions import FigureInput, record_figures
from tienbo.reporting.exchange.actions import (
    NothingReported,
    recall_report,
    reopen_report,
    return_report,
    submit_report,
    take_report,
)
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import Move, MoveRefused, State, after
from tienbo.reporting.verification import verify
from tienbo.reporting.versions.models import ReportVersion
from tienbo.units.actions import NewPlace, establish_units

DOCUMENTS = Cell("committee.documents")
OPENED, LATE = dt.date(2015, 5, 22), dt.date(2015, 7, 1)
MOVES = {"send": Move.SUBMIT, "recall": Move.RECALL, "return": Move.RETURN, "take": Move.TAKE, "reopen": Move.REOPEN}
KINDS = ("province", "district", "commune")


@pytest.fixture
def form(db):
    return register_form(by=SYSTEM, source=builtin_text("vstbcpn-2015"))


class Undone(Exception):
    """Rolls an example back."""


@contextmanager
def undone():
    """What happens inside never was."""
    forget()
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        forget()


@dataclass
class Node:
    """A unit in the model: its figure as typed, its state, what it sent, what counts of it above."""

    name: str
    parent: "Node | None"
    figure: int | None = None
    state: State = State.NOT_STARTED
    sent: list[Total] = field(default_factory=list)
    counted: Total | None = None
    below: list["Node"] = field(default_factory=list)

    def size(self) -> int:
        """Units in its tree."""
        return 1 + sum(child.size() for child in self.below)

    def total(self) -> Total:
        """Own figure, and what counts of those directly below; nobody who is not taken is anything but expected."""
        known = [child.counted for child in self.below if child.counted]
        values = [total.value for total in known if total.value is not None]
        if self.figure is not None:
            values.append(Decimal(self.figure))
        return Total(
            sum(values, Decimal(0)) if values else None,
            expected=self.size(),
            reported=(self.figure is not None) + sum(total.reported for total in known),
        )


trees = st.lists(st.integers(0, 2), min_size=1, max_size=3)
operations = st.lists(
    st.tuples(
        st.sampled_from(
            ["enter", "enter", "send", "send", "send", "take", "take", "return", "recall", "reopen", "late"]
        ),
        st.integers(0, 11),
        st.integers(0, 50) | st.none(),
    ),
    min_size=5,
    max_size=30,
)


def built(shape: list[int]) -> list[Node]:
    """A province over districts, each over some communes."""
    root = Node("90", None)
    nodes = [root]
    for place, communes in enumerate(shape, start=1):
        district = Node(f"90{place}", root)
        root.below.append(district)
        nodes.append(district)
        for number in range(communes):
            commune = Node(f"90{place}0{number}", district)
            district.below.append(commune)
            nodes.append(commune)
    return nodes


def established(nodes: list[Node], form) -> dict[str, Report]:
    """The same tree in the program, with a round on one table."""
    units = {}
    for node in nodes:
        depth = 0 if node.parent is None else 1 if node.parent.parent is None else 2
        place = NewPlace(
            f"Đơn vị {node.name}", KINDS[depth], node.name, units[node.parent.name] if node.parent else None
        )
        units[node.name] = establish_units(by=SYSTEM, places=[place], since=dt.date(2010, 1, 1))[0]
    plan = RoundPlan(
        code="ngau-nhien",
        title="Báo cáo",
        form=form,
        report="half_year",
        starts_on=dt.date(2014, 12, 1),
        ends_on=dt.date(2015, 5, 31),
        closing_on=dt.date(2015, 5, 20),
        tree_on=dt.date(2015, 5, 20),
        dues=tuple(Due(kind, dt.date(2015, 6, 5)) for kind in KINDS),
        terms={"party": ["2015-2020"], "council": ["2011-2016"], "assembly": ["XIII"]},
        tables=("B01",),
        # The short form of communes does not ask the one figure that is looked at.
        full_form=frozenset(unit.pk for unit in units.values()),
    )
    open_round(by=SYSTEM, unit=units["90"], plan=plan)
    return {node.name: Report.objects.get(unit=units[node.name]) for node in nodes}


class Run:
    """One sequence, in the program and in the model."""

    def __init__(self, nodes: list[Node], reports: dict[str, Report]) -> None:
        self.nodes, self.reports = nodes, reports
        self.day = OPENED
        self.seals: dict[int, tuple[str, Total]] = {}

    def step(self, verb: str, node: Node, value: int | None) -> None:
        """One act: done in both, or refused in both and nothing changed."""
        if verb == "late":
            self.day = LATE
            return
        report = Report.objects.get(pk=self.reports[node.name].pk)
        with clock.at(self.day):
            if verb == "enter":
                self.enter(report, node, value)
            else:
                self.move(verb, report, node)

    def enter(self, report: Report, node: Node, value: int | None) -> None:
        """Type the one figure. In `node.figure` it counts from the next sending on."""
        given = [FigureInput(DOCUMENTS, None if value is None else Decimal(value))]
        try:
            expected = after(node.state, Move.ENTER)
        except MoveRefused:
            with pytest.raises(MoveRefused):
                record_figures(by=SYSTEM, report=report, figures=given)
            return
        record_figures(by=SYSTEM, report=report, figures=given)
        if value != node.figure:
            node.figure, node.state = value, expected

    def move(self, verb: str, report: Report, node: Node) -> None:
        """An act between offices."""
        act = {
            "send": lambda: submit_report(by=SYSTEM, report=report),
            "recall": lambda: recall_report(by=SYSTEM, report=report),
            "return": lambda: return_report(by=SYSTEM, report=report, message="Bổ sung"),
            "take": lambda: take_report(by=SYSTEM, report=report),
            "reopen": lambda: reopen_report(by=SYSTEM, report=report, reason="Sửa số"),
        }[verb]
        may = (node.state, MOVES[verb])
        is_empty = node.figure is None and not any(child.counted for child in node.below)
        if verb in {"return", "take"} and node.parent is None:
            expected = None
        elif verb == "send" and is_empty and _leads(may):
            with pytest.raises(NothingReported):
                act()
            return
        else:
            expected = _leads(may)
        if expected is None:
            with pytest.raises(MoveRefused):
                act()
            return
        act()
        node.state = expected
        if verb == "send":
            node.sent.append(node.total())
            version = ReportVersion.objects.filter(report=report).latest("number")
            self.seals[version.pk] = (version.digest, node.sent[-1])
            assert version.is_late is (self.day == LATE)
        if verb == "take":
            node.counted = node.sent[-1]

    def holds(self) -> None:
        """What must be true after every step."""
        for node in self.nodes:
            report = Report.objects.select_related("participant", "round__form", "unit").get(
                pk=self.reports[node.name].pk
            )
            assert report.state == node.state
            assert draft_totals(report, element=DOCUMENTS.element)[DOCUMENTS] == node.total(), node.name

    def ends(self) -> None:
        """What must be true of everything that was ever sent."""
        versions = ReportVersion.objects.in_bulk()
        assert versions.keys() == self.seals.keys()
        for key, (digest, total) in self.seals.items():
            assert versions[key].digest == digest
            assert version_totals(versions[key], element=DOCUMENTS.element)[DOCUMENTS] == total
        assert verify().problems == []


def _leads(may: tuple[State, Move]) -> State | None:
    try:
        return after(*may)
    except MoveRefused:
        return None


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(shape=trees, sequence=operations)
def test_any_sequence_over_any_tree_holds(form, shape, sequence):
    with undone(), clock.at(OPENED):
        nodes = built(shape)
        run = Run(nodes, established(nodes, form))
        for verb, place, value in sequence:
            run.step(verb, nodes[place % len(nodes)], value)
            run.holds()
        run.ends()
