"""The whole chain as a stranger runs it: `tienbo demo --no-serve`, and what comes of it adds up."""

import csv
import datetime as dt
import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.conf import settings
from django.core.management import call_command

from tests.documents.extraction.makers import locked_pdf
from tienbo.core import private_server
from tienbo.demo import chain
from tienbo.demo.guidance import builtin_letter, plan_of, say_what_is_missing
from tienbo.demo.management.commands import demo as command

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


def tienbo(folder: Path, *words: str, language: str = "vi") -> subprocess.CompletedProcess:
    """The program, as at a terminal."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIENBO_")}
    return subprocess.run(
        [sys.executable, "-m", "tienbo", *words],
        cwd=ROOT,
        env=environment | {"TIENBO_VAR": str(folder / "var"), "TIENBO_LANG": language},
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


# What an official sees at a glance, by the words of the rows: left is never more than right, in one unit, level, term.
# A sum stands where two rows exclude each other.
NEVER_MORE = (
    (("committee.existing", "committee.focal_only"), "committee.required"),
    (("committee.renewed",), "committee.existing"),
    (("committee.heads", "committee.deputies"), "committee.members"),
    (("party.orgs_held",), "party.orgs"),
    (("party.secretary", "party.deputy"), "party.bch"),
    (("party.btv",), "party.bch"),
    (("party.committees_15",), "party.orgs_held"),
    (("elect.pc_chair", "elect.pc_vice", "elect.pc_heads"), "elect.pc_deputies"),
    (("lead.pcom_chair", "lead.pcom_vice"), "lead.pcom_members"),
    (("body.council_woman",), "body.state_woman"),
    (("body.women30",), "body.all"),
    (("staff.commune",), "staff.all"),
    (("pipe.introduced",), "pipe.reviewed"),
    (("pipe.accepted",), "pipe.introduced"),
    (("adv.accepted",), "adv.proposed"),
    (("viol.households",), "viol.cases"),
)


def figures_by_unit(folder: Path, round: str) -> dict[tuple[str, str], dict[tuple[str, str], Decimal]]:
    """By code and kind of unit: every figure that it gave."""
    run = tienbo(folder, "report", "figures", "--unit", "04", "--round", round, "--below", "--csv")
    assert run.returncode == 0, run.stderr
    found: dict = defaultdict(dict)
    for row in csv.DictReader(io.StringIO(run.stdout)):
        if row["value"]:
            found[row["unit"], row["kind"]][row["element"], row["breakdown"]] = Decimal(row["value"])
    return found


@pytest.mark.parametrize("round", ["2014-h1", "2015-h1"])
def test_every_figure_agrees_with_what_stands_beside_it(demo, folder, round):
    units = figures_by_unit(folder, round)
    assert len(units) > 100
    for unit, figures in units.items():
        for (element, breakdown), value in figures.items():
            assert value >= 0
            women = figures.get((element, ";".join(sorted(filter(None, [*breakdown.split(";"), "sex=F"])))))
            assert women is None or "sex" in breakdown or women <= value, (unit, element, breakdown)
            if "ethnic=minority" in breakdown:
                everybody = ";".join(part for part in breakdown.split(";") if not part.startswith("ethnic"))
                assert value <= figures[element, everybody], (unit, element, breakdown)
        for parts, whole in NEVER_MORE:
            for breakdown in {place for element, place in figures if element == whole}:
                inside = [figures[part, breakdown] for part in parts if (part, breakdown) in figures]
                assert sum(inside) <= figures[whole, breakdown], (unit, parts, breakdown)


def test_a_communes_figures_are_those_of_a_commune(demo, folder):
    communes = [figures for (_, kind), figures in figures_by_unit(folder, "2015-h1").items() if kind == "commune"]
    assert len(communes) > 180
    for figures in communes:
        assert 19 <= figures["staff.all", ""] <= 27
        assert figures["party.bch", "level=commune;term=2010-2015"] <= 15
        assert figures["elect.pc_deputies", "level=commune;term=2011-2016"] <= 25
        assert figures["committee.members", "level=commune"] <= 12
        assert figures["fund.allocated", "fund_source=unspecified"] <= 8_000_000
    has_none = [figures for figures in communes if figures["committee.existing", "level=commune"] == 0]
    assert 30 < len(has_none) < 100
    assert all(figures["committee.focal_only", "level=commune"] == 1 for figures in has_none)


IN_ORDER = """
from tienbo.guidance.models import Addressee, Letter
from tienbo.journal.models import Line
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.versions.models import CountedVersion, ReportVersion

