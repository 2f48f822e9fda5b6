"""``tienbo report``: a report's files and figures for whoever checks them from outside, its workbook out and in."""

import csv
import sys
from pathlib import Path

from django.core.management.base import BaseCommand

from tienbo.core.authorise import SYSTEM
from tienbo.core.csv_files import csv_lines
from tienbo.core.terminal import Refusal, both, make_folder, say, write_whole
from tienbo.files.queries import content
from tienbo.reporting.consolidation import lineage_rows
from tienbo.reporting.narrative import origins
from tienbo.reporting.output.actions import issue_version
from tienbo.reporting.output.figures import UnitFigures, figures_of, version_in_force
from tienbo.reporting.output.printing import draft_name, print_draft
from tienbo.reporting.output.queries import imprint_of
from tienbo.reporting.rounds.audience import tables_of
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.workbook.terminal import add_workbook_arguments, upload_files, write_workbook_file

COLUMNS = (
    "unit",
    "name",
    "kind",
    "state",
    "version",
    "digest",
    "counted",
    "element",
    "breakdown",
    "value",
    "flag",
)


class Command(BaseCommand):
    """Exit 0: done; 1: the report was not sent; 2: no such round or unit, or a file that cannot be written."""

    def add_arguments(self, parser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="export|figures|workbook|upload")
        export = commands.add_parser(
            "export", help=both("ba tệp của một báo cáo: DOCX, PDF, XLSX", "the three files of a report")
        )
        _of_a_report(export)
        export.add_argument(
            "--out",
            type=Path,
            required=True,
            metavar="DIR",
            help=both("thư mục ghi tệp, chưa có thì tạo", "folder for the files, made when it is not there"),
        )
        export.add_argument(
            "--draft", action="store_true", help=both("bản dự thảo như hiện có", "the draft as it stands now")
        )
        figures = commands.add_parser(
            "figures", help=both("số liệu, bản, trạng thái của đơn vị", "own figures, version and state of a unit")
        )
        _of_a_report(figures)
        figures.add_argument(
            "--below", action="store_true", help=both("cả các đơn vị cấp dưới", "and of every unit below")
        )
        figures.add_argument(
            "--csv", action="store_true", help=both("từng số liệu, dạng CSV", "every figure, as CSV on stdout")
        )
        add_workbook_arguments(commands, _of_a_report)

        lineage = commands.add_parser(
            "lineage", help=both("nguồn từng số liệu, theo đơn vị, dạng CSV", "where figures come from, as CSV")
        )
        _of_a_report(lineage)
        lineage.add_argument(
            "--text",
            action="store_true",
            help=both("nguồn của lời văn, không phải số liệu", "the text's sources"),
        )
        lineage.add_argument("--table", default="", metavar="CODE", help=both("chỉ một biểu", "one table only"))
        lineage.add_argument(
            "-o", dest="out", type=Path, metavar="FILE", required=True, help=both("tệp ghi ra", "file to write")
        )

    def handle(self, *, command: str, unit: str = "", round: str = "", **options) -> None:
        if command == "upload":
            if bool(unit) != bool(round):
                raise Refusal(
                    "Phải có cả --unit và --round, hoặc không có cả hai.", "Give --unit and --round, or neither."
                )
            asked = report_of(round, unit) if unit else None
            if not upload_files(options["files"], dry_run=options["dry_run"], as_json=options["json"], report=asked):
                sys.exit(1)
            return
        report = report_of(round, unit)
        if command == "workbook":
            write_workbook_file(report, options["out"])
            return
        if command == "export":
            _export(report, options["out"], draft=options["draft"])
        elif command == "lineage":
            _write_lineage(report, options["table"], options["out"], of_text=options["text"])
        elif options["csv"]:
            _write_csv(figures_of(report, below=options["below"]), sys.stdout)
        else:
            _write_summary(figures_of(report, below=options["below"]))


