"""The data directory is its owner's alone."""

import os
import stat
from pathlib import Path

import pytest

from tienbo.core import instance, operations, places


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def loose_umask():
    """A machine on which everybody may look into new folders."""
    before = os.umask(0o000)
    yield
    os.umask(before)


@pytest.mark.parametrize(
    ("passable", "account", "expected"),
    [(True, 0, 0o711), (True, 1000, 0o700), (False, 0, 0o700), (False, 1000, 0o700)],
)
def test_others_cannot_look_into_a_new_data_directory(tmp_path, monkeypatch, loose_umask, passable, account, expected):
    monkeypatch.setattr(os, "geteuid", lambda: account)
    places.make_data_directory(tmp_path / "a" / "var", passable=passable)
    assert mode(tmp_path / "a" / "var") == expected


def test_a_folder_that_is_there_keeps_the_mode_that_its_owner_gave_it(tmp_path):
    tmp_path.chmod(0o750)
    places.make_data_directory(tmp_path, passable=True)
    assert mode(tmp_path) == 0o750


def test_a_demo_makes_its_folder_like_any_other(db, tmp_path, settings, monkeypatch, loose_umask):
    monkeypatch.setenv("TIENBO_DATABASE_URL", "postgresql://x/y")
    settings.VAR = tmp_path / "var"
    instance.mark_demo_database()
    instance.become_demo()
    assert mode(settings.VAR) == 0o700 and (settings.VAR / places.DEMO_MARK).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("given", "found"), [(0o755, True), (0o744, True), (0o711, False), (0o700, False)])
def test_check_says_when_others_can_look_in(tmp_path, settings, english, given, found, monkeypatch):
    monkeypatch.setenv("TIENBO_LANG", "en")
    settings.VAR = tmp_path
    tmp_path.chmod(given)
    assert any(f"look into {tmp_path}" in finding for finding in operations._findings()) is found
