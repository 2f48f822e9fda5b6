"""``tienbo units import``: exit codes, sentences, and what is in the tree afterwards."""

import datetime as dt
import json

import pytest
from django.core.management import call_command

from tienbo.units.models import Placement
from tienbo.units.queries import unit_by_code

pytestmark = pytest.mark.django_db
SINCE = "2010-01-01"
GOOD = "code,name,kind,parent_code\n901,Huyện Hòa Lâm,district,90\n90101,Xã Bế Văn,commune,901\n"
BAD = GOOD + "902,Huyện Lạ,district,77\n"


@pytest.fixture
def run(tmp_path, capsys):
    """``run(text, *options)``: the exit code, what was said (stderr) and the result (stdout)."""

    def command(text: str, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "units.csv"
        file.write_text(text)
        with pytest.raises(SystemExit) as stopped:
            call_command("units", "import", str(file), "--since", SINCE, *options)
        said = capsys.readouterr()
        return stopped.value.code, said.err, said.out

    return command


def names() -> list[str]:
    return sorted(Placement.objects.values_list("name", flat=True))


def test_importing_makes_the_root_and_all_below_it(run):
    code, said, _ = run(GOOD, "--root", "Tỉnh An Khê", "--root-code", "90")
    assert code == 0 and "Đã nhập 2 đơn vị" in said
    assert names() == ["Huyện Hòa Lâm", "Tỉnh An Khê", "Xã Bế Văn"]
    assert unit_by_code("901", dt.date(2010, 1, 1))


def test_importing_again_adds_nothing(run):
    run(GOOD, "--root", "Tỉnh An Khê", "--root-code", "90")
    code, said, _ = run(GOOD, "--root", "Tỉnh An Khê", "--root-code", "90")
    assert code == 0 and "2 đã có" in said and len(names()) == 3


def test_a_refused_line_keeps_everything_out(run):
    code, said, _ = run(BAD, "--root", "Tỉnh An Khê", "--root-code", "90")
    assert code == 1 and "Dòng 4: không có cấp trên mang mã 77." in said and names() == []


def test_right_lines_alone_when_asked(run):
    code, _, _ = run(BAD, "--root", "Tỉnh An Khê", "--root-code", "90", "--accepted-only")
    assert code == 1 and len(names()) == 3


def test_a_dry_run_changes_nothing(run):
    code, _, _ = run(GOOD, "--root", "Tỉnh An Khê", "--root-code", "90", "--dry-run")
    assert code == 0 and names() == []


def test_the_outcome_as_json_goes_to_stdout_alone(run):
    _, _, out = run(BAD, "--root", "Tỉnh An Khê", "--root-code", "90", "--json")
    outcome = json.loads(out)
    assert outcome["imported"] == 0 and [line["line"] for line in outcome["refused"]] == [4]


def test_english_is_spoken_to_an_english_terminal(run, monkeypatch):
    monkeypatch.setenv("TIENBO_LANG", "en")
    _, said, _ = run(BAD, "--root", "Tỉnh An Khê", "--root-code", "90")
    assert "Line 4: there is no parent with the code 77." in said


def test_what_cannot_run_says_so_in_one_sentence(run, tmp_path, capsys):
    code, said, _ = run("PK\x03\x04", "--root", "Tỉnh", "--root-code", "90")
    assert code == 2 and "Excel" in said
    code, said, _ = run(GOOD, "--root-code", "90")
    assert code == 2 and "--root" in said
    with pytest.raises(SystemExit) as stopped:
        call_command("units", "import", str(tmp_path / "none.csv"), "--since", SINCE)
    assert stopped.value.code == 2 and "không có tệp này" in capsys.readouterr().err
