"""The program at a terminal: its help, languages and exit codes, and no traceback for what can be expected."""

import subprocess
import sys

import pytest

from tienbo.__main__ import COMMANDS
from tienbo.core.terminal import language


def tienbo(*arguments: str, var, **environment: str) -> subprocess.CompletedProcess:
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIENBO_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-m", "tienbo", *arguments],
        env=kept | {"TIENBO_VAR": str(var)} | environment, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


def test_alone_it_prints_its_help_in_vietnamese(tmp_path):
    done = tienbo(var=tmp_path / "var")
    assert done.returncode == 0
    assert "Cách dùng" in done.stdout
    assert all(f"  {name}" in done.stdout for name in COMMANDS)


def test_it_speaks_english_when_asked(tmp_path):
    assert "Usage" in tienbo("help", var=tmp_path / "var", TIENBO_LANG="en").stdout


def test_vietnamese_reaches_a_terminal_that_claims_to_know_only_ascii(tmp_path):
    done = tienbo(var=tmp_path / "var", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "Tiến Bộ" in done.stdout


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "vi"),
        ({"LANG": "C.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "en_US.UTF-8", "TIENBO_LANG": "vi"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "TIENBO_LANG": "en"}, "en"),
    ],
)
def test_the_terminals_language_decides_and_the_setting_overrules_it(monkeypatch, variables, expected):
    for name in ("TIENBO_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["check"],
        ["upgrade"],
        ["worker"],
        ["serve", "--workers", "none"],
        ["units", "import"],
        ["letter", "read", "/no/such/file.txt"],
    ],
)
def test_what_cannot_run_ends_with_2_and_a_sentence_and_makes_no_data_directory(tmp_path, arguments):
    done = tienbo(*arguments, var=tmp_path / "var")
    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr
    assert not (tmp_path / "var").exists()


def test_a_wrong_setting_is_named_without_a_traceback(tmp_path):
    done = tienbo("check", var=tmp_path / "var", TIENBO_DATABASE_URL="mysql://x/y")
    assert done.returncode == 2
    assert "TIENBO_DATABASE_URL" in done.stderr and "Traceback" not in done.stderr


def test_a_database_that_is_not_there_is_said_without_a_traceback(tmp_path):
    address = "postgresql://nobody@127.0.0.1:1/nothing"
    done = tienbo("check", var=tmp_path / "var", TIENBO_DATABASE_URL=address)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
