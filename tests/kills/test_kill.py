"""kill -9 in the middle of a send: of the web process, of the worker, of the database.

After a restart `tienbo verify` is clean and each send is wholly there or not at all.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tienbo.core import private_server

ROOT = Path(__file__).parents[2]
# DOCX, PDF, XLSX.
FORMATS = 3


class Instance:
    """A data directory with a private server of its own, used by processes that may be killed."""

    def __init__(self, var: Path):
        self.var = var
        self.environment = {
            name: value for name, value in os.environ.items() if name not in {"TIENBO_DATABASE_URL", "TIENBO_TODAY"}
        } | {"TIENBO_VAR": str(var), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}

    def start(self, act: str) -> subprocess.Popen:
        """A process that does one of the acts of `act.py`."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.kills.act", act],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def finish(self, act: str) -> list[str]:
        """Do an act to its end; its lines."""
        process = self.start(act)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        return out.split()

    def tienbo(self, *words: str) -> subprocess.CompletedProcess:
        """Run the program as an administrator would."""
        return subprocess.run(
            [sys.executable, "-m", "tienbo", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    def postmaster(self) -> int:
        """The id of our own server's process, as its data directory says."""
        pids = list(self.var.rglob("postmaster.pid"))
        if not pids:
            record = (self.var / "server.json").read_text()
            home = Path(record.split('"home": "')[1].split('"')[0])
            pids = list((home if home.is_absolute() else self.var / home).rglob("postmaster.pid"))
        return int(pids[0].read_text().split()[0])

    def printed(self) -> int:
        """How many printed files are kept."""
        return int(self.finish("count")[-1])

    def assert_clean(self) -> None:
        """Nothing that was sent is broken. Exit 2: nothing was sent yet."""
        verified = self.tienbo("verify")
        assert verified.returncode in {0, 2}, verified.stdout + verified.stderr
        assert "✗" not in verified.stdout


@pytest.fixture
def instance():
    """A fresh instance with everything typed and nothing sent."""
    folder = Path(tempfile.mkdtemp(prefix="tienbo-kill-"))
    # PostgreSQL's account passes through when root runs the tests.
    folder.chmod(0o711)
    made = Instance(folder / "var")
    made.finish("build")
    yield made
    private_server.remove(made.var)
    shutil.rmtree(folder, ignore_errors=True)


def _after_lines(process: subprocess.Popen, lines: int, seconds: float) -> None:
    """Wait until the process has said so many lines, and then a moment longer."""
    for _ in range(lines):
        assert process.stdout.readline(), process.stderr.read()
    time.sleep(seconds)


def test_what_is_sent_while_processes_die_is_wholly_there_or_not_at_all(instance):
    for lines, seconds in ((1, 0.01), (2, 0.05)):
        sender = instance.start("send")
        _after_lines(sender, lines, seconds)
        sender.kill()
        sender.wait()
        instance.assert_clean()

    sender = instance.start("send")
    _after_lines(sender, 2, 0.03)
    os.kill(instance.postmaster(), signal.SIGKILL)
    sender.communicate(timeout=120)
    assert sender.returncode != 0, "the sender did not notice that the database died"
    instance.assert_clean()

    # What was cut off is done again, and everybody's report is there once.
    assert instance.finish("send")[-1] == "done"
    verified = instance.tienbo("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "versions: 8" in verified.stdout

    worker = instance.start("work")
    _after_lines(worker, 1, 1.0)
    worker.kill()
    worker.wait()
    instance.assert_clean()
    cut_off = instance.printed()
    assert cut_off < 8 * FORMATS, "the worker was killed after its work was done"
    # The next worker takes up what the dead one left: at the latest when it is a minute without a sign of life.
    worker = instance.start("work")
    try:
        for _ in range(80):
            if instance.printed() == 8 * FORMATS:
                break
            time.sleep(2)
    finally:
        worker.terminate()
        worker.wait(timeout=60)
    assert instance.printed() == 8 * FORMATS
    assert instance.tienbo("verify").returncode == 0
