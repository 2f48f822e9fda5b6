"""``tienbo report export`` and ``tienbo report figures``."""

import csv
import io
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.management import call_command

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal
from tienbo.files.queries import content
from tienbo.reporting.consolidation.queries import summed_by, version_totals
from tienbo.reporting.exchange.actions import record_signed_paper
from tienbo.reporting.output.models import IssuedFile

pytestmark = pytest.mark.django_db


def run(capsys, *words) -> str:
    call_command("report", *words)
    return capsys.readouterr().out


def figures(capsys, *words) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(capsys, "figures", "--round", "2015-h1", *words, "--csv"))))


def test_export_writes_the_three_issued_files(told, capsys, tmp_path):
    out = run(capsys, "export", "--unit", "04", "--round", "2015-h1", "--out", str(tmp_path / "new" / "folder"))
    names = [f"bao-cao-2015-h1-04-v1.{form}" for form in ("docx", "pdf", "xlsx")]
    assert out.splitlines() == [str(tmp_path / "new" / "folder" / name) for name in names]
    for issued in IssuedFile.objects.filter(version=told.version("04")):
        assert (tmp_path / "new" / "folder" / issued.file.name).read_bytes() == content(issued.file)


def test_export_writes_the_numbered_files_once_the_signed_paper_is_recorded(told, capsys, tmp_path):
    version = told.version("04")
    with clock.at(version.submitted_at):
        record_signed_paper(by=SYSTEM, version=version, number="45/BC-BVSTBCPN", signed_on=clock.today())
    run(capsys, "export", "--unit", "04", "--round", "2015-h1", "--out", str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {
        f"bao-cao-2015-h1-04-v1-so-45-bc-bvstbcpn.{form}" for form in ("docx", "pdf", "xlsx")
    }


def test_export_of_a_report_that_was_not_sent_is_refused_with_the_way_out(told, capsys, tmp_path):
    with pytest.raises(Refusal) as refused:
        run(capsys, "export", "--unit", "053", "--round", "2015-h1", "--out", str(tmp_path))
    assert refused.value.code == 1 and "--draft" in refused.value.vi
    assert list(tmp_path.iterdir()) == []
    run(capsys, "export", "--unit", "053", "--round", "2015-h1", "--out", str(tmp_path), "--draft")
    assert {path.name for path in tmp_path.iterdir()} == {
        f"bao-cao-2015-h1-053-du-thao.{form}" for form in ("docx", "pdf", "xlsx")
    }


@pytest.mark.parametrize(("unit", "round"), [("04", "1999-h1"), ("zz", "2015-h1")])
def test_an_unknown_round_or_unit_cannot_run(told, capsys, unit, round):
    with pytest.raises(Refusal) as refused:
        run(capsys, "figures", "--unit", unit, "--round", round, "--csv")
    assert refused.value.code == 2


def test_counted_figures_add_up_to_the_totals_that_were_sent(told, capsys):
    rows = figures(capsys, "--unit", "04", "--below")
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["counted"] == "yes" and row["value"]:
            sums[row["element"], row["breakdown"]] += Decimal(row["value"])
    version = told.version("04")
    is_summed = summed_by(version.report.round)
    totals = {
        tuple(cell): total.value
        for cell, total in version_totals(version).items()
        if total.value is not None and is_summed(cell.element)
    }
    assert len(totals) > 500
    assert {cell: sums[cell] for cell in totals} == totals


def test_every_unit_below_is_there_with_its_state_and_whether_it_counts(told, capsys):
    rows = figures(capsys, "--unit", "04", "--below")
    by_unit = {row["unit"]: (row["state"], row["version"], row["counted"]) for row in rows}
    assert by_unit == {
        "04": ("submitted", "1", "yes"),
        **dict.fromkeys(("TT", "LD", "VH", "CA", "HPN", "01711", "01708", "051"), ("accepted", "1", "yes")),
        **dict.fromkeys(("053", "01780"), ("not_started", "", "no")),
    }
    digests = {row["digest"] for row in rows if row["unit"] == "051"}
    assert digests == {told.version("051").digest}


def test_without_below_only_the_unit_s_own_figures_are_told(told, capsys):
    rows = figures(capsys, "--unit", "051")
    assert {row["unit"] for row in rows} == {"051"}
    assert len(rows) == len(told.version("051").figures)


def test_the_summary_has_a_line_for_each_unit(told, capsys):
    out = run(capsys, "figures", "--unit", "051", "--round", "2015-h1", "--below")
    assert [line.split("\t")[0] for line in out.splitlines()] == ["051", "01708", "01711"]


def test_withheld_cells_are_told_with_their_flag_and_no_number(told, capsys):
    rows = [row for row in figures(capsys, "--unit", "CA") if row["element"] == "staff.all"]
    assert rows and all((row["value"], row["flag"]) == ("", "withheld") for row in rows)