def ends(moments):
    moments = sorted(moments)
    return moments[0], moments[-1]

letter = Letter.objects.get(unit__placements__official_code="04")
own = Letter.objects.filter(based_on=letter)
lines = list(Line.objects.order_by("id").values_list("at", flat=True))
print("journal", lines == sorted(lines))
for year in (2014, 2015):
    code = f"{year}-h1"
    opened = Round.objects.get(code=code).opened_at
    typed = ends(EntryChange.objects.filter(report__round__code=code).values_list("at", flat=True))
    for version in ReportVersion.objects.filter(report__round__code=code):
        last = max(EntryChange.objects.filter(report=version.report).values_list("at", flat=True))
        assert last < version.submitted_at, version
    taken = list(CountedVersion.objects.filter(report__round__code=code, version__entered_by_superior=False))
    assert all(each.version.submitted_at < each.taken_at for each in taken)
    print(code, opened.year == year, opened < typed[0])
    if year == 2015:
        below = Addressee.objects.filter(letter__in=own, acknowledged_at__isnull=False)
        told = ends(below.values_list("acknowledged_at", flat=True))
        issued = ends(own.values_list("issued_at", flat=True))
        print("letter", letter.issued_at < issued[0] <= issued[1] < told[0] <= told[1] < opened)
        print("districts", own.count() > 9, below.count() > 120)
"""


def test_the_days_of_the_chain_are_in_order(demo, folder):
    """The letter before the districts' own, these before the round, the round before entry, sending, taking."""
    run = tienbo(folder, "django", "shell", "--no-imports", "-c", IN_ORDER)
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines() == [
        "journal True", "2014-h1 True True", "2015-h1 True True", "letter True", "districts True True",
    ]  # fmt: skip


def test_a_communes_officer_has_tasks_of_the_district(demo, folder):
    script = (
        "from tienbo.tasks.models import Task; from tienbo.guidance.models import Letter; "
        "own = Letter.objects.get(unit__placements__official_code='051', based_on__isnull=False); "
        "tasks = Task.objects.filter(unit__placements__official_code='01711'); "
        "print(tasks.count() > 5, {task.group for task in tasks} == {own.group}, own.issuer)"
    )
    run = tienbo(folder, "django", "shell", "--no-imports", "-c", script)
    assert run.stdout.strip() == "True True Ban Vì sự tiến bộ của phụ nữ huyện Hòa An", run.stderr


def test_everything_verifies_and_a_second_run_builds_nothing(demo, folder):
    assert tienbo(folder, "verify").returncode == 0
    letter = ("--letter", str(FOUNDING)) if FOUNDING.exists() else ()
    again = tienbo(folder, "demo", "--no-serve", "--out", str(folder / "again"), *letter)
    assert again.returncode == 0 and "dùng lại" in again.stderr
    for first in (folder / "out").iterdir():
        assert (folder / "again" / first.name).read_bytes() == first.read_bytes()


NO_LETTERS = {
    "hong.pdf": (b"%PDF-1.4 nothing", 2, "bị hỏng"),
    "trong.txt": (b"  \n", 2, "không có chữ nào"),
    "cho.txt": ("Đi chợ mua rau, cá, thịt. Nhớ mua thêm gạo.".encode(), 2, "không phải công văn"),
    "mat.txt": ("MẬT\n\nCÔNG VĂN\nSố: 1/CV\n".encode(), 1, "độ mật"),
    "khoa.pdf": (locked_pdf(), 2, "mật khẩu"),
}


