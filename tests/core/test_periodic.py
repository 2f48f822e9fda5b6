"""Work that the clock asks for: once on its day, at its hour in Viet Nam or as soon after it as a worker runs."""

import datetime as dt
import threading

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from tienbo.core import clock, jobs
from tienbo.core.actions.periodic import ask_for_due_work
from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import MONDAY, PERIODIC, Periodic, job, periodic
from tienbo.core.models import PeriodicRun

RAN = []


@job
def ring(*, day: str) -> None:
    """The work of these tests."""
    RAN.append(day)


def moment(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2015, 6, day, hour, minute, tzinfo=clock.ZONE)


@pytest.fixture
def only_ring(monkeypatch):
    """Only `ring` is due, at seven."""
    from procrastinate.contrib.django import app

    app.tasks.setdefault(ring.name, ring)
    ring.blueprint = app
    monkeypatch.setattr("tienbo.core.actions.periodic.PERIODIC", {ring.name: Periodic(ring, dt.time(7), range(7))})
    RAN.clear()


@pytest.mark.django_db
def test_it_is_asked_for_once_a_day_from_its_hour_on(only_ring, at, run_jobs):
    asked = []
    for when in (moment(1, 6, 59), moment(1, 7), moment(1, 7, 1), moment(1, 23), moment(2, 6), moment(2, 11)):
        at(when)
        asked.append(bool(ask_for_due_work(by=SYSTEM)))
    run_jobs()
    assert asked == [False, True, False, False, False, True] and RAN == ["2015-06-01", "2015-06-02"]


@pytest.mark.django_db
def test_what_was_missed_is_caught_up_within_the_day_and_not_after(only_ring, at, run_jobs):
    at(moment(1, 22))
    ask_for_due_work(by=SYSTEM)
    at(moment(4, 3))
    ask_for_due_work(by=SYSTEM)
    run_jobs()
    assert RAN == ["2015-06-01"], "of the days when the machine was off nothing is done afterwards"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_look_at_once_one_asks(only_ring):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    start, found = threading.Barrier(6), []

    def look() -> None:
        with clock.at(moment(1, 8)):
            start.wait()
            found.append(len(ask_for_due_work(by=SYSTEM)))
        connection.close()

    workers = [threading.Thread(target=look) for _ in range(6)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert sorted(found) == [0, 0, 0, 0, 0, 1]
    assert ProcrastinateJob.objects.filter(task_name=ring.name).count() == 1 and PeriodicRun.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@given(st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2030, 1, 1)), st.times(), st.sets(st.integers(0, 6)))
def test_it_is_due_only_on_its_days_and_after_its_hour(now, hour, weekdays):
    due = Periodic(ring, hour, frozenset(weekdays)).is_due(now.replace(tzinfo=clock.ZONE))
    assert due == (now.weekday() in weekdays and now.time() >= hour)


def test_a_job_is_told_the_day_only_if_it_takes_one():
    def rest() -> None:
        """Takes nothing."""

    day = dt.date(2015, 6, 1)
    assert Periodic(ring, dt.time(7), frozenset()).arguments(day) == {"day": "2015-06-01"}
    assert Periodic(job(rest), dt.time(7), frozenset()).arguments(day) == {}


def test_the_decorator_keeps_the_job_as_it_is():
    try:
        assert periodic(at=dt.time(7), weekdays={MONDAY})(ring) is ring
        assert PERIODIC[ring.name].weekdays == {0}
    finally:
        del PERIODIC[ring.name]
    assert "tienbo.core.jobs.forget_old_mail" in PERIODIC and jobs.ATTEMPTS == 6
