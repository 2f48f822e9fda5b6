"""The private server through all that a small machine does to it: kills, copies, lost folders, two at once."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import psycopg
import pytest

from tienbo.core import postgres_processes, postgres_programs, private_server
from tienbo.core.private_server import ConnectionInfo
from tienbo.core.terminal import Refusal

QUICK = ("fsync=off", "full_page_writes=off")


@pytest.fixture
def place():
    """A folder that the account of PostgreSQL can reach (pytest's own folders are private to us)."""
    folder = Path(tempfile.mkdtemp(prefix="tienbo-server-"))
    folder.chmod(0o711)
    yield folder
    for record in folder.glob("*/server.json"):
        private_server.remove(record.parent)
    shutil.rmtree(folder)


@pytest.fixture
def var(place):
    return place / "var"


def connect(info: ConnectionInfo) -> psycopg.Connection:
    return psycopg.connect(
        host=info.host, port=info.port, user=info.user, password=info.password, dbname="tienbo", autocommit=True
    )


def value(info: ConnectionInfo, sql: str):
    with connect(info) as connection:
        return connection.execute(sql).fetchone()[0]


def data_of(info: ConnectionInfo) -> Path:
    return Path(value(info, "SHOW data_directory"))


def in_another_process(code: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_a_new_server_speaks_utf8_and_listens_nowhere_but_on_its_socket(var):
    info = private_server.create(var, options=QUICK)
    assert value(info, "SHOW server_encoding") == "UTF8"
    assert value(info, "SELECT datcollate FROM pg_database WHERE datname = 'tienbo'") == "C.UTF-8"
    assert value(info, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(os.stat(info.host).st_mode) == 0o700
    assert len(os.fsencode(f"{info.host}/.s.PGSQL.5432")) <= 107


def test_without_the_password_nobody_gets_in(var):
    info = private_server.create(var, options=QUICK)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=info.host, port=info.port, user=info.user, dbname="tienbo", password="wrong")
    password = data_of(info).parent / "password"
    assert stat.S_IMODE(password.stat().st_mode) == 0o600


def test_creating_twice_changes_nothing(var):
    first = private_server.create(var, options=QUICK)
    with connect(first) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    assert private_server.create(var) == first
    assert value(first, "SELECT one FROM kept") == 1


def test_after_kill_9_the_server_runs_again_with_every_committed_row(var):
    info = private_server.create(var)
    with connect(info) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    data = data_of(info)
    killed = postgres_processes.postmaster(data)
    os.kill(killed, signal.SIGKILL)
    info = private_server.ensure_running(var)
    assert value(info, "SELECT one FROM kept") == 1
    assert postgres_processes.postmaster(data) != killed


def test_a_stale_pid_file_that_names_somebody_elses_process_is_seen_through(var):
    info = private_server.create(var, options=QUICK)
    data = data_of(info)
    pid_file = data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    private_server.stop(var)
    # A process of the same account: PostgreSQL itself would take it for its postmaster and refuse to start.
    other = postgres_programs.account().start(["sleep", "60"], cwd=Path("/"), output=subprocess.DEVNULL)
    try:
        pid_file.write_text("\n".join([str(other.pid), *lines[1:]]) + "\n")
        assert value(private_server.ensure_running(var), "SELECT 1") == 1
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_a_lost_socket_folder_is_replaced(var):
    info = private_server.create(var, options=QUICK)
    shutil.rmtree(info.host)
    assert value(private_server.ensure_running(var), "SELECT 1") == 1


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(var):
    var.mkdir()
    (var / "holiday.jpg").write_bytes(b"beach")
    with pytest.raises(Refusal, match=r"holiday\.jpg"):
        private_server.create(var)
    assert [entry.name for entry in var.iterdir()] == ["holiday.jpg"]


def test_a_server_is_never_made_by_asking_for_one(var):
    with pytest.raises(Refusal) as refused:
        private_server.ensure_running(var)
    assert refused.value.code == 2
    assert "tienbo init" in refused.value.vi and "tienbo init" in refused.value.en
    assert not var.exists()


def test_a_creation_that_was_killed_is_begun_again(var):
    private_server.create(var, options=QUICK)
    private_server.stop(var)
    record = var / "server.json"
    record.write_text(record.read_text().replace('"is_complete": true', '"is_complete": false'))
    data = next(var.glob("postgres/data"))
    shutil.rmtree(data / "global")
    with pytest.raises(Refusal, match="tienbo init"):
        private_server.ensure_running(var)
    assert value(private_server.create(var), "SELECT 1") == 1


def test_two_processes_that_create_at_once_share_one_server(var):
    code = f"""
        from pathlib import Path
        from tienbo.core import private_server
        info = private_server.create(Path({str(var)!r}), options={QUICK!r})
        with private_server._connect(info, "tienbo") as connection:
            print(connection.execute("SHOW data_directory").fetchone()[0])
    """
    both = [in_another_process(code) for _ in range(2)]
    outputs = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert outputs[0][0] == outputs[1][0]


def test_a_process_that_leaves_does_not_stop_a_server_that_another_uses(var):
    private_server.create(var, options=QUICK)
    code = f"""
        from pathlib import Path
        from tienbo.core import private_server
        private_server.ensure_running(Path({str(var)!r}))
    """
    assert in_another_process(code).wait(60) == 0
    assert private_server.is_running(var)


def test_a_process_that_used_the_server_alone_leaves_none_behind(var):
    code = f"""
        from pathlib import Path
        from tienbo.core import private_server
        private_server.create(Path({str(var)!r}), options={QUICK!r})
    """
    assert in_another_process(code).wait(60) == 0
    assert not private_server.is_running(var)
    assert postgres_processes.of(var / "postgres" / "data") == set()


def test_a_copied_data_directory_is_served_by_a_server_of_its_own(place, var):
    original = private_server.create(var, options=QUICK)
    private_server.stop(var)
    copy = place / "copy"
    subprocess.run(["cp", "-a", var, copy], check=True)
    original, copied = private_server.ensure_running(var), private_server.ensure_running(copy)
    assert original.host != copied.host
    assert data_of(original) != data_of(copied)


def test_data_of_another_version_are_refused_with_the_versions_named():
    with pytest.raises(Refusal, match="99"):
        postgres_programs.programs("99", postgres_programs.account())


def test_a_system_postgresql_serves_where_the_wheel_is_missing(var, monkeypatch):
    monkeypatch.setattr(postgres_programs, "_wheel_folder", lambda: None)
    try:
        postgres_programs.programs(None, postgres_programs.account())
    except Refusal:
        pytest.skip("this machine has no system PostgreSQL of 15 or later")
    info = private_server.create(var, options=QUICK)
    assert int(value(info, "SHOW server_version_num")) >= 150000
    with connect(info) as connection:
        connection.execute("CREATE EXTENSION btree_gist")


def test_root_serves_data_under_a_private_home_from_where_the_account_can_reach(place, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("only root lends PostgreSQL an account")
    private = place / "home"
    private.mkdir(mode=0o700)
    wheel = postgres_programs._wheel_folder()
    package, name = wheel.parents[1], wheel.parents[1].name
    (private / name).symlink_to(package)
    (private / f"{name}.libs").symlink_to(f"{package}.libs")
    elsewhere = place / "elsewhere"
    monkeypatch.setattr(private_server, "ELSEWHERE", elsewhere)
    monkeypatch.setattr(postgres_programs, "COPIES", elsewhere / "programs")
    monkeypatch.setattr(postgres_programs, "_wheel_folder", lambda: private / name / "pginstall" / "bin")
    monkeypatch.setattr(postgres_programs, "SYSTEM_FOLDERS", ())
    info = private_server.create(private / "var", options=QUICK)
    try:
        assert elsewhere in data_of(info).parents
        assert value(info, "SELECT 1") == 1
    finally:
        private_server.remove(private / "var")
