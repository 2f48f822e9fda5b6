"""What the worker does with workbooks."""

import datetime as dt

from tienbo.access.models import User
from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import job, periodic
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.actions import look_at_workbook, put_old_aside, take_or_look
from tienbo.reporting.workbook.models import WorkbookUpload
from tienbo.reporting.workbook.own.actions import put_old_drafts_aside
from tienbo.reporting.workbook.queries import RELATIONS


@job
def look_at_batch(*, batch: str) -> None:
    """The dry run of every file of a batch that waits, one after another: the page shows how far it is."""
    waiting = WorkbookUpload.objects.filter(batch=batch, state=WorkbookUpload.State.WAITING)
    for upload in waiting.select_related("file").order_by("position").iterator(chunk_size=20):
        upload.report = Report.objects.select_related(*RELATIONS).get(pk=upload.report_id)
        look_at_workbook(by=User.objects.get(uid=upload.by_uid), upload=upload)


@job
def take_whole_batch(*, batch: str, by_uid: str) -> None:
    """Write every file of a batch that can be. Each is written by itself: what is done stays, whatever becomes of the
    next, and no report waits for another."""
    user = User.objects.get(uid=by_uid)
    shown = WorkbookUpload.objects.filter(batch=batch, by_uid=user.uid, state=WorkbookUpload.State.SHOWN)
    for number in list(shown.order_by("report_id", "position").values_list("pk", flat=True)):
        upload = WorkbookUpload.objects.select_related("file").filter(pk=number).first()
        if upload is None:
            continue
        upload.report = Report.objects.select_related(*RELATIONS).get(pk=upload.report_id)
        take_or_look(by=user, upload=upload)


@periodic(at=dt.time(2, 0))
@job
def put_old_workbooks_aside() -> None:
    """Forget what nobody took, and how files are read that nobody put to use."""
    put_old_aside(by=SYSTEM)
    put_old_drafts_aside(by=SYSTEM)
