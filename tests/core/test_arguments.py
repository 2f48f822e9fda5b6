"""Commands speak both languages, Vietnamese first, and refuse a wrong argument in one sentence."""

import argparse

import pytest

from tests.core.test_program import tienbo
from tienbo.__main__ import COMMANDS, main
from tienbo.core.arguments import in_both_languages
from tienbo.core.terminal import Refusal, both

OWN = sorted(COMMANDS.keys() - {"django"})
# What Django's options are called, and what argparse says in English alone.
FOREIGN = (
    "--verbosity", "--traceback", "--skip-checks", "--settings", "--pythonpath", "--no-color", "usage:", "options:",
)  # fmt: skip


@pytest.fixture
def help_of(monkeypatch, capsys):
    """A function: the help of a command in a language, asked in this process: a new one takes a second."""

    def ask(*words: str, language: str = "vi") -> str:
        monkeypatch.setenv("TIENBO_LANG", language)
        monkeypatch.setenv("COLUMNS", "300")
        # Where pytest has put itself, nothing is set anew.
        monkeypatch.setattr("sys.stdout.reconfigure", lambda **_: None, raising=False)
        monkeypatch.setattr("sys.stderr.reconfigure", lambda **_: None, raising=False)
        monkeypatch.setenv("TIENBO_DEMO", "")
        assert main([*words, "--help"]) == 0
        return capsys.readouterr().out

    return ask


@pytest.mark.parametrize("command", OWN)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_help_says_what_the_command_does_in_both_languages(help_of, command, language):
    said = help_of(command, language=language)
    vi, en = COMMANDS[command]
    assert said.startswith("Cách dùng | Usage: ")
    assert f"{vi[1:]}. | {en[:1].upper()}{en[1:]}." in said
    assert not [word for word in FOREIGN if word in said]


def test_help_makes_no_data_directory(tmp_path):
    done = tienbo("demo", "--help", var=tmp_path / "var", COLUMNS="300")
    assert done.returncode == 0 and done.stdout.startswith("Cách dùng | Usage: ")
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("words", ["report export", "report figures", "units import", "letter read", "letter import"])
def test_every_option_is_explained_in_both_languages(help_of, words):
    options = [line for line in help_of(*words.split()).splitlines() if line.startswith("  ")]
    assert len(options) > 2 and all(" | " in line for line in options)


@pytest.mark.parametrize(
    ("given", "vi", "en"),
    [
        ([], "thiếu --unit", "required: --unit"),
        (["--unit", "04", "--nix"], "không có tùy chọn --nix", "unrecognized arguments: --nix"),
        (["--unit"], "--unit cần một giá trị", "expected one argument"),
        (["--unit", "04", "--port", "x"], "--port không nhận giá trị 'x'", "invalid int value"),
        (["--unit", "04", "--kind", "x"], "'x' không dùng được", "invalid choice"),
    ],
)
def test_a_wrong_argument_is_one_sentence_in_each_language(given, vi, en):
    parser = argparse.ArgumentParser("tienbo thing")
    parser.add_argument("--unit", required=True)
    parser.add_argument("--port", type=int)
    parser.add_argument("--kind", choices=["a", "b"])
    with pytest.raises(Refusal) as refused:
        in_both_languages(parser).parse_args(given)
    assert refused.value.code == 2
    assert vi in refused.value.vi and refused.value.vi.endswith("Xem `tienbo thing --help`.")
    assert en in refused.value.en


def test_both_puts_vietnamese_first():
    assert both("mã", "code") == "mã | code"
