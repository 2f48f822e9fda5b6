"""Recording figures and text."""

import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.entry.actions import (
    CellNotAsked,
    FigureInput,
    PassageConflict,
    copy_last_period,
    declare_none,
    justify_finding,
    record_figures,
    write_passage,
)
from tienbo.reporting.entry.models import Entry, EntryChange
from tienbo.reporting.entry.queries import earlier_figures, entries_of, findings_of, history_of, own_figures
from tienbo.reporting.entry.sheets import TableSheet
from tienbo.reporting.entry.tables import flow_cells, typed_cells
from tienbo.reporting.exchange.actions import prepare_report, reopen_report, resume_report
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.rounds.states import TRANSITIONS, Move, MoveRefused, State, after

MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")


def _record(world, *figures: FigureInput, **options):
    return record_figures(by=world.officers["01711"], report=world.report("01711"), figures=figures, **options)


def test_it_works(world):
    result = _record(world, FigureInput(MEMBERS, Decimal(9)), FigureInput(WOMEN, Decimal(4), note="kể cả Trưởng ban"))
    assert not result.conflicts
    kept = entries_of(world.report("01711"))
    assert kept[MEMBERS].figure == Figure(Decimal(9), "actual")
    assert kept[WOMEN].note == "kể cả Trưởng ban"
    assert world.report("01711").state == "draft"


def test_blank_zero_and_the_reasons_for_having_none_are_five_things(world):
    cells = typed_cells(world.report("01711"), "B01")[:4]
    _record(
        world,
        FigureInput(cells[0], Decimal(0)),
        FigureInput(cells[1], None, "not_collected"),
        FigureInput(cells[2], None, "not_applicable"),
        FigureInput(cells[3], None, "withheld"),
    )
    own = own_figures(world.report("01711"))
    assert len({own[cell] for cell in cells} | {own[WOMEN]}) == 5
    assert own[WOMEN].is_blank and not own[cells[0]].is_blank


def test_the_second_of_two_people_sees_both_values_and_nothing_is_lost(world):
    first = _record(world, FigureInput(MEMBERS, Decimal(9), base=0), FigureInput(WOMEN, Decimal(4), base=0))
    second = _record(world, FigureInput(MEMBERS, Decimal(10), base=0), FigureInput(WOMEN, Decimal(4), base=0))
    assert [(c.cell, c.yours.value, c.theirs.figure.value) for c in second.conflicts] == [(MEMBERS, 10, 9)]
    assert WOMEN in second.saved
    mine = _record(world, FigureInput(MEMBERS, Decimal(10), base=first.saved[MEMBERS].revision))
    assert mine.saved[MEMBERS].figure.value == 10
    values = [change.value for change in history_of(world.report("01711"), MEMBERS)]
    assert values == [9, 10]


def test_an_operation_that_arrives_twice_is_done_once(world):
    operation = uuid.uuid4()
    _record(world, FigureInput(MEMBERS, Decimal(9), base=0), operation=operation)
    again = _record(world, FigureInput(MEMBERS, Decimal(9), base=0), operation=operation)
    assert not again.conflicts and again.saved[MEMBERS].figure.value == 9
    assert EntryChange.objects.filter(report=world.report("01711")).count() == 1


def test_a_figure_can_be_taken_out_again_and_its_history_stays(world):
    _record(world, FigureInput(MEMBERS, Decimal(9)))
    _record(world, FigureInput(MEMBERS, None))
    assert own_figures(world.report("01711"))[MEMBERS].is_blank
    assert history_of(world.report("01711"), MEMBERS).count() == 2


def test_a_cell_of_another_kind_of_unit_is_refused(world):
    with pytest.raises(CellNotAsked):
        _record(world, FigureInput(Cell("committee.members", "level=district"), Decimal(1)))
    with pytest.raises(CellNotAsked):
        _record(world, FigureInput(Cell("no.such.element", ""), Decimal(1)))


def test_nobody_else_types_into_a_report(world):
    report = world.report("01711")
    for person in (world.officers["01708"], world.officers["051"], world.heads["01711"], world.viewer, world.stranger):
        with pytest.raises(PermissionDenied):
            record_figures(by=person, report=report, figures=[FigureInput(MEMBERS, Decimal(1))])


def test_declaring_none_says_so_of_what_happens_in_the_period_and_of_nothing_that_stands(world):
    flows = flow_cells(world.report("053"), "B01")
    record_figures(by=world.officers["053"], report=world.report("053"), figures=[FigureInput(flows[0], Decimal(9))])
    declare_none(by=world.officers["053"], report=world.report("053"), table="B01")
    own = own_figures(world.report("053"))
    assert [own[cell].value for cell in flows] == [9, *(0 for _cell in flows[1:])] and len(flows) > 1
    stands = set(typed_cells(world.report("053"), "B01")) - set(flows)
    assert stands and all(own[cell].is_blank for cell in stands)


def test_last_period_is_copied_for_stocks_and_never_for_flows(world):
    world.round("2014-h1", title="6 tháng 2014")
    world.fill("01711", 3, round="2014-h1")
    world.round("2015-h1", previous=world.rounds["2014-h1"])
    copy_last_period(by=world.officers["01711"], report=world.report("01711"), table="B01")
    own = own_figures(world.report("01711"))
    assert own[MEMBERS].value == 3
    assert own[Cell("committee.meetings", "level=commune")].is_blank


