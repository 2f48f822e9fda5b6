"""`tienbo serve` as an administrator meets it: processes are killed, ports are busy, the machine is told to stop."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tienbo.core import postgres_processes, private_server


@pytest.fixture(scope="module")
def var():
    """A data directory of its own, migrated once."""
    folder = Path(tempfile.mkdtemp(prefix="tienbo-serving-"))
    folder.chmod(0o711)
    done = subprocess.run(
        [sys.executable, "-m", "tienbo", "init"], env=environment(folder / "var"), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    yield folder / "var"
    private_server.remove(folder / "var")
    shutil.rmtree(folder)


def environment(var: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TIENBO_")}
    return kept | {"TIENBO_VAR": str(var), "TIENBO_LANG": "en"}


@contextlib.contextmanager
def served(var: Path, *arguments: str):
    """The supervisor, and the address that it prints."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tienbo", "serve", *arguments],
        env=environment(var), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        line = process.stdout.readline()
        yield process, re.search(r"http://\S+", line)[0]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def answers(address: str) -> bool:
    """Whether any page comes back, whatever its status."""
    try:
        urllib.request.urlopen(f"{address}accounts/login/", timeout=30).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def children(process: subprocess.Popen, name: str) -> list[int]:
    listing = subprocess.run(["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True)
    rows = [line.split(None, 2) for line in listing.stdout.splitlines()]
    return [int(pid) for pid, parent, command in rows if int(parent) == process.pid and name in command]


def eventually(condition) -> bool:
    """Waits as long as a slow machine may need; what it waits for is the point, not how long it takes."""
    deadline = time.monotonic() + 60
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("name", ["tienbo.core.web", "tienbo worker"])
def test_a_killed_child_is_started_again_and_the_site_answers(var, name):
    with served(var, "--port", "0") as (process, address):
        (killed,) = children(process, name)
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: children(process, name) not in ([], [killed]))
        assert answers(address)


def test_a_killed_database_is_started_again_and_the_site_answers(var):
    with served(var, "--port", "0") as (_, address):
        data = next(var.glob("postgres/data"))
        killed = postgres_processes.postmaster(data)
        os.kill(killed, signal.SIGKILL)
        assert answers(address)
        assert eventually(lambda: postgres_processes.postmaster(data) not in (None, killed))


def test_told_to_stop_it_ends_and_leaves_nothing_behind(var):
    with served(var, "--port", "0") as (process, address):
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert not answers(address)
        assert not private_server.is_running(var)


def test_when_the_supervisor_is_killed_its_children_end_and_the_port_is_free(var):
    with served(var, "--port", "0") as (process, address):
        process.kill()
        process.wait()
        assert eventually(lambda: not answers(address))


def test_a_busy_port_asked_for_is_refused_in_one_sentence(var):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = str(busy.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "tienbo", "serve", "--port", port],
            env=environment(var), capture_output=True, text=True,
        )  # fmt: skip
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1 and port in done.stderr


def test_a_demo_is_served_to_this_machine_only(var):
    done = subprocess.run(
        [sys.executable, "-m", "tienbo", "serve", "--host", "0.0.0.0"],
        env=environment(var) | {"TIENBO_DEMO": "1"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert "this machine only" in done.stderr


@pytest.fixture
def one_migration_short(var):
    """The database as an older release left it: the last step has not been made."""
    info = private_server.ensure_running(var)
    where = "WHERE app = 'sessions' AND name = '0001_initial'"
    with private_server._connect(info, "tienbo") as connection:
        connection.execute(f"UPDATE django_migrations SET app = 'held_back' {where}")
        yield
        connection.execute(f"UPDATE django_migrations SET app = 'sessions' {where.replace('sessions', 'held_back')}")


def test_a_real_database_of_an_older_release_is_not_served_until_it_is_upgraded(var, one_migration_short):
    done = subprocess.run(
        [sys.executable, "-m", "tienbo", "serve", "--port", "0"], env=environment(var), capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "tienbo upgrade" in done.stderr and "Traceback" not in done.stderr
    checked = subprocess.run(
        [sys.executable, "-m", "tienbo", "check"], env=environment(var), capture_output=True, text=True
    )
    assert checked.returncode == 1 and "tienbo upgrade" in checked.stdout
