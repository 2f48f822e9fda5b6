"""The same rules on screen, in uploads, in the interface: the same figures, the same findings, word for word."""

import json
import uuid
from collections.abc import Callable

import pytest
from django.urls import reverse
from openpyxl.worksheet.worksheet import Worksheet

from tests.api.software import Software, batch, given, software_of
from tests.reporting.workbook.broken import on_b01
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import justify_finding
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.workbook.actions import take_workbook
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.queries import judge, workbook_of

REQUIRED, EXISTING = (Cell(f"committee.{name}", "level=department") for name in ("required", "existing"))
MEMBERS, WOMEN = (Cell("committee.members", f"level=department{sex}") for sex in ("", ";sex=F"))
# Where they stand in the sheet B01 of a department.
ADDRESSES = {REQUIRED: "E7", EXISTING: "E8", MEMBERS: "E11", WOMEN: "F11"}
REPORT = "reports/2015-h1/LD"

# More women than members; more bodies than there must be, and none of the bodies in which the members sit; nothing
# wrong; another warning that was answered.
CASES = [
    {MEMBERS: "3", WOMEN: "5"},
    {REQUIRED: "1", EXISTING: "4", MEMBERS: "12", WOMEN: "12"},
    {REQUIRED: "2", EXISTING: "0", MEMBERS: "900", WOMEN: "1"},
    {REQUIRED: "0", EXISTING: "0", MEMBERS: "0", WOMEN: "0"},
]


def by_interface(program: Software, figures: dict[Cell, str]) -> list[tuple]:
    """What the interface says of figures that it does not keep."""
    sent = batch(*[given(cell, value, revision=1) for cell, value in figures.items()])
    return _told(program.post(f"{REPORT}/check", sent).json()["findings"])


def _told(findings: list[dict]) -> list[tuple]:
    return [(each["key"], each["severity"], each["message"]["vi"], each["message"]["en"]) for each in findings]


def _typed(figures: dict[Cell, str]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for cell, value in figures.items():
            sheet[ADDRESSES[cell]] = int(value)

    return fill


def by_workbook(report, figures: dict[Cell, str]) -> list[tuple]:
    """What the dry run of an upload says."""
    judged = judge(report, opened(on_b01(_typed(figures))(workbook_of(report))))
    return [(each.key, each.severity, each.message_vi, each.message_en) for each in judged.findings]


def by_screen(client, figures: dict[Cell, str], unit: str = "LD") -> list[tuple[str, str, str]]:
    """What the table answers to what is typed into it: the findings of its own table."""
    changes = [{"cell": key_of(cell), "text": value, "base": 1} for cell, value in figures.items()]
    answer = client.post(
        reverse("reporting:cells", args=["2015-h1", unit, "B01"]),
        json.dumps({"op": str(uuid.uuid4()), "changes": changes}),
        content_type="application/json",
    )
    assert answer.status_code == 200 and not answer.json()["refused"] and not answer.json()["conflicts"]
    return sorted((each["code"], each["severity"], each["message"]) for each in answer.json()["findings"])


@pytest.mark.parametrize("figures", CASES)
def test_the_same_figures_are_told_the_same_findings_on_all_three_ways(world, client, figures):
    world.fill("LD", 0)
    officer = world.officers["LD"]
    program = software_of(officer)
    told = by_interface(program, figures)
    assert told == by_workbook(world.report("LD"), figures)
    client.force_login(officer)
    sent = batch(*[given(cell, value, revision=1) for cell, value in figures.items()])
    findings = program.post(f"{REPORT}/check", sent).json()["findings"]
    of_table = sorted(
        (each["key"], each["severity"], each["message"]["vi"]) for each in findings if each["table"] == "B01"
    )
    assert by_screen(client, figures) == of_table
    # What was typed is now what stands: the interface says of it what it said before.
    assert _told(program.get(f"{REPORT}/findings").json()["findings"]) == told


def test_some_of_these_figures_are_wrong(world):
    """Else the three ways would agree on nothing."""
    world.fill("LD", 0)
    program = software_of(world.officers["LD"])
    severities = {severity for figures in CASES for _key, severity, *_words in by_interface(program, figures)}
    assert severities == {"error", "warning"}


def test_a_reason_that_was_given_on_screen_counts_here_too(world):
    world.fill("LD", 0)
    program = software_of(world.officers["LD"])
    warned = next(each for figures in CASES for each in by_interface(program, figures) if each[1] == "warning")
    figures = next(each for each in CASES if warned in by_interface(program, each))
    program.put(f"{REPORT}/figures", batch(*[given(cell, value, revision=1) for cell, value in figures.items()]))
    justify_finding(by=world.officers["LD"], report=world.report("LD"), finding=warned[0], text="Đã đối chiếu")
    told = {each["key"]: each for each in program.get(f"{REPORT}/findings").json()["findings"]}
    assert told[warned[0]]["is_justified"] and told[warned[0]]["reason"] == "Đã đối chiếu"


def test_all_three_ways_reach_the_same_figures(world, client):
    """Typed, uploaded, sent by software, by three departments: what stands is the same, whatever the way."""
    figures = CASES[1]
    for unit in ("LD", "VH", "CA"):
        world.fill(unit, 0)
    sent = batch(*[given(cell, value, revision=1) for cell, value in figures.items()])
    software_of(world.officers["VH"]).put("reports/2015-h1/VH/figures", sent)
    client.force_login(world.officers["CA"])
    by_screen(client, figures, "CA")
    data = on_b01(_typed(figures))(workbook_of(world.report("LD")))
    take_workbook(by=world.officers["LD"], report=world.report("LD"), facts=opened(data))
    stands = [{cell: entries_of(world.report(unit))[cell] for cell in figures} for unit in ("LD", "VH", "CA")]
    assert stands[0] == stands[1] == stands[2]
