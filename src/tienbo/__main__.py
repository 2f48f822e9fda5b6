"""The program ``tienbo``: one entry for people at a terminal.

``tienbo letter read FILE`` runs the management command ``letter`` with the sub-command ``read``; the
commands of the platform are in ``tienbo.core.operations``. Exit codes everywhere: 0 done, 1 a finding or a
refusal, 2 could not run. Whatever can be expected to go wrong is one sentence on stderr; a traceback is a
mistake of ours.
"""

import os
import sys
import traceback

from tienbo.core import places
from tienbo.core.terminal import Refusal, both, choose, language
from tienbo.reporting.proofs import offline

# Name, what it does (Vietnamese, English). The order is that of the help.
COMMANDS = {
    "demo": (
        "dựng tỉnh mẫu, chạy cả quy trình và mở trang web",
        "prepares the demo province, runs the chain, serves",
    ),
    "serve": ("mở trang web trên máy này", "serves the site on this machine"),
    "letter": (
        "đọc hoặc nhập công văn hướng dẫn (read, import)",
        "reads or imports a guidance letter (read, import)",
    ),
    "report": (
        "kết xuất báo cáo, số liệu; bảng tính (export, figures, workbook, upload)",
        "exports reports and figures; workbooks out and in (export, figures, workbook, upload)",
    ),
    "signature": (
        "kiểm tra, thêm chữ ký số trong PDF (check, sign, examine)",
        "checks and adds signatures in PDFs (check, sign, examine)",
    ),
    "units": ("nhập danh mục đơn vị (import)", "imports the list of units (import)"),
    "mail": ("gửi thử và xem thư đi (test, status, again)", "tests and shows outgoing mail (test, status, again)"),
    "days-off": (
        "ngày nghỉ, ngày làm bù đã quyết định (import, list)",
        "days off and days worked that were decided (import, list)",
    ),
    "verify": (
        "tính lại mọi mã kiểm chứng, tổng số và nhật ký",
        "recomputes every verification code, total and journal line",
    ),
    "proof": (
        "ghi hoặc kiểm tra tệp chứng minh số liệu (make, check)",
        "writes or checks a proof of a report (make, check)",
    ),
    "api": (
        "mô tả giao diện cho phần mềm khác (schema)",
        "describes the interface for other software (schema)",
    ),
    "init": ("tạo thư mục dữ liệu và người quản trị", "creates the data directory and an administrator"),
    "upgrade": (
        "nâng cấp cơ sở dữ liệu theo phiên bản mới",
        "brings the database up to the program's version",
    ),
    "check": ("kiểm tra cài đặt này", "checks this installation"),
    "worker": ("chạy việc nền (serve tự chạy)", "runs background jobs (serve does so by itself)"),
    "django": ("các lệnh của Django (migrate, shell, …)", "Django's own commands (migrate, shell, ...)"),
}
# Commands of this program that Django would know by another meaning.
OPERATIONS = {"serve", "init", "upgrade", "check", "worker"}
# Options of Django's commands that say nothing to an official.
DJANGO_OPTIONS = {
    "--version",
    "-v",
    "--verbosity",
    "--settings",
    "--pythonpath",
    "--traceback",
    "--no-color",
    "--force-color",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # A terminal that claims to know only ASCII still gets Vietnamese.
        stream.reconfigure(encoding="utf-8")
    if not words or words[0] in {"help", "-h", "--help"}:
        print(_help())
        return 0
    if words[0] == "--version":
        from tienbo import __version__

        print(f"tienbo {__version__}")
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tienbo.config.settings")
    if words[0] == "demo":
        os.environ["TIENBO_DEMO"] = "1"
    try:
        if words[:2] == ["proof", "check"]:
            # On a machine of an inspector there are neither settings nor a database.
            return offline.main(words[2:])
        places.recall_demo()
        return _run(words[0], words[1:])
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our output has had enough (`| head`). Python must not complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except Exception as error:
        return _explain(error)


def _run(name: str, rest: list[str]) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        raise Refusal(f"Thiết lập sai: {error}", f"A setting is wrong: {error}") from error
    if name in OPERATIONS:
        from tienbo.core import operations

        return operations.run(name, rest, _about(name))
    from django.core.management import execute_from_command_line, get_commands

    if name == "django":
        execute_from_command_line(["tienbo django", *rest])
        return 0
    # A module of Python bears no dash.
    module = name.replace("-", "_")
    if name not in COMMANDS or module not in get_commands():
        raise Refusal(
            f"Không có lệnh `{name}`. Xem `tienbo help`.", f"There is no command `{name}`. See `tienbo help`."
        )
    return _run_management_command(name, module, rest)


def _run_management_command(name: str, module: str, rest: list[str]) -> int:
    """In place of Django's runner, whose "CommandError:" and options mean nothing to an official."""
    from django.core.management import get_commands, load_command_class
    from django.core.management.base import CommandError
    from django.db import connections
    from django.utils import translation

    from tienbo.core.arguments import in_both_languages

    command = load_command_class(get_commands()[module], module)
    command.suppressed_base_arguments = DJANGO_OPTIONS
    # Checks are for who changes the program; without them the option to skip them is gone too.
    command.requires_system_checks = []
    parser = in_both_languages(command.create_parser("tienbo", name), about=_about(name))
    options = vars(parser.parse_args(rest))
    positional = options.pop("args", ())
    try:
        with translation.override(language()):
            command.execute(*positional, **options)
    except CommandError as error:
        print(error, file=sys.stderr)
        return error.returncode
    finally:
        connections.close_all()
    return 0


def _explain(error: Exception) -> int:
    """The sentence for what is raised when something outside is wrong; else the traceback."""
    from django.core.exceptions import PermissionDenied
    from django.db import OperationalError, ProgrammingError

    if isinstance(error, PermissionDenied):
        print(choose("Không được phép.", "Not allowed."), file=sys.stderr)
        return 1
    if isinstance(error, OperationalError):
        reason = str(error).strip().splitlines()[0].rstrip(".")
        print(
            choose(f"Không kết nối được cơ sở dữ liệu: {reason}.", f"The database cannot be reached: {reason}."),
            file=sys.stderr,
        )
        return 2
    if isinstance(error, ProgrammingError) and "does not exist" in str(error):
        print(
            choose(
                "Cơ sở dữ liệu chưa đúng phiên bản: chạy `tienbo upgrade`.",
                "The database is of another version: run `tienbo upgrade`.",
            ),
            file=sys.stderr,
        )
        return 2
    if isinstance(error, OSError) and error.filename is not None:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    traceback.print_exception(error)
    return 2


def _about(name: str) -> str:
    """What a command does, as its own help begins."""
    return both(*(f"{text[:1].upper()}{text[1:]}." for text in COMMANDS[name]))


def _help() -> str:
    lines = [
        "Tiến Bộ: từ công văn hướng dẫn đến báo cáo tổng hợp đã ký.",
        "Tiến Bộ: from the guidance letter to the signed, consolidated report.",
        "",
        both("Cách dùng", "Usage") + ": tienbo LỆNH|COMMAND ...",
        "",
    ]
    wide = max(len(vi) for vi, _ in COMMANDS.values())
    lines += [f"  {name:<9}{both(f'{vi:<{wide}}', en)}" for name, (vi, en) in COMMANDS.items()]
    lines += [
        "",
        both("Trợ giúp của một lệnh", "Help for a command") + ": tienbo LỆNH|COMMAND --help",
        "TIENBO_LANG=vi: tiếng Việt | TIENBO_LANG=en: English",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
