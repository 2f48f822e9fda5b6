"""The project as a thing that others install: dependencies with reasons, a lock without addresses, true documents."""

import ast
import importlib.util
import os
import re
import subprocess

import pytest
from django.core.management import call_command

from tests.architecture.house import PACKAGE, PYPROJECT, REPOSITORY, shown, sources, tree
from tienbo.core import catalogues

DOCUMENTS = [path for path in [*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")] if path.is_file()]


def test_every_dependency_has_its_reason_above_it():
    lines = (REPOSITORY / "pyproject.toml").read_text().splitlines()
    names = [*PYPROJECT["build-system"]["requires"], *PYPROJECT["project"]["dependencies"]]
    for extra in PYPROJECT["project"]["optional-dependencies"].values():
        names += extra
    bare = []
    for number, line in enumerate(lines):
        match = re.fullmatch(r'\s+"([^"]+)",', line)
        if match and match[1] in names and not _explained(lines, number):
            bare.append(match[1])
    # What pytest itself and its Django plugin are for, their names say.
    assert [name for name in bare if not name.startswith("pytest")] == []


def _explained(lines: list[str], number: int) -> bool:
    """A comment directly above, or above the line before (a pair that belongs together)."""
    return any(lines[number - back].strip().startswith("#") for back in (1, 2) if number >= back)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-bench.lock"])
def test_the_lock_pins_by_hash_and_names_no_address_and_no_machine(name):
    text = (REPOSITORY / name).read_text()
    for line in text.splitlines():
        assert not re.search(r"://|^-|find-links|index-url|(^|\s)/\w+/", line), line
    pinned = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==\S+", text, flags=re.MULTILINE)
    assert len(pinned) > 40
    assert text.count("--hash=sha256:") >= len(pinned)


def test_the_lock_holds_every_dependency():
    locked = {_plain(name) for name in re.findall(r"^([\w.-]+)", (REPOSITORY / "requirements.lock").read_text(), re.M)}
    extras = PYPROJECT["project"]["optional-dependencies"]
    wanted = [*PYPROJECT["build-system"]["requires"], *PYPROJECT["project"]["dependencies"], *extras["test"]]
    assert {_plain(re.match(r"[\w.-]+", name)[0]) for name in wanted} - locked == set()


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# What must not be in the project: its own text names no place where it was made and no registry's host.
FOREIGN = re.compile(
    "|".join(
        [
            "/work" + "/",
            "/root" + "/",
            "py" + "pi\\.org",
            "pythonhosted" + "\\.org",
            "npm" + "js\\.",
            "deb\\.deb" + "ian",
        ]
    )
)


# What a text about its own making would name.
BANNED = re.compile(
    "|".join(
        [r"\bCla" + "ude", "Anthro" + "pic", "Open" + "AI\\b", "Chat" + "GPT", "Copi" + "lot\\b", r"\bLL" + "Ms?\\b"]
    )
)


def _tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout: nothing tells which files belong to the project")
    return [REPOSITORY / name for name in done.stdout.split("\0") if name and (REPOSITORY / name).is_file()]


def test_no_file_names_a_registrys_host_or_the_place_where_it_was_made():
    wrong = []
    for path in _tracked():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        wrong += [f"{shown(path)}: {found}" for found in [*FOREIGN.findall(text), *BANNED.findall(text)]]
    assert not wrong, "\n".join(wrong)


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_links_of_the_documents_lead_somewhere():
    wrong = []
    for path in DOCUMENTS:
        for target in LINK.findall(path.read_text()):
            if re.match(r"[a-z]+:", target) or target.startswith("#"):
                continue
            if not (path.parent / target.split("#")[0]).exists():
                wrong.append(f"{shown(path)} -> {target}")
    assert not wrong, "\n".join(wrong)


SETTING = re.compile(r"TIENBO_[A-Z_]+")


def test_settings_are_documented_and_documented_settings_exist():
    used = set()
    for path in sources(".py"):
        used |= set(SETTING.findall(path.read_text()))
    # Between processes of one program, never set by a person.
    used -= {"TIENBO_SUPERVISED"}
    documented = set(SETTING.findall((REPOSITORY / "docs" / "settings.md").read_text()))
    assert used == documented


def test_commands_in_the_documents_exist():
    from tienbo.__main__ import COMMANDS

    wrong = []
    for path in DOCUMENTS:
        for name in re.findall(r"`tienbo ([a-z-]+)", path.read_text()):
            if name not in {*COMMANDS, "help"}:
                wrong.append(f"{shown(path)}: tienbo {name}")
        makefile = (REPOSITORY / "Makefile").read_text()
        for name in re.findall(r"`make ([a-z]+)", path.read_text()):
            if f"\n{name}:" not in makefile:
                wrong.append(f"{shown(path)}: make {name}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_word_on_screen_is_translated():
    findings = catalogues.check(catalogues.modules())
    assert not findings, "\n".join(findings)


def test_scripts_of_the_checkout_can_be_run():
    wanted = [REPOSITORY / ".ci" / "run", *(REPOSITORY / "tools").glob("*.sh")]
    wrong = [shown(path) for path in wanted if path.name != "words.sh" and not os.access(path, os.X_OK)]
    assert not wrong, "\n".join(wrong)
    assert PACKAGE.is_dir()


def test_what_the_measurements_take_from_us_is_there():
    """They run seldom, on a quiet machine: a name that has moved is found here."""
    missing = []
    for path in sorted((REPOSITORY / "bench").glob("*.py")):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in {"tienbo", "tests"}:
                module = importlib.import_module(node.module)
                missing += [
                    f"{shown(path)}: {node.module}.{name.name}"
                    for name in node.names
                    if not hasattr(module, name.name) and importlib.util.find_spec(f"{node.module}.{name.name}") is None
                ]
    assert missing == []
