"""``tienbo report upload`` of an office's own files."""

import json

import pytest
from django.core.management import call_command

from tests.reporting.workbook.own.files import ROWS, xlsx
from tienbo.core.terminal import Refusal
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.own.actions import begin_layout, declare_table, use_layout
from tienbo.reporting.workbook.own.declaring import Meant
from tienbo.reporting.workbook.own.grids import Grid
from tienbo.reporting.workbook.own.queries import owners_of

pytestmark = pytest.mark.django_db
OF_REPORT = ("--unit", "LD", "--round", "2015-h1")


@pytest.fixture
def report(world):
    """The department's report, for whose unit it was said how a table is read."""
    by, report = world.officers["LD"], world.report("LD")
    row = begin_layout(by=by, report=report, owner=owners_of(report)[0], name="Biểu.xlsx", data=xlsx())
    (sheet,) = opened(xlsx()).others
    columns = {1: "label", 2: "T", 3: "F"}
    rows = {4: Meant("committee.members|level=department"), 5: Meant("committee.heads|level=department")}
    declare_table(by=by, report=report, row=row, grid=Grid(sheet), columns=columns, rows=rows)
    use_layout(by=by, report=report, row=row, name="Biểu của Sở")
    return report


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Biểu.xlsx"
    path.write_bytes(xlsx())
    return path


def upload(capsys, *words, code: int = 0) -> list[dict]:
    try:
        call_command("report", "upload", *map(str, words), "--json")
    except SystemExit as end:
        assert end.code == code
    else:
        assert code == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("of_report", [OF_REPORT, ()])
def test_it_works_with_the_report_named_or_when_only_one_is_open(report, path, capsys, of_report):
    dry = upload(capsys, path, *of_report, "--dry-run")
    assert not entries_of(report)
    (verdict,) = upload(capsys, path, *of_report)
    assert [verdict] == dry
    assert (verdict["read_by"], verdict["unit"]) == ("Biểu của Sở", "LD")
    assert {each["cell"]: each["to"] for each in verdict["changes"]} == {"C5": "9", "D5": "4", "C6": "1", "D6": "0"}
    assert len(entries_of(report)) == 4


def test_once_read_it_changes_nothing_more(report, path, capsys):
    upload(capsys, path, *OF_REPORT)
    (verdict,) = upload(capsys, path, *OF_REPORT)
    assert verdict["changes"] == []


def test_by_people_it_is_said_how_it_was_read(report, path, capsys):
    call_command("report", "upload", str(path), *OF_REPORT)
    assert "đọc theo cách đã khai báo: Biểu của Sở" in capsys.readouterr().out


def test_a_file_that_nothing_reads_is_refused_in_words(report, tmp_path, capsys):
    other = tmp_path / "khác.xlsx"
    other.write_bytes(xlsx([["1", "Việc khác", *ROWS[0][2:]]]))
    (verdict,) = upload(capsys, other, *OF_REPORT, code=1)
    assert verdict["problems"][0]["check"] == "no_sheet_of_ours"
    assert "khai báo cách đọc" in verdict["problems"][0]["remedy"]


@pytest.mark.parametrize("words", [("--unit", "LD"), ("--round", "2015-h1"), ("--unit", "không", "--round", "2015-h1")])
def test_half_a_report_is_refused(report, path, words):
    with pytest.raises(Refusal):
        call_command("report", "upload", str(path), *words)
