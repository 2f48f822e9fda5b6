"""Writes of workbooks: files that came are kept and looked at; what was shown goes into its report."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Iterator

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import override

from tienbo.core import clock
from tienbo.documents.extraction import Classified
from tienbo.documents.extraction.errors import Unreadable, unreadable
from tienbo.documents.extraction.sniffing import MEDIA_TYPES
from tienbo.files.actions import forget_file, store_file
from tienbo.files.queries import content
from tienbo.reporting.definitions.cells import Cell, Text
from tienbo.reporting.entry.actions import (
    FigureInput,
    Recorded,
    authorise_entry,
    record_figures,
    start_entering_for,
)
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import may_see
from tienbo.reporting.entry.rights import closed_because, enters_for, may_enter
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused
from tienbo.reporting.workbook.decoding import identity_problems
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.merging import Side
from tienbo.reporting.workbook.models import WorkbookUpload
from tienbo.reporting.workbook.opening import media_type_of, opened, refusal_of
from tienbo.reporting.workbook.own.checks import which_report
from tienbo.reporting.workbook.own.queries import report_by_layout
from tienbo.reporting.workbook.parcels import MAX_FILES, files_in
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.queries import RELATIONS, Judged, judge, names_of_reports, report_of
from tienbo.reporting.workbook.verdicts import Verdict, refused, verdict_of

# What was looked at and not taken is put aside after this time.
KEPT_FOR = dt.timedelta(days=7)
MEDIA_TYPE = MEDIA_TYPES["xlsx"]


class WorkbookRefused(ValueError):
    """Nothing of the file can be taken; `judged.problems` says why."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        super().__init__(", ".join(problem.code for problem in judged.problems))


@transaction.atomic
def take_workbook(
    *, by, report: Report, facts: FileFacts, over: Collection[Cell] = (), operation: uuid.UUID | None = None
) -> tuple[Judged, Recorded]:
    """Write what a workbook changes into its report, in one operation.

    The file is judged again under the report's lock, so that what is written over was looked at. Cells that both sides
    changed are left as the report has them, except those in `over`. Saving is never blocked by a rule. A superior's
    officer enters for a unit that has not begun. WorkbookRefused; MoveRefused when the report is not open for entry.
    """
    report = locked_report(report, *RELATIONS)
    if enters_for(by, report):
        report = start_entering_for(by=by, report=report)
    authorise_entry(by, report)
    judged = judge(report, facts)
    if judged.is_refused:
        raise WorkbookRefused(judged)
    figures = [
        FigureInput(each.cell, each.new.figure.value, each.new.figure.flag, each.new.note, judged.revisions[each.cell])
        for each in judged.changes
        if each.side == Side.FILE or each.cell in over
    ]
    recorded = record_figures(
        by=by, report=report, figures=figures, origin=EntryChange.Origin.WORKBOOK, operation=operation
    )
    return judged, recorded


@transaction.atomic
def receive_workbooks(*, by, files: Iterable[tuple[str, bytes]], report: Report | None = None) -> uuid.UUID:
    """Keep files that somebody sent, ZIP archives opened, to be looked at; returns the batch.

    A file that cannot be opened, bears a secrecy mark or is of a report that the person does not fill in is refused at
    once and its bytes are not kept. `report`: the one whose page they were sent on.
    """
    batch = uuid.uuid4()
    for position, (name, data) in enumerate(_unpacked(files)):
        upload = WorkbookUpload(batch=batch, position=position, by_uid=by.uid, name=name[-255:] or "–", at=clock.now())
        verdict = _received(by, upload, data, report)
        if verdict is not None:
            upload.state, upload.verdict = WorkbookUpload.State.REFUSED, _in_both(verdict)
        upload.save()
    return batch


