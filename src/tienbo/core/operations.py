"""The commands that run and look after an instance: serve, init, upgrade, check, worker.

They know no word of the domain: what an administrator is, `init` asks of the function that the setting
``ADMINISTRATOR_MAKER`` names; what a module has to say, `check` asks of those in ``INSTANCE_CHECKS``.
"""

import argparse
import os
import stat
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.module_loading import import_string

from tienbo.core import instance, jobs, private_server, serving
from tienbo.core.arguments import in_both_languages
from tienbo.core.terminal import both, choose, language


def run(name: str, arguments: list[str], about: str) -> int:
    """Run the command of this name; returns the exit code. `about`: what its help says that it does."""
    parser = in_both_languages(argparse.ArgumentParser(f"tienbo {name}"), about=about)
    with translation.override(language()):
        return COMMANDS[name](parser, arguments)


def _serve(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    parser.add_argument("--host", default="127.0.0.1", help=both("địa chỉ lắng nghe", "address to listen on"))
    parser.add_argument("--port", type=int, help=both("cổng (mặc định: từ 8000)", "port (default: from 8000)"))
    parser.add_argument("--workers", type=int, default=2, help=both("số tiến trình web", "web processes"))
    options = parser.parse_args(arguments)
    if options.workers < 1:
        parser.error("--workers >= 1")
    instance.prepare()
    return serving.serve(host=options.host, port=options.port, workers=options.workers)


def _init(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    parser.add_argument("--admin", metavar="NAME", help=both("tên đăng nhập của quản trị", "administrator's name"))
    parser.add_argument(
        "--name",
        default="",
        metavar="POST",
        help=both("chức danh hoặc tên hiển thị", "the post or name that others see"),
    )
    parser.add_argument("--unit", metavar="CODE", help=both("mã đơn vị của người đó", "the code of their unit"))
    options = parser.parse_args(arguments)
    instance.prepare()
    print(choose(f"Dữ liệu ở {settings.VAR}.", f"The data are in {settings.VAR}."))
    if options.admin:
        password = import_string(settings.ADMINISTRATOR_MAKER)(
            username=options.admin, display_name=options.name, unit_code=options.unit
        )
        print(
            choose(
                f"Quản trị {options.admin}, mật khẩu dùng một lần (phải đổi khi đăng nhập): {password}",
                f"Administrator {options.admin}, one-time password (to be changed at the first login): {password}",
            )
        )
    return 0


def _upgrade(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    parser.parse_args(arguments)
    ensure_database()
    waiting = instance.pending_migrations()
    instance.prepare(may_migrate=True)
    print(choose(f"Đã chạy {len(waiting)} bước nâng cấp.", f"{len(waiting)} migrations were run."))
    return 0


def _worker(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    parser.add_argument("--once", action="store_true", help=both("xong việc thì dừng", "stop when nothing waits"))
    options = parser.parse_args(arguments)
    ensure_database()
    if os.environ.get(serving.SUPERVISED):
        serving.end_with_parent()
    jobs.run_worker(forever=not options.once)
    return 0


def _check(parser: argparse.ArgumentParser, arguments: list[str]) -> int:
    parser.parse_args(arguments)
    ensure_database()
    findings = list(_findings())
    for finding in findings:
        print(finding)
    if not findings:
        version = connection.pg_version // 10000
        print(
            choose(
                f"Tốt. PostgreSQL {version}, dữ liệu ở {settings.VAR}.",
                f"All is well. PostgreSQL {version}, data in {settings.VAR}.",
            )
        )
    return 1 if findings else 0


def ensure_database() -> None:
    """Refuse, before anything else, where there is no database yet."""
    if not os.environ.get("TIENBO_DATABASE_URL"):
        private_server.ensure_running(settings.VAR)


COMMANDS = {"serve": _serve, "init": _init, "upgrade": _upgrade, "check": _check, "worker": _worker}


def _findings() -> Iterator[str]:
    """What an administrator should mend, a sentence each."""
    connection.ensure_connection()
    if connection.pg_version < 150000:
        yield choose("PostgreSQL cũ hơn bản 15.", "PostgreSQL is older than 15.")
    if waiting := instance.pending_migrations():
        yield choose(
            f"Còn {len(waiting)} bước nâng cấp: chạy `tienbo upgrade`.",
            f"{len(waiting)} migrations are pending: run `tienbo upgrade`.",
        )
    # Passing through (0711) is what the private server's account needs when root runs it.
    if settings.VAR.exists() and stat.S_IMODE(settings.VAR.stat().st_mode) & 0o066:
        yield choose(
            f"Người khác xem được thư mục {settings.VAR}: chạy `chmod go-rw {settings.VAR}`.",
            f"Others can look into {settings.VAR}: run `chmod go-rw {settings.VAR}`.",
        )
    key = settings.VAR / "secret_key"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield choose(f"Người khác đọc được {key}.", f"Others can read {key}.")
    if not settings.DEMO and settings.DEBUG:
        yield choose("TIENBO_DEBUG đang bật.", "TIENBO_DEBUG is on.")
    is_public = bool(set(settings.ALLOWED_HOSTS) - {"127.0.0.1", "localhost", "[::1]"})
    if is_public and not settings.SECURE:
        yield choose(
            "Phục vụ ra ngoài mà TIENBO_HTTPS chưa bật: mật khẩu đi trần trên mạng.",
            "Served to others while TIENBO_HTTPS is off: passwords travel in the clear.",
        )
    if not waiting:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
            (failed,) = cursor.fetchone()
        if failed:
            yield choose(f"{failed} việc nền bị lỗi.", f"{failed} background jobs have failed.")
    for name in settings.INSTANCE_CHECKS:
        yield from (choose(vi, en) for vi, en in import_string(name)())
