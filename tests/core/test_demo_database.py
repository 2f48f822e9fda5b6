"""A demo empties its database: never one that holds anybody's work."""

import datetime as dt

import pytest
from django.db import connection

from tienbo.core import instance, places
from tienbo.core.terminal import Refusal


@pytest.fixture
def elsewhere(db, settings, tmp_path, monkeypatch):
    """The tests' own database, named by the environment; a data directory that a demo has used before."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    (settings.VAR / places.DEMO_MARK).write_text("2015-06-10")
    monkeypatch.setenv("TIENBO_DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("TIENBO_TODAY", "2015-06-10")


def test_a_database_with_work_in_it_is_refused_whatever_the_data_directory_says(elsewhere):
    with pytest.raises(Refusal) as refused:
        instance.become_demo(dt.date(2015, 6, 10))
    assert refused.value.code == 1 and "TIENBO_DATABASE_URL" in str(refused.value)


def test_a_demos_own_database_is_used_again(elsewhere):
    instance.mark_demo_database()
    instance.become_demo(dt.date(2015, 6, 10))


def test_an_empty_database_becomes_a_demos(elsewhere):
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    instance.become_demo(dt.date(2015, 6, 10))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE work (id int)")
    instance.become_demo(dt.date(2015, 6, 10))
