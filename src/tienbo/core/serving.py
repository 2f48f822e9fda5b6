"""One small machine: the web processes and the worker under one supervisor, with the private server beside
them.

The supervisor holds the listening socket, so that a request waits rather than fails while the web process
is started again. A child that dies is started again, later each time. Children watch a pipe from the
supervisor: when it ends, however it ends, so do they, and the port is free.
"""

import contextlib
import dataclasses
import errno
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.db import connections

from tienbo.core import private_server
from tienbo.core.terminal import Refusal, choose, say

FIRST_PORT, LAST_PORT = 8000, 8099
START_SECONDS = 60
STOP_SECONDS = 25
# A child that lived this long and then died was not broken by its start.
SETTLED_SECONDS = 30
LONGEST_PAUSE = 30.0
SERVER_LOOK_SECONDS = 2.0
# Set in a child's environment: its stdin is the pipe to watch.
SUPERVISED = "TIENBO_SUPERVISED"


@dataclasses.dataclass
class _Child:
    """A process to keep alive: its command, the process of now, and when it may be started again."""

    name: str
    command: list[str]
    inherits: tuple[int, ...] = ()
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    pause: float = 0.5
    not_before: float = 0.0

    def start(self) -> None:
        environment = os.environ | {SUPERVISED: "1"}
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, pass_fds=self.inherits, env=environment)
        self.started_at = time.monotonic()

    def look(self) -> None:
        """Start it again if it died and its pause is over."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            code = self.process.returncode
            say(
                f"Tiến trình {self.name} đã dừng (mã {code}), sẽ khởi động lại.",
                f"The {self.name} process ended (code {code}) and is started again.",
            )
            self._close()
            self.pause = 0.5 if now - self.started_at > SETTLED_SECONDS else min(self.pause * 2, LONGEST_PAUSE)
            self.not_before = now + self.pause
        if self.process is None and now >= self.not_before:
            self.start()

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()

    def _close(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        self.process = None


def serve(*, host: str = "127.0.0.1", port: int | None = None, workers: int = 2, lines: tuple[str, ...] = ()) -> int:
    """Serve until SIGTERM, SIGINT or SIGHUP; returns the exit code.

    Without a `port` the first free one from 8000 is taken. `lines` are printed after the address, once it
    answers. The instance has been prepared (``core.instance``). A demo is served to this machine only.
    """
    if settings.DEMO and not _is_loopback(host):
        raise Refusal(
            "Bản thử chỉ phục vụ trên máy này (127.0.0.1).",
            "A demo is served on this machine only (127.0.0.1).",
            code=1,
        )
    listener = _listen(host, port)
    address = _address(listener)
    connections.close_all()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stopped.set())
    children = [_web(listener, workers), _Child("worker", [sys.executable, "-m", "tienbo", "worker"])]
    try:
        for child in children:
            child.start()
        _await_answer(listener, children[0], stopped)
        if not stopped.is_set():
            print(choose(f"Tiến Bộ đang chạy: {address}", f"Tiến Bộ is running: {address}"))
            for line in (*lines, choose("Dừng: Ctrl-C", "Stop: Ctrl-C")):
                print(line)
            sys.stdout.flush()
        _supervise(children, stopped)
    finally:
        for child in children:
            child.ask_to_end()
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            child.end(deadline)
        listener.close()
    return 0


def ensure_free(port: int, host: str = "127.0.0.1") -> None:
    """Refuse at once a port that cannot be opened, before work that takes minutes."""
    _listen(host, port).close()


def end_with_parent() -> None:
    """In a child: end, by SIGTERM to ourselves, once the supervisor's end of our stdin closes."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True, name="supervisor watch").start()


def _supervise(children: list[_Child], stopped: threading.Event) -> None:
    looked_at = time.monotonic()
    while not stopped.wait(0.3):
        for child in children:
            child.look()
        if _has_private_server() and time.monotonic() - looked_at > SERVER_LOOK_SECONDS:
            looked_at = time.monotonic()
            if not private_server.is_running(settings.VAR):
                say("PostgreSQL đã dừng, đang khởi động lại.", "PostgreSQL ended and is started again.")
                try:
                    private_server.ensure_running(settings.VAR)
                except Refusal as refusal:
                    print(refusal, file=sys.stderr)


def _has_private_server() -> bool:
    return (settings.VAR / "server.json").exists()


def _web(listener: socket.socket, workers: int) -> _Child:
    command = [sys.executable, "-m", "tienbo.core.web", str(listener.fileno()), str(workers)]
    return _Child("web", command, inherits=(listener.fileno(),))


def _listen(host: str, port: int | None) -> socket.socket:
    if port is not None and not 0 <= port <= 65535:
        raise Refusal(f"Không có cổng {port}: chọn đến 65535.", f"There is no port {port}: choose up to 65535.")
    for candidate in [port] if port is not None else range(FIRST_PORT, LAST_PORT + 1):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(512)
        except OSError as error:
            listener.close()
            if port is not None or error.errno != errno.EADDRINUSE:
                vi = "đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else error.strerror
                raise Refusal(
                    f"Không mở được cổng {candidate} của {host}: {vi}.",
                    f"Port {candidate} of {host} cannot be opened: {error.strerror}.",
                ) from None
            continue
        if port is None and candidate != FIRST_PORT:
            say(
                f"Cổng {FIRST_PORT} đang bận, dùng cổng {candidate}.",
                f"Port {FIRST_PORT} is busy, port {candidate} is used.",
            )
        return listener
    raise Refusal(
        f"Các cổng {FIRST_PORT}–{LAST_PORT} đều bận: chọn cổng bằng --port.",
        f"All ports {FIRST_PORT}-{LAST_PORT} are busy: choose one with --port.",
    )


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _await_answer(listener: socket.socket, web: _Child, stopped: threading.Event) -> None:
    """Wait until a page comes back, whatever its status."""
    begun = time.monotonic()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(listener.getsockname()[0], listener.getsockname()[0])
    port = listener.getsockname()[1]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while not stopped.is_set():
        if web.process is not None and web.process.poll() is not None:
            raise Refusal(
                "Máy chủ web không khởi động được (xem thông báo ở trên).",
                "The web server could not start (see the message above).",
            )
        try:
            opener.open(address, timeout=START_SECONDS).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() - begun > START_SECONDS:
                raise Refusal(
                    f"Máy chủ web chưa trả lời sau {START_SECONDS} giây.",
                    f"The web server did not answer within {START_SECONDS} seconds.",
                ) from None
        stopped.wait(0.1)
