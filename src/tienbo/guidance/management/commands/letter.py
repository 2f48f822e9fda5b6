"""``tienbo letter read FILE [--json]``: what a letter says. Needs neither a database nor a data directory."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.terminal import Refusal, choose, language, why
from tienbo.documents.extraction import Classified, Unreadable
from tienbo.guidance.reading import as_text, read_file, to_json


class Command(BaseCommand):
    """Reads a letter. Each sub-command is a method of the same name."""

    help = choose("Đọc công văn hướng dẫn.", "Reads a guidance letter.")
    # Reading asks nothing of the database, nor of what Django would check in it.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="read")
        read = verbs.add_parser("read", help=choose("in ra nội dung đọc được", "prints what was read"))
        read.add_argument("file", type=Path, help=choose("tệp DOCX, PDF hoặc TXT", "a DOCX, PDF or TXT file"))
        read.add_argument("--json", action="store_true", help=choose("dạng JSON", "as JSON"))

    def handle(self, *, verb: str, **options) -> None:
        getattr(self, verb)(**options)

    def read(self, *, file: Path, **options) -> None:
        """Print the letter. A readable file that is no letter is done too: its warnings say so."""
        try:
            letter = read_file(file)
        except OSError as error:
            vi, en = why(error)
            raise Refusal(f"Không mở được {file}: {vi}.", f"{file} cannot be opened: {en}.") from error
        except Unreadable as error:
            raise Refusal(error.vi, error.en) from error
        except Classified as error:
            raise Refusal(error.vi, error.en, code=1) from error
        if options["json"]:
            self.stdout.write(json.dumps(to_json(letter, language()), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(letter, language()), ending="")
