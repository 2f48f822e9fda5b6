"""Jobs are rows of the transaction that asks for them."""

import pytest
from django.db import connection, transaction

from tienbo.core import jobs
from tienbo.core.jobs import job

DONE = []


@job
def write_down(*, word: str) -> None:
    """The job of these tests."""
    DONE.append(word)


@pytest.fixture(autouse=True)
def registered(settings, db):
    """The test's job is registered after Django was ready, so it is added to the running app by hand.

    Tests that commit leave their jobs behind: procrastinate's tables are not among those that Django flushes.
    """
    from procrastinate.contrib.django import app

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")

    app.tasks.setdefault(write_down.name, write_down)
    write_down.blueprint = app
    DONE.clear()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return cursor.fetchone()[0]


class Undone(Exception):
    """Rolls a transaction back."""


@pytest.mark.django_db
def test_a_job_asked_for_is_done_once(run_jobs):
    assert jobs.defer(write_down, word="a")
    assert run_jobs() == 1
    assert run_jobs() == 0
    assert DONE == ["a"]


@pytest.mark.django_db
def test_a_job_of_an_act_that_was_rolled_back_was_never_asked_for():
    with pytest.raises(Undone), transaction.atomic():
        jobs.defer(write_down, word="a")
        assert waiting() == 1
        raise Undone
    assert waiting() == 0


@pytest.mark.django_db
def test_while_a_job_with_the_key_waits_asking_again_changes_nothing(run_jobs):
    with transaction.atomic():
        assert jobs.defer(write_down, key="k", word="first")
        assert jobs.defer(write_down, key="k", word="second") is None
        # The caller's transaction is still usable.
        assert waiting() == 1
    run_jobs()
    assert DONE == ["first"]
    assert jobs.defer(write_down, key="k", word="third")


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_was_committed_and_stops():
    jobs.defer(write_down, word="from the worker")
    jobs.run_worker(forever=False)
    assert DONE == ["from the worker"]
    assert waiting() == 0
