"""Every kind of broken workbook is answered: what is wrong, where, what to do; and nothing is lost or made up."""

import pytest

from tests.reporting.workbook.broken import edited, kinds, on_b01
from tienbo.documents.extraction import Classified
from tienbo.documents.extraction.errors import Unreadable
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.workbook.actions import WorkbookRefused, take_workbook
from tienbo.reporting.workbook.opening import opened, refusal_of
from tienbo.reporting.workbook.problems import Severity
from tienbo.reporting.workbook.queries import judge, workbook_of
from tienbo.reporting.workbook.verdicts import refused, verdict_of

pytestmark = pytest.mark.django_db
KINDS = kinds()


@pytest.fixture
def report(world):
    world.fill("LD", 0)
    return world.report("LD")


def verdict(report, data: bytes):
    try:
        return verdict_of("tệp.xlsx", judge(report, opened(data)))
    except Unreadable as problem:
        return refused("tệp.xlsx", refusal_of(problem), report=report)


def test_there_are_as_many_kinds_as_were_asked_for():
    assert len(KINDS) >= 40


@pytest.mark.parametrize("name", KINDS)
def test_a_broken_workbook_is_answered_and_never_guessed(report, name):
    kind = KINDS[name]
    found = verdict(report, kind.make(workbook_of(report)))
    said = {problem.code for problem in found.problems}
    assert kind.codes <= said, found.problems
    assert found.is_accepted is not kind.refused
    assert len(found.changes) == kind.changes
    assert found.is_accepted or any(problem.severity == Severity.REFUSAL for problem in found.problems)
    # A rule speaks of the figures; what the checks say is what was expected, and no more.
    assert {code for code in said if not code.startswith("K")} == set(kind.codes)
    for problem in found.problems:
        assert all((problem.message.vi, problem.message.en, problem.remedy.vi, problem.remedy.en)), problem


def test_what_is_wrong_at_a_cell_names_the_sheet_and_the_cell(report):
    kind = KINDS["an error of a reference"]
    (problem,) = verdict(report, kind.make(workbook_of(report))).problems
    assert (problem.sheet, problem.cell, problem.severity) == ("B01", "E7", "error")


def test_a_cell_that_is_not_read_keeps_its_figure_and_the_others_are_taken(world, report):
    def change(sheet):
        sheet["E7"], sheet["E8"] = "#REF!", 2

    data = on_b01(change)(workbook_of(report))
    take_workbook(by=world.officers["LD"], report=report, facts=opened(data))
    kept = entries_of(report)
    values = {cell.element: kept[cell].figure.value for cell in kept if cell.element.startswith("committee.")}
    assert (values["committee.required"], values["committee.existing"]) == (0, 2)


def test_a_file_that_is_refused_writes_nothing(world, report):
    data = KINDS["sheets of two reports"].make(workbook_of(report))
    before = entries_of(report)
    with pytest.raises(WorkbookRefused):
        take_workbook(by=world.officers["LD"], report=report, facts=opened(data))
    assert entries_of(report) == before


def test_a_secrecy_mark_anywhere_is_refused(report):
    with pytest.raises(Classified):
        opened(edited(lambda book: book["B02"].__setitem__("P3", "MẬT"))(workbook_of(report)))