@pytest.mark.parametrize("name", [*NO_LETTERS, "none.txt"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_no_letter_is_refused_in_one_sentence_and_nothing_is_left(tmp_path, name, language):
    data, code, words = NO_LETTERS.get(name, (None, 2, "không có tệp này"))
    if data is not None:
        (tmp_path / name).write_bytes(data)
    refused = tienbo(tmp_path, "demo", "--no-serve", "--letter", str(tmp_path / name), language=language)
    assert (refused.returncode, refused.stdout) == (code, "")
    assert len(refused.stderr.strip().splitlines()) == 1 and "Traceback" not in refused.stderr
    assert (words in refused.stderr) == (language == "vi")
    assert not (tmp_path / "var").exists()


def test_a_letter_without_days_takes_the_forms_usual_ones_and_says_so(capsys, monkeypatch):
    monkeypatch.setenv("TIENBO_LANG", "vi")
    letter = """
        Số: 12/BVSTBCPN-VP
        Cao Bằng, ngày 10 tháng 3 năm 2016
        V/v triển khai công tác năm 2016
        Kính gửi: Ban Vì sự tiến bộ của phụ nữ các sở, ban, ngành, huyện, thành phố
        1. Đề nghị các Ban tuyên truyền về bình đẳng giới.
    """
    plan = plan_of(letter.encode(), "khong-han.txt")
    assert (plan.year, plan.half_year, plan.annual) == (2016, dt.date(2016, 6, 5), dt.date(2016, 12, 5))
    assert plan.letter.issued == dt.date(2016, 3, 10)
    say_what_is_missing(plan)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and all("dùng hạn thường lệ của biểu mẫu" in line for line in said)
    say_what_is_missing(plan_of(builtin_letter(), "cong-van.txt"))
    assert capsys.readouterr().err == ""


def test_a_busy_port_and_a_folder_that_cannot_be_written_are_said_before_anything_is_built(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        refused = tienbo(tmp_path, "demo", "--port", str(busy.getsockname()[1]))
    assert refused.returncode == 2 and "đang có chương trình khác dùng" in refused.stderr
    assert not (tmp_path / "var").exists()
    (tmp_path / "file").write_text("")
    refused = tienbo(tmp_path, "demo", "--no-serve", "--out", str(tmp_path / "file"))
    assert refused.returncode == 2
    assert refused.stderr.strip() == f"Không ghi được vào {tmp_path}/file: đó không phải thư mục."


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("report", "figures", "--unit", "999", "--round", "2015-h1"), 2, "không có đơn vị nào mang mã 999"),
        (("report", "figures", "--unit", "04", "--round", "2099-h1"), 2, "Các đợt gần đây: 2015-nam, 2015-h1, "),
        (("report", "export", "--unit", "042", "--round", "2015-h1", "--out", "."), 1, "chưa gửi báo cáo"),
        (("report", "export", "--unit", "04", "--round", "2015-h1", "--out", "/proc/x"), 2, "Không ghi được vào"),
        (("verify", "--receipts", "/no/such.json"), 2, "không có tệp này"),
        (("verify", "--receipts", "README.md"), 2, "không phải tệp biên nhận"),
        (("units", "import", "/no/such.csv", "--since", "2015-01-01"), 2, "không có tệp này"),
        (("letter", "import", "README.md", "--unit", "999"), 2, "Không có đơn vị nào mang mã 999"),
    ],
)
def test_what_can_go_wrong_with_a_command_is_one_sentence(demo, folder, words, code, said):
    refused = tienbo(folder, *words)
    assert refused.returncode == code and said in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1 and refused.stdout == ""


@pytest.mark.parametrize(("words", "built"), [((), False), (("--again",), True)])
def test_a_province_that_is_there_is_built_anew_only_when_asked(monkeypatch, tmp_path, words, built):
    there = chain.Built("0", "x", "2015-06-10", "2015-h1", "2015-nam")
    calls = []
    # The demo gives itself an address; the tests after this one have none.
    monkeypatch.setattr(settings, "PUBLIC_URL", "")
    monkeypatch.setenv("TIENBO_PUBLIC_URL", "")
    monkeypatch.setattr(command.instance, "become_demo", lambda today: None)
    monkeypatch.setattr(command.instance, "prepare", lambda: None)
    monkeypatch.setattr(command, "remembered", lambda data: there)
    monkeypatch.setattr(command, "build", lambda *given: calls.append(given) or there)
    monkeypatch.setattr(command, "write_report", lambda built, folder: [])
    monkeypatch.setattr(command, "prove", lambda: True)
    call_command("demo", "--no-serve", "--out", str(tmp_path), *words)
    assert bool(calls) is built