def _unpacked(files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    count = 0
    for name, data in files:
        try:
            for each in files_in(name, data):
                count += 1
                if count > MAX_FILES:
                    raise unreadable("too_many_files")
                yield each
        except Unreadable as problem:
            # An archive that cannot be read is one file with one answer: reading it says the same again.
            yield name, b"" if problem.reason_code == "too_many_files" else data
            if count > MAX_FILES:
                return


def _received(by, upload: WorkbookUpload, data: bytes, report: Report | None) -> Verdict | None:
    """Why the file is refused at once; None when it is kept to be looked at."""
    if not data:
        return refused(upload.name, refusal_of(unreadable("too_many_files")))
    try:
        facts = opened(data)
    except Classified as mark:
        # Not even its name is kept.
        upload.name = "–"
        return refused(upload.name, marked_problem(mark))
    except Unreadable as problem:
        return refused(upload.name, refusal_of(problem))
    found = report or report_of(facts)
    if found is None and not facts.known:
        found, problems = report_said_by_layout(by, facts)
        if found is None:
            return refused(upload.name, *problems)
    if found is None or not may_see(by, found):
        return refused(upload.name, *unknown_report(facts))
    if not (may_enter(by, found) or enters_for(by, found)):
        return refused(upload.name, closed_problem(by, found), report=found)
    upload.report = found
    upload.file = store_file(by=by, name=upload.name, media_type=media_type_of(data), data=data)
    return None


def report_said_by_layout(by, facts: FileFacts) -> tuple[Report | None, list[Problem]]:
    """The report of an office's own file that was sent on no report's page; without one, why."""
    said = report_by_layout(by, facts.book)
    if len(said.reports) == 1:
        return said.reports[0], []
    return None, [which_report.problem_of(said)] if said.row else unknown_report(facts)


def marked_problem(mark: Classified) -> Problem:
    """The file bears a secrecy mark."""
    remedy = Text("Xử lý theo quy định về bảo vệ bí mật nhà nước.", "Handle it under the rules on state secrets.")
    return Problem("classified", Severity.REFUSAL, Text(mark.vi, mark.en), remedy)


def unknown_report(facts: FileFacts) -> list[Problem]:
    """Why no report was found for a file: of none, of several, or of one that the person does not see."""
    named = FileFacts(facts.book, facts.known, facts.others, None, names_of_reports(facts))
    return identity_problems(named) or [
        Problem(
            "report_unknown",
            Severity.REFUSAL,
            Text("Không có báo cáo nào ứng với bảng tính này.", "There is no report for this workbook."),
            Text(
                "Tải bảng tính từ trang báo cáo của đơn vị mình rồi nhập lại.",
                "Download the workbook on the page of your own report.",
            ),
        )
    ]


def closed_problem(by, report: Report) -> Problem:
    """The report does not take figures from this person now, in the words of its page."""
    with override("vi"):
        vi = closed_because(by, report)
    with override("en"):
        en = closed_because(by, report)
    fallback = Text("Báo cáo không nhận số liệu lúc này.", "The report takes no figures now.")
    return Problem(
        "report_closed",
        Severity.REFUSAL,
        Text(vi or fallback.vi, en or fallback.en),
        Text("Mở báo cáo để xem có thể làm gì.", "Open the report to see what can be done."),
    )


def judged_verdict(by, name: str, report: Report, facts: FileFacts) -> tuple[Verdict, Judged]:
    """The dry run of one file, with whether its report is open for the person."""
    judged = judge(report, facts)
    if not judged.is_refused and not enters_for(by, report) and closed_because(by, report):
        return refused(name, closed_problem(by, report), report=report), judged
    return verdict_of(name, judged), judged


@transaction.atomic
def look_at_workbook(*, by, upload: WorkbookUpload) -> Verdict:
    """The dry run of a file: what it would change stands beside it from now on. `by`: who sent it. One that was taken
    or put aside meanwhile stays as it is."""
    verdict, _judged = judged_verdict(by, upload.name, upload.report, opened(content(upload.file)))
    if _state_held(upload) in (None, WorkbookUpload.State.TAKEN):
        return verdict
    upload.state = WorkbookUpload.State.SHOWN if verdict.is_accepted else WorkbookUpload.State.REFUSED
    upload.verdict = _in_both(verdict)
    upload.save(update_fields=["state", "verdict"])
    return verdict


@transaction.atomic
def look_again(*, by, report: Report) -> int:
    """The dry run once more of the files that somebody sent to a report and that could not be read: a layout may read
    them now. Returns how many can be."""
    strange = WorkbookUpload.objects.filter(
        by_uid=by.uid, report=report, state=WorkbookUpload.State.REFUSED, file__isnull=False
    ).select_related("file", *(f"report__{name}" for name in RELATIONS))
    return sum(look_at_workbook(by=by, upload=each).is_accepted for each in strange.order_by("pk"))


@transaction.atomic
def take_upload(*, by, upload: WorkbookUpload, over: Collection[Cell] = ()) -> Recorded:
    """Write what a file that was shown changes. Taking it again changes nothing. MoveRefused, WorkbookRefused."""
    if _state_held(upload) is None:
        raise PermissionDenied("put aside meanwhile")
    upload = WorkbookUpload.objects.select_related("report", "file").get(pk=upload.pk)
    if upload.by_uid != by.uid:
        raise PermissionDenied("somebody else's file")
    if upload.state == WorkbookUpload.State.TAKEN:
        return Recorded({}, ())
    if upload.file is None or upload.report is None:
        raise PermissionDenied("nothing was kept of the file")
    judged, recorded = take_workbook(
        by=by, report=upload.report, facts=opened(content(upload.file)), over=over, operation=upload.uid
    )
    upload.state, upload.taken_at = WorkbookUpload.State.TAKEN, clock.now()
    upload.verdict = _in_both(verdict_of(upload.name, judged))
    upload.save(update_fields=["state", "taken_at", "verdict"])
    return recorded


@transaction.atomic
def take_or_look(*, by, upload: WorkbookUpload) -> bool:
    """Write one file of several; where that cannot be, say again what stands in the way. Whether it was written."""
    try:
        with transaction.atomic():
            take_upload(by=by, upload=upload)
    except (MoveRefused, WorkbookRefused, PermissionDenied):
        if WorkbookUpload.objects.filter(pk=upload.pk).exists():
            look_at_workbook(by=by, upload=upload)
        return False
    return True


@transaction.atomic
def put_aside(*, by, upload: WorkbookUpload) -> None:
    """Forget a file whose figures were not written. One that was taken stays: figures came from it."""
    state = _state_held(upload)
    if upload.by_uid != by.uid or state == WorkbookUpload.State.TAKEN:
        raise PermissionDenied("a file that was taken, or somebody else's")
    if state is not None:
        _forget(by, upload)


@transaction.atomic
def put_old_aside(*, by) -> int:
    """Forget the files that nobody took in time; returns how many."""
    old = WorkbookUpload.objects.exclude(state=WorkbookUpload.State.TAKEN).filter(at__lt=clock.now() - KEPT_FOR)
    # The lock looks at the state once more: one that is taken at this moment is left out.
    found = list(old.select_for_update(of=("self",)).select_related("file").order_by("pk"))
    for upload in found:
        _forget(by, upload)
    return len(found)


def _state_held(upload: WorkbookUpload) -> str | None:
    """The state in which an upload is, until the transaction ends; None when it was put aside."""
    held = WorkbookUpload.objects.select_for_update().filter(pk=upload.pk)
    return held.values_list("state", flat=True).first()


def _forget(by, upload: WorkbookUpload) -> None:
    file = upload.file
    upload.delete()
    if file is not None:
        forget_file(by=by, file=file)


def _in_both(verdict: Verdict) -> dict:
    return {lang: verdict.as_data(lang) for lang in ("vi", "en")}
