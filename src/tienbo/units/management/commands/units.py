"""``tienbo units import FILE --since DATE``: a tree of units from a plain file."""

import datetime as dt
import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal, both, choose, say, why
from tienbo.units.actions import NewPlace, import_units
from tienbo.units.importing import Reading, Unreadable, read_units
from tienbo.units.kinds import Kind
from tienbo.units.queries import codes_on, codes_taken_from

SHOWN = 50
_WORDS, _YES = {"default": "", "metavar": "TEXT"}, {"action": "store_true"}


class Command(BaseCommand):
    """Reads the file, names every wrong line, and imports all of it or none (or the right lines alone)."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="import")
        importer = commands.add_parser("import", help=both("nhập đơn vị từ tệp CSV", "import units from a CSV file"))
        for name, vi, en, how in (
            ("file", "tệp CSV", "a CSV file", {"type": Path}),
            (
                "--since",
                "ngày đầu tiên (NĂM-THÁNG-NGÀY)",
                "first day (YYYY-MM-DD)",
                {"type": dt.date.fromisoformat, "required": True, "metavar": "DATE"},
            ),
            ("--root", "tên đơn vị đứng trên", "name of the unit above lines without a parent", _WORDS),
            ("--root-code", "mã của đơn vị đó, chưa có thì tạo", "its code; made when no unit bears it", _WORDS),
            (
                "--root-kind",
                "loại của đơn vị đó",
                "its kind",
                {"default": Kind.PROVINCE, "choices": Kind.values, "metavar": "KIND"},
            ),
            ("--legal-basis", "văn bản thành lập các đơn vị này", "the text that set these units up", _WORDS),
            ("--accepted-only", "chỉ nhập các dòng đúng", "import the right lines alone", _YES),
            ("--dry-run", "chỉ đọc và kiểm tra", "read and check, import nothing", _YES),
            ("--json", "in kết quả dạng JSON", "the outcome as JSON on stdout", _YES),
        ):
            importer.add_argument(name, help=both(vi, en), **how)

    def handle(self, *, file: Path, since: dt.date, **options) -> None:
        try:
            reading, root = _read(file, since, options)
        except Refusal as refusal:
            say(refusal.vi, refusal.en)
            sys.exit(refusal.code)
        _say_refused(reading)
        importing = not options["dry_run"] and (options["accepted_only"] or not reading.refused)
        if importing and (reading.rows or root):
            import_units(by=SYSTEM, rows=reading.rows, since=since, root=root, legal_basis=options["legal_basis"])
        _say_outcome(reading, importing, as_json=options["json"])
        sys.exit(1 if reading.refused else 0)


def _read(file: Path, since: dt.date, options) -> tuple[Reading, NewPlace | None]:
    """The file's lines, and the root to be made when it stands nowhere yet."""
    try:
        data = file.read_bytes()
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không mở được {file}: {vi}.", f"{file} cannot be opened: {en}.") from error
    top, name = options["root_code"], options["root"]
    if name and not top:
        raise Refusal("--root cần đi cùng --root-code.", "--root needs --root-code.")
    standing = codes_on(since)
    missing = bool(top) and top not in standing
    try:
        reading = read_units(data, standing=standing, taken=codes_taken_from(since), top=top)
    except Unreadable as error:
        raise Refusal(error.vi, error.en) from error
    if missing and any(row.code == top for row in reading.rows):
        return reading, None
    if missing and not name:
        raise Refusal(
            f"Chưa có đơn vị mang mã {top}: cho biết tên bằng --root.",
            f"No unit bears the code {top}: give its name with --root.",
        )
    return reading, NewPlace(name=name, kind=options["root_kind"], code=top) if missing else None


def _say_refused(reading: Reading) -> None:
    for refusal in reading.refused[:SHOWN]:
        say(refusal.vi, refusal.en)
    more = len(reading.refused) - SHOWN
    if more > 0:
        say(f"… và {more} dòng nữa.", f"… and {more} lines more.")
    if reading.encoding == "cp1258":
        say("Tệp được đọc theo mã Windows-1258.", "The file was read as Windows-1258.")


def _say_outcome(reading: Reading, imported: bool, *, as_json: bool) -> None:
    count = len(reading.rows) if imported else 0
    if as_json:
        outcome = {
            "imported": count,
            "already": len(reading.known),
            "refused": [
                {"line": refusal.line, "reason": choose(refusal.vi, refusal.en)} for refusal in reading.refused
            ],
            "encoding": reading.encoding,
        }
        print(json.dumps(outcome, ensure_ascii=False))
        return
    say(
        f"Đã nhập {count} đơn vị; {len(reading.known)} đã có; {len(reading.refused)} dòng không nhận được.",
        f"Imported {count} units; {len(reading.known)} already there; {len(reading.refused)} lines refused.",
    )
    if reading.refused and not imported:
        say(
            "Chưa nhập gì. Sửa các dòng trên, hoặc dùng --accepted-only để nhập các dòng đúng.",
            "Nothing was imported. Mend these lines, or use --accepted-only to import the right ones.",
        )
