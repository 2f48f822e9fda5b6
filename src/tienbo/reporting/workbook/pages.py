"""What the screens of workbooks show."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from tienbo.documents.extraction.errors import Unreadable
from tienbo.files.queries import content
from tienbo.reporting.definitions.cells import head_of
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import language, words
from tienbo.reporting.entry.sheets import key_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rules.findings import column_name
from tienbo.reporting.workbook.actions import judged_verdict
from tienbo.reporting.workbook.merging import Change, Side
from tienbo.reporting.workbook.models import WorkbookUpload
from tienbo.reporting.workbook.opening import opened
from tienbo.reporting.workbook.own.queries import owners_for
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.queries import Judged
from tienbo.reporting.workbook.verdicts import Verdict, shown_figure

# Beyond this many rows a list on the page is unfolded only when asked for.
SHOWN = 60


@dataclass(frozen=True)
class ChangeRow:
    """A change as a row: where in the file, which line and column, what the report holds, what the file holds."""

    key: str
    sheet: str
    address: str
    code: str
    label: str
    column: str
    base: str
    now: str
    new: str
    note: str
    is_clash: bool


@dataclass(frozen=True)
class ProblemRow:
    """A problem as a row, in the reader's language."""

    severity: str
    where: str
    message: str
    remedy: str


@dataclass(frozen=True)
class UploadPage:
    """One file: what it would change, what is wrong, whether it can be taken. `may_be_declared`: it is no workbook of
    ours, and the person may say how it is read. `left_out`: cells that cannot be read, so that the report keeps what it
    has; `standing`: what the rules say of tables that the file does not change."""

    upload: WorkbookUpload
    report: Report | None
    is_accepted: bool
    changes: Sequence[ChangeRow]
    clashes: Sequence[ChangeRow]
    problems: Sequence[ProblemRow]
    elsewhere: int
    absent: Sequence[str]
    can_be_given_back: bool
    read_by: str
    may_be_declared: bool
    left_out: int = 0
    standing: Sequence[ProblemRow] = ()


def upload_page(user, upload: WorkbookUpload) -> UploadPage:
    """The page of a file: judged anew against the report as it stands, as long as it was not taken."""
    if upload.state == WorkbookUpload.State.TAKEN or upload.file is None or upload.report is None:
        return _told(upload)
    verdict, judged = judged_verdict(user, upload.name, upload.report, opened(content(upload.file)))
    form = definition_of(upload.report.round.form)
    flags = {code: words(flag.text) for code, flag in form.flags.items()}
    rows = [_change(each, flags) for each in verdict.changes]
    of_file = judged.decoded.problems
    # An office's own sheet bears another name than the table.
    tables = {form.table_of(form.row_by_code[each.cell.element]).code for each in verdict.changes}
    touched = {each.sheet for each in rows} | tables
    worst = _worst_first(verdict)
    standing = [each for each in worst if each not in of_file and each.sheet not in touched]
    return UploadPage(
        upload,
        upload.report,
        verdict.is_accepted,
        [each for each in rows if not each.is_clash],
        [each for each in rows if each.is_clash],
        [_problem(each) for each in worst if each not in standing],
        verdict.elsewhere,
        verdict.absent,
        not judged.is_refused and judged.own is None,
        verdict.read_by,
        is_strange(verdict.problems) and bool(owners_for(user, upload.report)),
        sum(each.severity == Severity.ERROR for each in of_file),
        [_problem(each) for each in standing],
    )


def _told(upload: WorkbookUpload) -> UploadPage:
    """What was found when it was taken or refused: the file is looked at no more."""
    said = upload.verdict.get(language(), {})
    rows = [
        ChangeRow("", each["sheet"], each["cell"], each["line"], "", "", "", each["from"] or "–", each["to"] or "–",
                  each["note_to"] if each["note_to"] != each["note_from"] else "", each["changed_by"] == Side.BOTH)
        for each in said.get("changes", ())
    ]  # fmt: skip
    problems = [
        ProblemRow(each["severity"], _where(each["sheet"], each["cell"]), each["message"], each["remedy"])
        for each in said.get("problems", ())
    ]
    return UploadPage(
        upload,
        upload.report,
        upload.state == WorkbookUpload.State.TAKEN,
        [each for each in rows if not each.is_clash],
        [each for each in rows if each.is_clash],
        problems,
        said.get("changed_elsewhere", 0),
        said.get("tables_absent", ()),
        False,
        said.get("read_by") or "",
        False,
    )


