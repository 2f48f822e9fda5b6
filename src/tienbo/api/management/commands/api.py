"""`tienbo api schema [-o FILE]`: writes the OpenAPI description of the interface for other software."""

from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.api.description import description_text
from tienbo.core.terminal import Refusal, both, why


class Command(BaseCommand):
    """Prints the description, or writes it into a file. Needs no database."""

    requires_system_checks = ()

    def add_arguments(self, parser):
        below = parser.add_subparsers(dest="what", required=True)
        schema = below.add_parser(
            "schema", help=both("ghi mô tả OpenAPI của giao diện", "writes the OpenAPI description of the interface")
        )
        schema.add_argument("-o", "--output", type=Path, metavar="FILE", help=both("tệp cần ghi", "the file to write"))

    def handle(self, *args, output: Path | None = None, **options):
        """Prints the description, or writes it."""
        if output is None:
            self.stdout.write(description_text(), ending="")
            return
        try:
            output.write_text(description_text())
        except OSError as error:
            vi, en = why(error)
            raise Refusal(f"Không ghi được {output}: {vi}.", f"{output} cannot be written: {en}.") from error
