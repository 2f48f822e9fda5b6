"""Where totals come from, as a file: the numbers of a cell add up to its total, and each reads only what he may."""

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.test import Client

from tienbo.core.csv_files import csv_lines
from tienbo.core.terminal import Refusal
from tienbo.reporting.consolidation.lineage_rows import COLUMNS, lineage_rows
from tienbo.reporting.consolidation.queries import draft_totals, summed_by, version_totals
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, record_figures

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")


@pytest.fixture
def sent(world):
    """Two communes in their district in the province; one has a note that a spreadsheet would compute."""
    for unit, members in (("01711", 7), ("01708", 5)):
        world.fill(unit)
        record_figures(
            by=world.officers[unit],
            report=world.report(unit),
            figures=[FigureInput(MEMBERS, Decimal(members), "estimate", note='=HYPERLINK("http://x")')],
        )
        world.send(unit)
        world.take(unit)
    world.fill("051")
    world.send("051")
    world.take("051")
    world.fill("04")
    world.send("04")
    return world


def rows_of(lines) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines).removeprefix("\ufeff"))))


def fetched(user, url: str) -> list[dict[str, str]]:
    client = Client()
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200 and answer["Content-Type"] == "text/csv; charset=utf-8"
    return rows_of([b"".join(answer.streaming_content).decode()])


@pytest.mark.parametrize("unit", ["01711", "051", "04"])
def test_the_numbers_of_each_cell_add_up_to_its_total(sent, unit):
    report = sent.report(unit)
    sent_version = report.versions.get()
    for version, totals in ((sent_version, version_totals(sent_version)), (None, draft_totals(report))):
        sums: dict[Cell, Decimal] = defaultdict(Decimal)
        for row in rows_of(csv_lines(COLUMNS, lineage_rows(report, version))):
            if row["value"]:
                sums[Cell(row["element"], row["breakdown"])] += Decimal(row["value"])
        is_summed = summed_by(report.round)
        for cell, total in totals.items():
            if total.value is not None and is_summed(cell.element):
                assert sums[cell] == total.value


def test_a_row_says_the_unit_its_version_and_who_typed(sent):
    rows = fetched(sent.officers["051"], "/reports/2015-h1/051/lineage.csv?table=B01&version=1")
    assert {row["table"] for row in rows} == {"B01"}
    (row,) = [each for each in rows if (each["unit"], each["element"], each["breakdown"]) == ("01711", *MEMBERS)]
    version = sent.report("01711").versions.get()
    assert (row["value"], row["flag"], row["version"], row["digest"]) == ("7", "estimate", "1", version.digest[:16])
    assert (row["sent_at"], row["entered_by_superior"]) == ("2015-05-20 09:00", "no")
    assert row["unit_name"] == "Xã Bình Dương" and row["superior"] == "Huyện Hòa An" and row["line"].startswith("B01.")


def test_what_somebody_typed_is_not_computed_by_a_spreadsheet(sent):
    rows = fetched(sent.officers["051"], "/reports/2015-h1/051/lineage.csv")
    notes = {row["note"] for row in rows if row["note"]}
    assert notes == {'\'=HYPERLINK("http://x")'}


def test_units_that_are_in_no_total_are_named(sent):
    rows = fetched(sent.officers["04"], "/reports/2015-h1/04/lineage.csv")
    missing = {row["unit"] for row in rows if row["flag"] == "missing"}
    assert {"053", "01780", "LD"} <= missing and not missing & {"051", "01711"}


def test_rows_of_reports_that_the_reader_may_not_see_are_left_out(sent):
    report = sent.report("04")
    rows = rows_of(csv_lines(COLUMNS, lineage_rows(report, visible={report.pk, sent.report("051").pk})))
    assert {row["unit"] for row in rows} == {"04", "051"}


@pytest.mark.parametrize("query", ["?version=9", "?version=x", "?table=Z99", "?table==1"])
def test_what_is_not_there_is_not_found(sent, query):
    client = Client()
    client.force_login(sent.officers["051"])
    assert client.get(f"/reports/2015-h1/051/lineage.csv{query}").status_code == 404


def test_a_sister_gets_no_file(sent):
    client = Client()
    client.force_login(sent.officers["01708"])
    assert client.get("/reports/2015-h1/01711/lineage.csv").status_code == 404


def test_reading_takes_as_many_questions_for_many_units_as_for_few(sent, django_assert_max_num_queries):
    report = sent.report("04")
    with django_assert_max_num_queries(14):
        list(lineage_rows(report, report.versions.get()))


def test_the_command_writes_what_the_page_gives(sent, tmp_path):
    path = tmp_path / "nguon.csv"
    call_command("report", "lineage", "--unit", "051", "--round", "2015-h1", "-o", str(path))
    assert rows_of([path.read_text()]) == fetched(sent.officers["051"], "/reports/2015-h1/051/lineage.csv?version=1")
    with pytest.raises(Refusal):
        call_command("report", "lineage", "--unit", "051", "--round", "2015-h1", "--table", "Z9", "-o", str(path))
    with pytest.raises(Refusal):
        call_command("report", "lineage", "--unit", "051", "--round", "2015-h1", "-o", str(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["nguon.csv"]