def is_strange(problems: Sequence[Problem]) -> bool:
    """Whether a file was refused because it is no workbook of ours and no layout reads it."""
    return any(problem.code == "no_sheet_of_ours" for problem in problems)


def _worst_first(verdict: Verdict) -> list[Problem]:
    order = {"refusal": 0, "error": 1, "warning": 2}
    return sorted(verdict.problems, key=lambda problem: order[problem.severity])


def _change(change: Change, flags: dict[str, str]) -> ChangeRow:
    line = change.given.line
    column = next(each for each in line.columns if head_of(each) == change.given.column)
    name = column_name(line, column)
    return ChangeRow(
        key_of(change.cell),
        change.given.sheet,
        change.given.address,
        line.code,
        words(line.label),
        words(name) if name else "",
        shown_figure(change.base.figure, flags),
        shown_figure(change.now.figure, flags),
        shown_figure(change.new.figure, flags),
        change.new.note if change.new.note != change.now.note else "",
        change.side == Side.BOTH,
    )


def _problem(problem: Problem) -> ProblemRow:
    lang = language()
    where = _where(problem.sheet, problem.cell)
    return ProblemRow(str(problem.severity), where, problem.message.in_(lang), problem.remedy.in_(lang))


def _where(sheet: str, cell: str) -> str:
    return f"{sheet}!{cell}" if sheet and cell else sheet


@dataclass(frozen=True)
class BatchRow:
    """A file of a batch as a row."""

    upload: WorkbookUpload
    url: str
    unit: str
    changes: int
    clashes: int
    errors: int
    warnings: int
    why: str


@dataclass(frozen=True)
class BatchPage:
    """Files that were sent together."""

    batch: uuid.UUID
    rows: Sequence[BatchRow]

    @property
    def done(self) -> int:
        """Files that were looked at."""
        return sum(row.upload.state != WorkbookUpload.State.WAITING for row in self.rows)

    @property
    def of(self) -> int:
        """All files."""
        return len(self.rows)

    @property
    def is_waiting(self) -> bool:
        """Some are still to be looked at."""
        return self.done < self.of

    @property
    def to_take(self) -> int:
        """Files that can be written."""
        return sum(row.upload.state == WorkbookUpload.State.SHOWN for row in self.rows)

    @property
    def taken(self) -> int:
        """Files that were written."""
        return sum(row.upload.state == WorkbookUpload.State.TAKEN for row in self.rows)


def batch_page(user, batch: uuid.UUID) -> BatchPage | None:
    """The files that the person sent together; None when he sent none."""
    found = (
        WorkbookUpload.objects.filter(batch=batch, by_uid=user.uid)
        .select_related("report__participant", "report__round")
        .order_by("position")
    )
    rows = [_row(each) for each in found]
    return BatchPage(batch, rows) if rows else None


def _row(upload: WorkbookUpload) -> BatchRow:
    said = upload.verdict.get(language(), {})
    problems = said.get("problems", ())
    return BatchRow(
        upload,
        reverse("reporting:workbook_upload", args=[upload.uid]),
        upload.report.participant.name if upload.report else "",
        len(said.get("changes", ())),
        sum(each["changed_by"] == Side.BOTH for each in said.get("changes", ())),
        sum(each["severity"] == "error" for each in problems),
        sum(each["severity"] == "warning" for each in problems),
        next((f"{each['message']} {each['remedy']}" for each in problems if each["severity"] == "refusal"), ""),
    )


def waiting_for(user, report: Report | None = None) -> list[WorkbookUpload]:
    """Files of the person that were shown and neither taken nor put aside, the newest first."""
    found = WorkbookUpload.objects.filter(by_uid=user.uid, state=WorkbookUpload.State.SHOWN)
    if report is not None:
        found = found.filter(report=report)
    return list(found.select_related("report__participant", "report__round").order_by("-at", "-pk")[:20])


def judged_upload(user, upload: WorkbookUpload) -> Judged | None:
    """The dry run of a kept file; None when nothing can be given back of it."""
    if upload.file is None or upload.report is None:
        return None
    try:
        _verdict, judged = judged_verdict(user, upload.name, upload.report, opened(content(upload.file)))
    except Unreadable:
        return None
    return None if judged.is_refused or judged.own else judged
