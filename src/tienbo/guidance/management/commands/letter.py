"""``tienbo letter read FILE [--json]``: what a letter says. Needs neither a database nor a data directory.

``tienbo letter import FILE --unit CODE``: the same as a draft of that unit, to be confirmed and issued on the screen.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.terminal import Refusal, both, choose, language, why
from tienbo.documents.extraction import Classified, Unreadable
from tienbo.guidance.reading import as_text, read_file, to_json


class Command(BaseCommand):
    """Reads a letter. Each sub-command is a method of the same name."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="read|import")
        read = verbs.add_parser("read", help=both("in ra nội dung đọc được", "prints what was read"))
        read.add_argument("file", type=Path, help=both("tệp DOCX, PDF hoặc TXT", "a DOCX, PDF or TXT file"))
        read.add_argument("--json", action="store_true", help=both("dạng JSON", "as JSON"))
        load = verbs.add_parser(
            "import", help=both("đưa vào thành dự thảo của một đơn vị", "makes a unit's draft of it")
        )
        load.add_argument("file", type=Path, help=both("tệp DOCX, PDF hoặc TXT", "a DOCX, PDF or TXT file"))
        load.add_argument("--unit", required=True, metavar="CODE", help=both("mã đơn vị ban hành", "the issuer's code"))

    def handle(self, *, verb: str, **options) -> None:
        {"read": self.read, "import": self.load}[verb](**options)

    def read(self, *, file: Path, **options) -> None:
        """Print the letter. A readable file that is no letter is done too: its warnings say so."""
        with _refusals(file):
            letter = read_file(file)
        if options["json"]:
            self.stdout.write(json.dumps(to_json(letter, language()), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(letter, language()), ending="")

    def load(self, *, file: Path, unit: str, **options) -> None:
        """Read the letter into a draft of the unit that bears the code today."""
        # Here and not above: reading alone stays free of models.
        from tienbo.core.authorise import SYSTEM
        from tienbo.guidance.actions import read_into_draft
        from tienbo.guidance.queries import review
        from tienbo.units.queries import UnknownCode, unit_by_code

        try:
            issuer = unit_by_code(unit)
        except UnknownCode as error:
            raise Refusal(f"Không có đơn vị nào mang mã {unit}.", f"No unit bears the code {unit}.") from error
        with _refusals(file):
            letter = read_into_draft(by=SYSTEM, unit=issuer, data=file.read_bytes(), filename=file.name)
        found = review(letter)
        tasks, deadlines, place = len(found.tasks), len(found.deadlines), f"/letters/{letter.uid}/"
        self.stdout.write(
            choose(
                f"Dự thảo: {letter.title}. Nhiệm vụ: {tasks}, thời hạn: {deadlines}. Xác nhận tại {place}",
                f"Draft: {letter.title}. Tasks: {tasks}, deadlines: {deadlines}. Confirm it at {place}",
            )
        )


@contextmanager
def _refusals(file: Path) -> Iterator[None]:
    """What can be expected of a file, as one sentence and an exit code."""
    try:
        yield
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không mở được {file}: {vi}.", f"{file} cannot be opened: {en}.") from error
    except Unreadable as error:
        raise Refusal(error.vi, error.en) from error
    except Classified as error:
        raise Refusal(error.vi, error.en, code=1) from error
