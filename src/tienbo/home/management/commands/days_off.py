"""``tienbo days-off import FILE`` and ``tienbo days-off list``: what is decided each year besides the calendar."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.authorise import SYSTEM
from tienbo.core.day_file import read_days
from tienbo.core.deadlines import form_date, weekday
from tienbo.core.queries import coming_special_days
from tienbo.core.terminal import both, choose, language, say, why
from tienbo.home.actions import decide_days
from tienbo.units.queries import top_of_tree


class Command(BaseCommand):
    """Exit 0: done; 1: a line is wrong and nothing was recorded; 2: a file that cannot be read."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="import|list")
        importer = commands.add_parser(
            "import", help=both("nhập từ tệp CSV: ngày, nghỉ hoặc làm, lý do", "from a CSV file: day, off or work, why")
        )
        importer.add_argument("file", type=Path, help=both("tệp CSV", "a CSV file"))
        commands.add_parser("list", help=both("các ngày nghỉ, ngày làm bù sắp tới", "the coming days off"))

    def handle(self, *, command: str, **options) -> None:
        sys.exit(_import(options["file"]) if command == "import" else _list())


def _import(file: Path) -> int:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        vi, en = why(error)
        say(f"Không mở được {file}: {vi}.", f"{file} cannot be opened: {en}.")
        return 2
    except UnicodeDecodeError:
        say(f"{file} không phải tệp chữ UTF-8: lưu lại dạng CSV UTF-8.", f"{file} is not UTF-8: save it as CSV UTF-8.")
        return 2
    days, wrong = read_days(text)
    for line in wrong:
        say(f"Dòng {line.number}: {line.vi}.", f"Line {line.number}: {line.en}.")
    if wrong:
        say("Chưa nhập gì: sửa các dòng trên rồi chạy lại.", "Nothing was recorded: mend these lines, then run again.")
        return 1
    changed = decide_days(by=SYSTEM, top=top_of_tree(), days=days)
    say(f"Đã ghi {changed} ngày, {len(days) - changed} ngày đã có.",
        f"{changed} days recorded, {len(days) - changed} already there.")  # fmt: skip
    return 0


def _list() -> int:
    for day in coming_special_days(language()):
        what = choose("làm việc", "work") if day.works else choose("nghỉ", "off")
        print(f"{form_date(day.on)}  {weekday(day.on, language())}  {what}  {day.words}".rstrip())
    return 0
