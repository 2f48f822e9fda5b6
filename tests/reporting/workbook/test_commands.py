"""``tienbo report workbook`` and ``tienbo report upload``."""

import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.management import call_command

from tests.reporting.workbook.broken import kinds, typed
from tienbo.core.terminal import Refusal
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.workbook.queries import workbook_of

pytestmark = pytest.mark.django_db
REQUIRED = Cell("committee.required", "level=department")


@pytest.fixture
def report(world):
    world.fill("LD", 0)
    return world.report("LD")


def run(capsys, *words, code: int = 0) -> str:
    try:
        call_command("report", *map(str, words))
    except SystemExit as end:
        assert end.code == code
    else:
        assert code == 0
    return capsys.readouterr().out


def upload(capsys, *words, code: int = 0) -> list[dict]:
    return json.loads(run(capsys, "upload", *words, "--json", code=code))


def test_it_works(report, tmp_path, capsys):
    out = tmp_path / "LD.xlsx"
    run(capsys, "workbook", "--unit", "LD", "--round", "2015-h1", "-o", out)
    out.write_bytes(typed(7)(out.read_bytes()))
    (verdict,) = upload(capsys, out)
    assert verdict["accepted"] is True
    assert (verdict["unit"], verdict["round"]) == ("LD", "2015-h1")
    (change,) = verdict["changes"]
    assert {key: change[key] for key in ("sheet", "cell", "element", "breakdown", "from", "to")} == {
        "sheet": "B01", "cell": "E7", "element": "committee.required", "breakdown": "level=department", "from": "0",
        "to": "7",
    }  # fmt: skip
    assert entries_of(report)[REQUIRED].figure.value == Decimal(7)


def test_a_dry_run_writes_nothing_and_says_the_same(report, tmp_path, capsys):
    out = tmp_path / "LD.xlsx"
    out.write_bytes(typed(7)(workbook_of(report)))
    dry = upload(capsys, out, "--dry-run")
    assert entries_of(report)[REQUIRED].figure.value == 0
    assert upload(capsys, out) == dry


def test_a_file_that_is_refused_ends_with_1_and_the_others_are_taken(report, tmp_path, capsys):
    good, bad = tmp_path / "tốt.xlsx", tmp_path / "hỏng.xlsx"
    good.write_bytes(typed(7)(workbook_of(report)))
    bad.write_bytes(b"not a workbook")
    verdicts = upload(capsys, bad, good, code=1)
    assert [each["accepted"] for each in verdicts] == [False, True]
    (problem,) = verdicts[0]["problems"]
    assert {"sheet", "cell", "severity", "message", "remedy"} <= problem.keys()
    assert (problem["severity"], bool(problem["message"]), bool(problem["remedy"])) == ("refusal", True, True)
    assert entries_of(report)[REQUIRED].figure.value == 7


def test_an_archive_gives_a_result_for_each_file(report, tmp_path, capsys):
    parcel = tmp_path / "các đơn vị.zip"
    with zipfile.ZipFile(parcel, "w") as archive:
        archive.writestr("thư mục/LD.xlsx", typed(7)(workbook_of(report)))
        archive.writestr("__MACOSX/._LD.xlsx", b"x")
        archive.writestr("~$LD.xlsx", b"x")
        archive.writestr("ghi chú.txt", "không phải bảng tính")
    verdicts = upload(capsys, parcel, code=1)
    assert [(each["file"], each["accepted"]) for each in verdicts] == [("LD.xlsx", True), ("ghi chú.txt", False)]


def test_an_archive_in_an_archive_is_no_workbook(report, tmp_path, capsys):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("LD.xlsx", workbook_of(report))
    parcel = tmp_path / "a.zip"
    with zipfile.ZipFile(parcel, "w") as archive:
        archive.writestr("b.zip", inner.getvalue())
    (verdict,) = upload(capsys, parcel, code=1)
    assert verdict["problems"][0]["check"] == "not_a_workbook"


@pytest.mark.parametrize(
    "name", ["of another unit", "of another round", "its identity written by hand", "with a password"]
)
def test_a_refusal_always_says_why(report, tmp_path, capsys, name):
    out = tmp_path / "a.xlsx"
    out.write_bytes(kinds()[name].make(workbook_of(report)))
    (verdict,) = upload(capsys, out, code=1)
    assert verdict["accepted"] is False
    assert verdict["problems"]


def test_a_sent_report_is_refused_in_words(world, report, tmp_path, capsys):
    out = tmp_path / "a.xlsx"
    out.write_bytes(typed(7)(workbook_of(report)))
    world.send("LD")
    said = run(capsys, "upload", out, code=1)
    assert "không nhận" in said
    assert "[từ chối]" in said


def test_a_file_that_is_not_there_is_said(report, tmp_path, capsys):
    with pytest.raises(Refusal):
        call_command("report", "upload", str(tmp_path / "none.xlsx"))


def test_a_classified_file_says_nothing_of_what_it_holds(report, tmp_path, capsys):
    out = tmp_path / "a.xlsx"
    out.write_bytes(typed("TUYỆT MẬT", "P3")(workbook_of(report)))
    said = run(capsys, "upload", out, code=1)
    assert "TUYỆT MẬT" not in said
    assert "bí mật nhà nước" in said
