"""``tienbo report workbook`` and ``tienbo report upload``: a report's workbook written, workbooks read and taken."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.utils.translation import override

from tienbo.core.authorise import SYSTEM
from tienbo.core.terminal import Refusal, both, choose, language, say, why
from tienbo.documents.extraction import Classified
from tienbo.documents.extraction.errors import Unreadable
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.workbook.actions import (
    WorkbookRefused,
    closed_problem,
    judged_verdict,
    marked_problem,
    report_said_by_layout,
    take_workbook,
    unknown_report,
)
from tienbo.reporting.workbook.opening import opened, refusal_of
from tienbo.reporting.workbook.parcels import files_in
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.queries import report_of, workbook_of
from tienbo.reporting.workbook.verdicts import Verdict, plain_figure, refused, verdict_of


def add_workbook_arguments(commands, of_a_report) -> None:
    """The two sub-commands of ``tienbo report``."""
    workbook = commands.add_parser(
        "workbook", help=both("bảng tính để nhập số liệu (XLSX)", "the workbook to fill in (XLSX)")
    )
    of_a_report(workbook)
    workbook.add_argument(
        "-o", dest="out", type=Path, required=True, metavar="FILE", help=both("tệp ghi ra", "file to write")
    )
    upload = commands.add_parser(
        "upload", help=both("đọc bảng tính đã nhập, ghi vào báo cáo", "read filled-in workbooks into their reports")
    )
    upload.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=both("tệp XLSX, ODS, XLS hoặc ZIP", "XLSX, ODS, XLS or ZIP")
    )
    upload.add_argument(
        "--unit",
        default="",
        metavar="CODE",
        help=both("mã đơn vị, với --round: cho tệp riêng của cơ quan", "unit, with --round: for an office's own files"),
    )
    upload.add_argument(
        "--round", default="", metavar="CODE", help=both("mã đợt báo cáo, với --unit", "round, with --unit")
    )
    upload.add_argument(
        "--dry-run", action="store_true", help=both("chỉ xem, không ghi gì", "show only, write nothing")
    )
    upload.add_argument("--json", action="store_true", help=both("kết quả dạng JSON", "results as JSON on stdout"))


def write_workbook_file(report: Report, out: Path) -> None:
    """Write a report's workbook to a file. Refusal when it cannot be written."""
    with override(language()):
        data = workbook_of(report)
    try:
        out.write_bytes(data)
    except OSError as error:
        vi, en = why(error)
        raise Refusal(f"Không ghi được {out}: {vi}.", f"{out} cannot be written: {en}.") from error
    print(out)
    say(f"Bảng tính của {report.participant.name}.", f"Workbook of {report.participant.name}.")


def upload_files(paths: Sequence[Path], *, dry_run: bool, as_json: bool, report: Report | None = None) -> bool:
    """Read files one after another, each in memory by itself, and say what became of each; whether all were accepted.
    `report`: the one that they are for; None: each says it.

    With JSON, one object for each file on a line of its own within one list.
    """
    everything, first = True, True
    if as_json:
        print("[", end="")
    for name, data in _files(paths):
        verdict = data if isinstance(data, Verdict) else _verdict(name, data, report, dry_run=dry_run)
        everything &= verdict.is_accepted
        if as_json:
            print(("" if first else ",") + "\n" + json.dumps(verdict.as_data(language()), ensure_ascii=False), end="")
        else:
            _say(verdict, dry_run=dry_run)
        first = False
        sys.stdout.flush()
    if as_json:
        print("\n]")
    return everything


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes | Verdict]]:
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as error:
            vi, en = why(error)
            raise Refusal(f"Không đọc được {path}: {vi}.", f"{path} cannot be read: {en}.") from error
        try:
            yield from files_in(path.name, data)
        except Unreadable as problem:
            yield path.name, refused(path.name, refusal_of(problem))


def _verdict(name: str, data: bytes, report: Report | None, *, dry_run: bool) -> Verdict:
    try:
        facts = opened(data)
    except Classified as mark:
        return refused(name, marked_problem(mark))
    except Unreadable as problem:
        return refused(name, refusal_of(problem))
    report = report or report_of(facts)
    if report is None and not facts.known:
        report, problems = report_said_by_layout(SYSTEM, facts)
        if report is None:
            return refused(name, *problems)
    if report is None:
        return refused(name, *unknown_report(facts))
    if dry_run:
        return judged_verdict(SYSTEM, name, report, facts)[0]
    try:
        return verdict_of(name, take_workbook(by=SYSTEM, report=report, facts=facts)[0])
    except MoveRefused:
        return refused(name, closed_problem(SYSTEM, report), report=report)
    except WorkbookRefused as refusal:
        return verdict_of(name, refusal.judged)


def _say(verdict: Verdict, *, dry_run: bool) -> None:
    if not verdict.is_accepted:
        word = choose("không nhận", "refused")
    else:
        word = choose("sẽ nhận", "would be taken") if dry_run else choose("đã ghi", "taken")
    whose = f" ({verdict.report.participant.name}, {verdict.report.round.title})" if verdict.report else ""
    print(f"{verdict.name}: {word}{whose}")
    if verdict.read_by:
        print(f"  {choose('đọc theo cách đã khai báo', 'read as declared')}: {verdict.read_by}")
    for change in verdict.changes:
        now, new = (plain_figure(each.figure) or "–" for each in (change.now, change.new))
        clash = choose(" (hệ thống cũng đã đổi: giữ số trên hệ thống)", " (changed in the system too: kept as it is)")
        print(f"  {change.given.sheet}!{change.given.address} {change.given.line.code}: {now} → {new}"
              f"{clash if change.side == 'both' else ''}")  # fmt: skip
    for problem in verdict.problems:
        print(f"  {_mark(problem)} {_where(problem)}{problem.message.in_(language())} {problem.remedy.in_(language())}")


def _mark(problem: Problem) -> str:
    return {
        Severity.REFUSAL: choose("[từ chối]", "[refused]"),
        Severity.ERROR: choose("[lỗi]", "[error]"),
        Severity.WARNING: choose("[lưu ý]", "[note]"),
    }[problem.severity]


def _where(problem: Problem) -> str:
    if problem.sheet and problem.cell:
        return f"{problem.sheet}!{problem.cell}: "
    return f"{problem.sheet}: " if problem.sheet else ""
