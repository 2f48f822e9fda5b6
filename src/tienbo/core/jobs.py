"""Work that a worker does later. The job's row is written in the transaction of the act that asks for it.

A module registers its jobs in its ``jobs.py``, which is found by itself::

    @job
    def send_reminders(*, round_id): ...

and an action asks for one with ``defer(send_reminders, key=f"reminders-{round.pk}", round_id=round.pk)``.
If the transaction is rolled back the job was never asked for; if the machine is switched off after the
commit the job is still there. A job may therefore run twice, and is written so that the second time does
nothing.

Work that the clock asks for is registered beside it, with its hour in Viet Nam and its days of the week::

    @periodic(at=dt.time(7), weekdays={MONDAY})
    @job
    def send_digests(*, day): ...

Once a minute a worker looks what is due: each piece of work is asked for once on its day, by whichever worker looks
first, and also when the machine was off at its hour and starts later that day. A job that takes `day` is told that day
(ISO).
"""

import datetime as dt
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import transaction
from procrastinate import App, JobContext, RetryStrategy, exceptions
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from tienbo.core.authorise import SYSTEM

# A failing job is tried again five times, the last one after about a quarter of an hour.
ATTEMPTS = 6
MONDAY = 0


def job(function: Callable) -> Task:
    """Decorator: a function with keyword arguments of plain JSON that a worker can run."""
    retry = RetryStrategy(max_attempts=ATTEMPTS, exponential_wait=4)
    return app.task(name=f"{function.__module__}.{function.__name__}", retry=retry)(function)


@dataclass(frozen=True)
class Periodic:
    """A task that is due each day of these weekdays (0 is Monday) from this hour on, in Viet Nam's time."""

    task: Task
    at: dt.time
    weekdays: frozenset[int]

    def arguments(self, day: dt.date) -> dict[str, str]:
        """What the task is asked with: the day, if it takes one."""
        return {"day": day.isoformat()} if "day" in inspect.signature(self.task.func).parameters else {}

    def is_due(self, now: dt.datetime) -> bool:
        """Whether its hour has passed on the day of `now`, a moment in Viet Nam's time."""
        return now.weekday() in self.weekdays and now.time() >= self.at


# By the name of the task.
PERIODIC: dict[str, Periodic] = {}


def periodic(*, at: dt.time, weekdays: Collection[int] = range(7)) -> Callable[[Task], Task]:
    """Decorator above `@job`: asked for on these days of the week, at this hour or as soon after as a worker runs."""

    def register(task: Task) -> Task:
        PERIODIC[task.name] = Periodic(task, at, frozenset(weekdays))
        return task

    return register


def defer(
    task: Task, *, key: str | None = None, at: dt.datetime | None = None, after: dt.timedelta | None = None, **arguments
) -> int | None:
    """Ask for `task` to be run, not before the moment `at` or `after` some time. Returns the job's number.

    Of jobs with the same `key` at most one waits: asking again while it does changes nothing and returns
    None.
    """
    schedule_in = {"seconds": int(after.total_seconds())} if after else None
    request = task.configure(queueing_lock=key, schedule_at=at, schedule_in=schedule_in)
    try:
        # The savepoint keeps the caller's transaction usable when the key is taken.
        with transaction.atomic():
            return request.defer(**arguments)
    except exceptions.AlreadyEnqueued:
        return None


def is_under_way(task: Task, **arguments) -> bool:
    """Whether a job of this task with these arguments waits or is being done."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    jobs = ProcrastinateJob.objects.filter(task_name=task.name, status__in=("todo", "doing"))
    return jobs.filter(args__contains=arguments).exists()


def on_app_ready(procrastinate_app: App) -> None:
    """Called by procrastinate once Django is up: adds the job that takes up what a killed worker left."""

    @procrastinate_app.periodic(cron="* * * * *")
    @procrastinate_app.task(name="core.take_up_stalled", queueing_lock="take_up_stalled", pass_context=True)
    async def take_up_stalled(context: JobContext, timestamp: int) -> None:
        manager = context.app.job_manager
        for stalled in await manager.get_stalled_jobs():
            await manager.retry_job(stalled)

    @procrastinate_app.periodic(cron="* * * * *")
    @procrastinate_app.task(name="core.ask_for_due_work", queueing_lock="ask_for_due_work")
    def ask_for_due_work(timestamp: int) -> None:
        from tienbo.core.actions.periodic import ask_for_due_work

        ask_for_due_work(by=SYSTEM)


# The jobs of `core` itself. What they call asks for them in turn, so it is imported when they run.


@job
def send_mail(*, number: int) -> None:
    """Send one outgoing message."""
    from tienbo.core.actions.mail import send

    send(by=SYSTEM, number=number)


@periodic(at=dt.time(3))
@job
def forget_old_mail(*, day: str) -> None:
    """Messages older than ninety days go."""
    from tienbo.core.actions.mail import forget_old

    forget_old(by=SYSTEM)


def run_worker(*, forever: bool = True) -> None:
    """Run jobs until told to stop, or, not `forever`, until none waits. What succeeded is deleted."""
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(
            wait=forever, listen_notify=forever, install_signal_handlers=forever, delete_jobs="successful",
            shutdown_graceful_timeout=20,
        )  # fmt: skip
