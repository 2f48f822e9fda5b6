"""`tienbo verify [--receipts FILE]`: exit 0 when all is as it was, 1 with a list, 2 with nothing to verify."""

import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tienbo.core.terminal import Refusal, both, why
from tienbo.reporting.verification import Problem, check_receipts, verify

# What it says must be what `verification` looked at, and no more: docs/digest.md.
SOUND = gettext_noop(
    "As they were sent: figures, reasons and text of every version, its totals and digest, the form and the days it "
    "was asked by. As the journal tells them: who sent, took or asked for more and when, lateness, issued files, "
    "signed papers. The histories of figures and text and the journal itself are unbroken, every stored file has its "
    "content, and signatures of kept papers are as they were examined. Not looked at: names, due days, the words of "
    "requests, letters, tasks, accounts and roles."
)


class Command(BaseCommand):
    """Checks every digest, total, chain, act, state, history, observation, journal line and file, and prints counts."""

    def add_arguments(self, parser):
        parser.add_argument(
            "--receipts",
            type=Path,
            metavar="FILE",
            help=both("tệp JSON các biên nhận cần đối chiếu", "a JSON file of receipts to check against"),
        )

    def handle(self, *args, receipts: Path | None = None, **options):
        """Prints counts and problems; SystemExit carries the exit code."""
        compared = _compared(receipts) if receipts else None
        result = verify()
        if compared:
            result.counts["receipts"] = compared[0]
            result.problems += compared[1]
        for name, count in result.counts.items():
            self.stdout.write(f"{name}: {count}")
        if not result.counts["versions"]:
            self.stderr.write(_("Nothing to verify: no report has been sent yet."))
            raise SystemExit(2)
        for problem in result.problems:
            self.stdout.write(f"✗ {problem.check}: {problem.subject}")
        if result.problems:
            raise SystemExit(1)
        self.stdout.write(_(SOUND))


def _compared(path: Path) -> tuple[int, list[Problem]]:
    """How many receipts a file holds (one, or a list of them), and which of them no version bears out."""
    try:
        given = json.loads(path.read_bytes())
        given = given if isinstance(given, list) else [given]
        return len(given), check_receipts(given)
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không mở được {path}: {vi}.", f"{path} cannot be opened: {en}.") from error
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise Refusal(f"{path} không phải tệp biên nhận.", f"{path} is not a file of receipts.") from error
