"""``tienbo proof make`` and ``tienbo proof check``: what a unit shows, and what anybody finds in it.

``check`` at a terminal never comes here: it needs neither settings nor database (`proofs.offline`).
"""

from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.terminal import Refusal, both, say, write_whole
from tienbo.reporting.management.commands.report import report_of
from tienbo.reporting.proofs import offline
from tienbo.reporting.proofs.queries import chain_above, proof_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion
from tienbo.reporting.versions.queries import told_version


class Command(BaseCommand):
    """Exit 0: written, or all holds; 1: nothing sent, or something does not hold; 2: it could not run."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="make|check")
        make = commands.add_parser(
            "make", help=both("ghi tệp chứng minh của một báo cáo", "writes the proof of a report")
        )
        make.add_argument(
            "--unit", required=True, metavar="CODE", help=both("mã đơn vị trong đợt", "code of the unit in the round")
        )
        make.add_argument("--round", required=True, metavar="CODE", help=both("mã đợt báo cáo", "code of the round"))
        make.add_argument(
            "--version-number",
            type=int,
            metavar="N",
            dest="number",
            help=both("bản nào; không ghi: bản được tính", "which version; else the one that counts"),
        )
        make.add_argument(
            "--without-text", action="store_true", help=both("không kèm phần lời văn", "leaves the text out")
        )
        make.add_argument("-o", dest="out", type=Path, required=True, metavar="FILE", help=both("tệp ghi ra", "output"))
        check = commands.add_parser(
            "check", help=both("kiểm tra tệp chứng minh, không cần cơ sở dữ liệu", "checks a proof without a database")
        )
        offline.add_arguments(check)

    def handle(self, *, command: str, **options) -> None:
        if command == "check":
            code = offline.run(file=options["file"], digest=options["digest"], json=options["json"])
            if code:
                raise SystemExit(code)
            return
        version = _version(report_of(options["round"], options["unit"]), options["number"])
        write_whole(options["out"], [proof_of(version, with_text=not options["without_text"]).decode()])
        steps = len(chain_above(version))
        say(
            f"Đã ghi {options['out']}: bản số {version.number}, {steps} cấp tổng hợp ở trên.",
            f"Wrote {options['out']}: version {version.number}, {steps} levels of consolidation above.",
        )


def _version(report: Report, number: int | None) -> ReportVersion:
    found = report.versions.filter(number=number).first() if number is not None else told_version(report)
    if found is None:
        which = f" bản số {number}" if number is not None else ""
        raise Refusal(
            f"{report.participant.name} chưa gửi báo cáo{which} của đợt này, nên chưa có gì để chứng minh.",
            f"{report.participant.name} has not sent {f'version {number} of ' if number is not None else ''}"
            "its report in this round: there is nothing to prove.",
            code=1,
        )
    found.report = report
    return found
