"""`tienbo verify [--receipts FILE]`: exit 0 when all is as it was, 1 with a list, 2 with nothing to verify."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tienbo.reporting.verification import check_receipts, verify


class Command(BaseCommand):
    """Checks every digest, total, chain, state, observation, journal line and file, and prints counts."""

    help = "verify every digest, total and journal line"

    def add_arguments(self, parser):
        parser.add_argument("--receipts", type=Path, help="a JSON file of receipts to check against")

    def handle(self, *args, receipts: Path | None = None, **options):
        """Prints counts and problems; SystemExit carries the exit code."""
        result = verify()
        if receipts is not None:
            try:
                given = json.loads(receipts.read_text())
                given = given if isinstance(given, list) else [given]
                result.problems += check_receipts(given)
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise CommandError(_("The receipts file cannot be read: %s") % error, returncode=2) from error
            result.counts["receipts"] = len(given)
        for name, count in result.counts.items():
            self.stdout.write(f"{name}: {count}")
        if not result.counts["versions"]:
            self.stderr.write(_("Nothing to verify: no report has been sent yet."))
            raise SystemExit(2)
        for problem in result.problems:
            self.stdout.write(f"✗ {problem.check}: {problem.subject}")
        if result.problems:
            raise SystemExit(1)
        self.stdout.write(_("All is as it was sent."))
