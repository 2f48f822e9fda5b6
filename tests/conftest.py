"""The strict session in which every test runs.

Its own private PostgreSQL server in a temporary folder (or the server of ``TIENBO_DATABASE_URL``), shared by
the workers of pytest-xdist with a database each; no network but this machine's; an unknown variable in one of
our templates is an error; Vietnamese is spoken; the clock stands where a test sets it.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

# Before Django reads its settings. The workers of xdist are started by the process that makes the folder, and
# inherit its environment.
MAIN_PROCESS = "TIENBO_TEST_FOLDER" not in os.environ
if MAIN_PROCESS:
    for name in [name for name in os.environ if name.startswith("TIENBO_") and name != "TIENBO_DATABASE_URL"]:
        del os.environ[name]
    folder = tempfile.mkdtemp(prefix="tienbo-tests-")
    # PostgreSQL's account passes through when root runs the tests.
    os.chmod(folder, 0o711)
    os.environ["TIENBO_TEST_FOLDER"] = folder
    os.environ["TIENBO_VAR"] = os.path.join(folder, "var")
    os.environ["TIENBO_SECRET_KEY"] = "only-for-tests"
    # As in the demo; tests/access/test_seat.py sets the roles that must show one.
    os.environ["TIENBO_MFA_ROLES"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "tienbo.config.settings"
# Playwright keeps an event loop in the thread of the browser tests; the ORM is used there all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

import django  # noqa: E402 (the environment comes first)
import hypothesis  # noqa: E402 (the environment comes first)

from tienbo.core import catalogues, clock, private_server  # noqa: E402 (the environment comes first)

catalogues.compile_all()
django.setup()

VAR = Path(os.environ["TIENBO_VAR"])
# Each worker of xdist collects its own static files: two at once would write over each other.
django.conf.settings.STATIC_ROOT = VAR / "static" / os.environ.get("PYTEST_XDIST_WORKER", "main")
django.conf.settings.STATIC_ROOT.mkdir(parents=True)
VAR.chmod(0o711)

# The same examples in every run, no time limits, nothing written into the checkout.
hypothesis.settings.register_profile("suite", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("suite")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The process that made the folder stops the server and removes both."""
    if MAIN_PROCESS:
        private_server.leave()
        private_server.remove(VAR)
        shutil.rmtree(os.environ["TIENBO_TEST_FOLDER"], ignore_errors=True)


# --- network ------------------------------------------------------------------------------------------------


def _refuse_the_network(event: str, arguments: tuple) -> None:
    """An audit hook: nothing in the session may reach beyond this machine."""
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and not _is_this_machine(str(address[0])):
            raise AssertionError(f"A test reached for the network: {address}")
    elif event == "socket.getaddrinfo" and arguments[0] is not None:
        host = arguments[0].decode() if isinstance(arguments[0], bytes) else str(arguments[0])
        if not _is_this_machine(host):
            raise AssertionError(f"A test reached for the network: {host}")


def _is_this_machine(host: str) -> bool:
    return host.startswith("127.") or host in {"", "::1", "localhost", "0.0.0.0", "::"}


sys.addaudithook(_refuse_the_network)


# --- database -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def database_server() -> None:
    """The session's PostgreSQL server. It may lose everything in a power cut: it is a test's."""
    if "TIENBO_DATABASE_URL" not in os.environ:
        private_server.create(
            VAR,
            options=("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"),
        )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, database_server) -> None:
    """pytest-django's hook before it makes the test database: the server must run by then."""


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test(request, django_db_blocker):
    """Django's flush after a test that commits leaves the tables of the queue, which it does not manage: the next
    test would do the jobs of one whose data are gone."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        from procrastinate.contrib.django.models import ProcrastinateJob

        with django_db_blocker.unblock():
            ProcrastinateJob.objects.all()._raw_delete("default")


@pytest.fixture
def run_jobs(db):
    """A function that does every waiting job, in order, inside the test's transaction. Returns how many."""
    from django.db import connection
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def run() -> int:
        done = 0
        while waiting := ProcrastinateJob.objects.filter(status="todo").order_by("id").first():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [waiting.pk])
            app.tasks[waiting.task_name].func(**waiting.args)
            done += 1
        return done

    return run


# --- templates ----------------------------------------------------------------------------------------------


class UnknownVariable(Exception):
    """One of our templates names something that its view does not give."""


class _Invalid(str):
    """Django's ``string_if_invalid``, asked when a variable is unknown: ours is an error, others' empty."""

    __slots__ = ()

    def __bool__(self) -> bool:
        from django.template.base import FilterExpression, Node

        wanted, origin = "?", None
        frame = sys._getframe(1)
        while frame is not None and origin is None:
            it = frame.f_locals.get("self")
            if isinstance(it, FilterExpression):
                wanted = it.token
            elif isinstance(it, Node):
                origin = getattr(it, "origin", None)
            frame = frame.f_back
        if origin and f"{os.sep}src{os.sep}tienbo{os.sep}" in str(origin.name):
            raise UnknownVariable(f"{{{{ {wanted} }}}} in {origin.name}")
        return False


# In the settings rather than in the engine: a test that changes DEBUG makes Django build its engines anew.
django.conf.settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Invalid()


# --- who speaks what, and when ------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Passwords of tests protect nothing; hashing them well takes a third of the suite's time."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _vietnamese():
    """Every test begins in Vietnamese, whatever the one before spoke."""
    from django.utils import translation

    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _no_days_decided():
    """The calendar that a process keeps for a minute would outlive the test that decided its days."""
    from tienbo.core import days_off

    yield
    days_off.forget()


@pytest.fixture
def english():
    """The test reads English."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def at():
    """``at(date or moment)``: the clock stands there until the test ends or sets it again."""
    with contextlib.ExitStack() as stack:
        yield lambda moment: stack.enter_context(clock.at(moment))
