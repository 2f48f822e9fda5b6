"""(c) Pages under load: gunicorn with 2 workers and 4 readers at once on 127.0.0.1, beside a bare Django view.

Bounded: 4 readers, 60 requests each per page.
"""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from bench.timing import Timing
from bench.world import World
from tienbo.access.models import User

READERS, REQUESTS = 4, 60


def measure(world: World, folder: Path) -> list[str]:
    """Lines of results."""
    cookie = f"sessionid={session_of(world.officer)}"
    board = reverse("reporting:board", kwargs={"round": world.wide.code, "unit": "99"})
    report = reverse("reporting:report", kwargs={"round": world.big.code, "unit": "99"})
    table = reverse("reporting:table", kwargs={"round": world.big.code, "unit": "99", "code": "B02"})
    pages = {"the board of 250 units": board, "a report's page": report, "an entry table": table}
    lines = []
    with gunicorn("tienbo.config.wsgi:application") as port, gunicorn("bench.bare:application") as bare:
        base = _read(bare, "/", "")
        for name, path in pages.items():
            found = _read(port, path, cookie)
            lines.append(
                f"{name:<28} p50 {found.median:7.1f} ms  p95 {found.percentile(0.95):7.1f} ms   (aim p95 100 ms)   "
                f"p95 is {found.percentile(0.95) / base.percentile(0.95):.1f} times the bare view's"
            )
        lines.append(f"{'a bare Django view':<28} p50 {base.median:7.1f} ms  p95 {base.percentile(0.95):7.1f} ms")
    return lines


def session_of(user: User) -> str:
    """A session of a person, as after a login."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "tienbo.access.backend.GrantBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


@contextmanager
def gunicorn(application: str) -> Iterator[int]:
    """gunicorn on a free port of 127.0.0.1 with 2 workers; ended by its own id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--workers=2", f"--bind=127.0.0.1:{port}", "--log-level=error"]
    server = subprocess.Popen([*command, application], env=os.environ | {"PYTHONPATH": os.getcwd()})
    try:
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _read(port: int, path: str, cookie: str) -> Timing:
    """Each reader asks for the page in turn on one connection; an answer other than 200 ends the measurement."""
    taken: list[float] = []
    failures: list[str] = []

    def reader() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(REQUESTS + 5):
            start = time.perf_counter()
            connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failures.append(f"{path}: {answer.status}")
                return
            if number >= 5:
                taken.append((time.perf_counter() - start) * 1000)

    readers = [threading.Thread(target=reader) for _ in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    if failures:
        raise RuntimeError(failures[0])
    return Timing(tuple(taken))