def _of_a_report(parser) -> None:
    parser.add_argument(
        "--unit", required=True, metavar="CODE", help=both("mã đơn vị trong đợt", "code of the unit in the round")
    )
    parser.add_argument("--round", required=True, metavar="CODE", help=both("mã đợt báo cáo", "code of the round"))


def report_of(round_code: str, unit_code: str) -> Report:
    """The report of a unit in a round, by their codes; refuses, with what there is, where there is none."""
    """A unit's report in a round, by the codes of both. Refusal when there is none."""
    if not Round.objects.filter(code=round_code).exists():
        codes = ", ".join(Round.objects.order_by("-closing_on", "-id").values_list("code", flat=True)[:10]) or "–"
        raise Refusal(
            f"Không có đợt báo cáo mang mã {round_code}. Các đợt gần đây: {codes}.",
            f"There is no round {round_code}. Recent rounds: {codes}.",
        )
    found = (
        Report.objects.filter(round__code=round_code, participant__code=unit_code)
        .select_related("participant", "round__form", "round__unit", "round__previous", "unit", "counted__version")
        .first()
    )
    if found is None:
        raise Refusal(
            f"Trong đợt {round_code} không có đơn vị nào mang mã {unit_code}.",
            f"No unit of round {round_code} bears the code {unit_code}.",
        )
    return found


def _export(report: Report, folder: Path, *, draft: bool) -> None:
    """Print where each file was written, a path on a line."""
    make_folder(folder)
    if draft:
        files = {draft_name(report, format): data for format, data in print_draft(report).items()}
    else:
        version = version_in_force(report)
        if version is None:
            raise Refusal(
                f"{report.participant.name} chưa gửi báo cáo của đợt này. Thêm --draft để lấy bản dự thảo.",
                f"{report.participant.name} has not sent its report in this round. Add --draft for the draft.",
                code=1,
            )
        issued = issue_version(by=SYSTEM, version=version, imprint=imprint_of(version))
        files = {each.file.name: content(each.file) for each in issued.values()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
        print(folder / name)
    say(f"Đã ghi {len(files)} tệp vào {folder}.", f"Wrote {len(files)} files to {folder}.")


def _write_lineage(report: Report, table: str, path: Path, *, of_text: bool) -> None:
    """As a page gives it: of the version in force, else of the draft."""
    codes = [each.code for each in tables_of(report.round)]
    if table and table not in codes:
        raise Refusal(
            f"Đợt báo cáo không có biểu {table}. Các biểu: {', '.join(codes)}.",
            f"The round has no table {table}. Its tables: {', '.join(codes)}.",
        )
    if of_text and table:
        raise Refusal("--table chỉ dùng cho số liệu, không dùng cùng --text.", "--table goes not with --text.")
    version = version_in_force(report)
    if of_text:
        write_whole(path, csv_lines(origins.COLUMNS, origins.origin_rows(report, version)))
    else:
        write_whole(path, csv_lines(lineage_rows.COLUMNS, lineage_rows.lineage_rows(report, version, table=table)))
    which = (f"bản số {version.number}", f"version {version.number}") if version else ("bản dự thảo", "the draft")
    say(f"Đã ghi {path}: {which[0]}.", f"Wrote {path}: {which[1]}.")


def _write_csv(units, stream) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for unit in units:
        about = _about(unit)
        writer.writerows((*about, *row) for row in unit.rows)


def _about(unit: UnitFigures) -> tuple:
    participant, version = unit.participant, unit.version
    return (
        participant.code,
        participant.name,
        participant.kind,
        unit.state,
        version.number if version else "",
        version.digest if version else "",
        "yes" if unit.counted else "no",
    )


def _write_summary(units) -> None:
    """A line per unit: what it has, and whether it is in the totals."""
    for unit in units:
        code, name, kind, state, number, digest, counted = _about(unit)
        given = sum(bool(value) for _, _, value, _ in unit.rows)
        print("\t".join((code, name, kind, state, f"v{number}" if number else "-", counted, f"{given}/{len(unit.rows)}",
                         digest or "-")))  # fmt: skip
