"""Work that a worker does later. The job's row is written in the transaction of the act that asks for it.

A module registers its jobs in its ``jobs.py``, which is found by itself::

    @job
    def send_reminders(*, round_id): ...

and an action asks for one with ``defer(send_reminders, key=f"reminders-{round.pk}", round_id=round.pk)``.
If the transaction is rolled back the job was never asked for; if the machine is switched off after the
commit the job is still there. A job may therefore run twice, and is written so that the second time does
nothing.
"""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from procrastinate import App, JobContext, RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

# A failing job is tried again five times, the last one after about a quarter of an hour.
ATTEMPTS = 6


def job(function: Callable) -> Task:
    """Decorator: a function with keyword arguments of plain JSON that a worker can run."""
    retry = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=4)
    return app.task(name=f"{function.__module__}.{function.__name__}", retry=retry)(function)


def defer(task: Task, *, key: str | None = None, at: dt.datetime | None = None, **arguments) -> int | None:
    """Ask for `task` to be run, not before the moment `at`. Returns the job's number.

    Of jobs with the same `key` at most one waits: asking again while it does changes nothing and returns
    None.
    """
    request = task.configure(queueing_lock=key, schedule_at=at)
    try:
        # The savepoint keeps the caller's transaction usable when the key is taken.
        with transaction.atomic():
            return request.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return None


def on_app_ready(procrastinate_app: App) -> None:
    """Called by procrastinate once Django is up: adds the job that takes up what a killed worker left."""

    @procrastinate_app.periodic(cron="* * * * *")
    @procrastinate_app.task(name="core.take_up_stalled", queueing_lock="take_up_stalled", pass_context=True)
    async def take_up_stalled(context: JobContext, timestamp: int) -> None:
        manager = context.app.job_manager
        for stalled in await manager.get_stalled_jobs():
            await manager.retry_job(stalled)


def run_worker(*, forever: bool = True) -> None:
    """Run jobs until told to stop, or, not `forever`, until none waits. What succeeded is deleted."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(
            wait=forever, listen_notify=forever, install_signal_handlers=forever, delete_jobs="successful",
            shutdown_graceful_timeout=20,
        )  # fmt: skip
