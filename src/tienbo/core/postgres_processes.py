"""The processes of a PostgreSQL data directory, found whatever became of those who started them. No Django.

``postmaster.pid`` alone is not believed: after ``kill -9`` or a restart of the machine its number may name
a process of somebody else. What counts is who works in the data directory.
"""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

STOP_SECONDS = 60

# Servers that this process started.
started: list[subprocess.Popen] = []


def of(data: Path) -> set[int]:
    """The living processes of the server of `data`: all of PostgreSQL's work in their data directory."""
    real = os.path.realpath(data)
    found = set()
    if os.path.isdir("/proc/self"):
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                # Gone meanwhile, a zombie, or somebody else's: none of them is ours.
                with contextlib.suppress(OSError):
                    if os.readlink(f"/proc/{entry}/cwd") == real:
                        found.add(int(entry))
        found.discard(os.getpid())
        return found
    listing = subprocess.run(["ps", "-axo", "pid=,command="], capture_output=True, text=True, check=False)
    for line in listing.stdout.splitlines():
        if f"-D {data}" in line and "postgres" in line:
            found.add(int(line.split()[0]))
    return found


def postmaster(data: Path) -> int | None:
    """The number in ``postmaster.pid``; None when there is no such file."""
    lines = _pid_file(data)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else None


def is_ready(data: Path) -> bool:
    """Whether the server has written that it takes connections."""
    lines = _pid_file(data)
    return len(lines) > 7 and lines[7].strip() == "ready"


def reap() -> None:
    """Ask after the servers that this process started: a dead one is a zombie until then, and looks alive."""
    for server in started:
        server.poll()


def release() -> None:
    """Let the servers that this process started outlive it without Python's warning about that."""
    for server in started:
        if server.poll() is None:
            server.returncode = 0


def end(data: Path) -> None:
    """Fast shutdown, and the immediate one when that takes too long: both keep every committed row."""
    begun = time.monotonic()
    steps = iter([(0.0, signal.SIGINT), (STOP_SECONDS, signal.SIGQUIT)])
    due, wanted = next(steps)
    while (pid := postmaster(data)) and pid in of(data):
        if time.monotonic() - begun >= due:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, wanted)
            due, wanted = next(steps, (float("inf"), signal.SIGQUIT))
        time.sleep(0.02)
        reap()


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []
