"""The whole chain as a stranger runs it: `tienbo demo --no-serve`, and what comes of it adds up."""

import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tienbo.core import private_server

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT.parent / "shared" / "seed" / "202-BVSTBCPN-VP.txt"


@pytest.fixture(scope="module")
def folder():
    """A data directory of the demo's own, removed with its server."""
    made = Path(tempfile.mkdtemp(prefix="tienbo-demo-"))
    made.chmod(0o711)
    yield made
    private_server.remove(made / "var")
    shutil.rmtree(made, ignore_errors=True)


def tienbo(folder: Path, *words: str) -> subprocess.CompletedProcess:
    """The program, as at a terminal, in Vietnamese."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIENBO_")}
    return subprocess.run(
        [sys.executable, "-m", "tienbo", *words],
        cwd=ROOT,
        env=environment | {"TIENBO_VAR": str(folder / "var"), "TIENBO_LANG": "vi"},
        capture_output=True,
        text=True,
        timeout=900,
    )


@pytest.fixture(scope="module")
def demo(folder):
    """The demo run once: from the founding letter where it lies beside the checkout, else from the demo's own."""
    letter = ("--letter", str(FOUNDING)) if FOUNDING.exists() else ()
    if not letter:
        print("the founding letter is not beside the checkout: the demo's own letter is used")
    run = tienbo(folder, "demo", "--no-serve", "--out", str(folder / "out"), *letter)
    assert run.returncode == 0, run.stdout + run.stderr
    return run


def test_three_files_are_written_and_a_login_per_role_is_printed(demo, folder):
    written = sorted(path.suffix for path in (folder / "out").iterdir())
    assert written == [".docx", ".pdf", ".xlsx"]
    for login in ("quantri", "thuongtruc", "lanhdao", "kiemtra", "theodoi", "hoaan.cb", "xa.01711"):
        assert login in demo.stdout
    assert "0 sai lệch" in demo.stderr


def test_the_workbook_holds_what_the_figures_of_all_units_add_up_to(demo, folder):
    figures = tienbo(folder, "report", "figures", "--unit", "04", "--round", "2015-h1", "--below", "--csv")
    assert figures.returncode == 0, figures.stderr
    totals: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(io.StringIO(figures.stdout)):
        if row["counted"] in {"yes", "1", "true"} and row["value"]:
            totals[row["element"], row["breakdown"]] += Decimal(row["value"])
    members = sum(
        value
        for (element, breakdown), value in totals.items()
        if element == "committee.members" and "sex" not in breakdown
    )
    assert members > 1000
    (path,) = (folder / "out").glob("*.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    row = next(
        row
        for row in book["B01"].iter_rows(values_only=True)
        if any(isinstance(value, str) and value.startswith("Thành viên Ban") for value in row)
    )
    assert int(members) in [int(value) for value in row if isinstance(value, int | float)]


def test_everything_verifies_and_a_second_run_builds_nothing(demo, folder):
    assert tienbo(folder, "verify").returncode == 0
    letter = ("--letter", str(FOUNDING)) if FOUNDING.exists() else ()
    again = tienbo(folder, "demo", "--no-serve", "--out", str(folder / "again"), *letter)
    assert again.returncode == 0 and "dùng lại" in again.stderr
    for first in (folder / "out").iterdir():
        assert (folder / "again" / first.name).read_bytes() == first.read_bytes()


def test_a_letter_that_cannot_be_read_stops_the_demo_with_one_sentence(folder):
    broken = folder / "hong.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    refused = tienbo(folder, "demo", "--no-serve", "--letter", str(broken))
    assert refused.returncode == 2
    assert refused.stdout == "" and len(refused.stderr.strip().splitlines()) == 1, refused.stderr
    marked = folder / "mat.txt"
    marked.write_text("MẬT\n\nCÔNG VĂN\nSố: 1/CV\n")
    assert tienbo(folder, "demo", "--no-serve", "--letter", str(marked)).returncode == 1
    assert tienbo(folder, "demo", "--no-serve", "--letter", str(folder / "none.txt")).returncode == 2