def test_a_saving_is_never_blocked_by_a_check_but_the_check_speaks(world):
    _record(world, FigureInput(MEMBERS, Decimal(3)), FigureInput(WOMEN, Decimal(4)))
    found = [finding for finding in findings_of(world.report("01711")) if finding.code == "K01"]
    assert len(found) == 1 and found[0].severity == "error"
    assert "4" in found[0].message_vi and "3" in found[0].message_vi


def test_a_warning_is_justified_and_the_reason_can_be_taken_back(world):
    _record(world, FigureInput(MEMBERS, Decimal(3)))
    warning = next(finding for finding in findings_of(world.report("01711")) if finding.code == "K25")
    justify_finding(by=world.officers["01711"], report=world.report("01711"), finding=warning.key, text="Chưa có số")
    after_it = {finding.key: finding.is_justified for finding in findings_of(world.report("01711"))}
    assert after_it[warning.key]
    justify_finding(by=world.officers["01711"], report=world.report("01711"), finding=warning.key, text=" ")
    assert not world.report("01711").justifications.exists()


def test_a_report_that_waits_for_signature_is_taken_back_to_edit(world):
    _record(world, FigureInput(MEMBERS, Decimal(3)))
    prepare_report(by=world.officers["01711"], report=world.report("01711"))
    with pytest.raises(MoveRefused):
        _record(world, FigureInput(MEMBERS, Decimal(4)))
    resume_report(by=world.officers["01711"], report=world.report("01711"))
    _record(world, FigureInput(MEMBERS, Decimal(4)))


def test_text_that_somebody_changed_meanwhile_is_not_overwritten(world):
    write = {"by": world.officers["01711"], "heading": "assessment.strengths"}
    first = write_passage(
        report=world.report("01711"), items=[{"text": "Cấp ủy quan tâm"}, {"text": " "}], base=0, **write
    )
    assert [item["text"] for item in first.items] == ["Cấp ủy quan tâm"]
    refused = write_passage(report=world.report("01711"), items=[{"text": "Khác"}], base=0, **write)
    assert isinstance(refused, PassageConflict) and refused.theirs.items == first.items


def test_the_database_refuses_a_value_beside_a_reason_for_having_none(world):
    _record(world, FigureInput(MEMBERS, Decimal(9)))
    with pytest.raises(IntegrityError, match="entry_without_value_when_there_is_none_to_give"), transaction.atomic():
        Entry.objects.filter(report=world.report("01711")).update(flag="not_collected")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
def test_the_table_of_states_is_the_only_way(state, move):
    if (state, move) in TRANSITIONS:
        assert after(state, move) == TRANSITIONS[state, move]
    else:
        with pytest.raises(MoveRefused):
            after(state, move)


def test_an_operation_with_a_conflict_that_arrives_twice_is_a_conflict_twice(world):
    """The first answer was lost on the way: the figure of the other person must not pass for one's own."""
    _record(world, FigureInput(MEMBERS, Decimal(9), base=0))
    operation = uuid.uuid4()
    batch = (FigureInput(MEMBERS, Decimal(10), base=0), FigureInput(WOMEN, Decimal(4), base=0))
    first = _record(world, *batch, operation=operation)
    again = _record(world, *batch, operation=operation)
    assert (
        [conflict.cell for conflict in first.conflicts] == [conflict.cell for conflict in again.conflicts] == [MEMBERS]
    )
    assert set(again.saved) == {WOMEN}


def test_an_exempt_unit_has_nothing_to_type(world):
    exempt_participant(by=world.officers["04"], participant=world.report("01711").participant, reason="Sáp nhập")
    with pytest.raises(MoveRefused):
        _record(world, FigureInput(MEMBERS, Decimal(9)))


def test_of_a_cell_given_twice_the_last_counts(world):
    result = _record(world, FigureInput(MEMBERS, Decimal(5)), FigureInput(MEMBERS, Decimal(6)))
    assert result.saved[MEMBERS].figure.value == 6


def test_what_was_told_of_last_period_is_looked_back_at_not_what_is_being_changed(world):
    """The screen, the copy and the checks hold a report against what the paper holds it against."""
    first = world.round("2014-h1", title="6 tháng 2014")
    world.round("2015-h1", previous=first)
    world.fill("01711", round="2014-h1")
    world.put("01711", MEMBERS, 9, round="2014-h1")
    assert earlier_figures(world.report("01711"), first)[MEMBERS].value == 9, "never sent: as typed"
    world.send("01711", "2014-h1")
    world.take("01711", "2014-h1")
    reopen_report(by=world.heads["01711"], report=world.report("01711", "2014-h1"), reason="Nhầm")
    world.put("01711", MEMBERS, 777, round="2014-h1")
    assert TableSheet(world.report("01711"), "B01").before[MEMBERS].value == 9
    copy_last_period(by=world.officers["01711"], report=world.report("01711"), table="B01")
    assert own_figures(world.report("01711"))[MEMBERS].value == 9
    world.send("01711", "2014-h1")
    assert TableSheet(world.report("01711"), "B01").before[MEMBERS].value == 9, "sent, not taken"
    world.take("01711", "2014-h1")
    assert TableSheet(world.report("01711"), "B01").before[MEMBERS].value == 777
