"""Writes of layouts: begun on a sample, said table by table, used, retired, thrown away."""

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.files.actions import forget_file, store_file
from tienbo.files.models import StoredFile
from tienbo.files.queries import content
from tienbo.journal.actions import record
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.models import OwnLayout, WorkbookUpload
from tienbo.reporting.workbook.opening import media_type_of, opened
from tienbo.reporting.workbook.own.declaring import Meant, declared
from tienbo.reporting.workbook.own.grids import Grid, grids_of
from tienbo.reporting.workbook.own.layouts import Layout
from tienbo.reporting.workbook.own.queries import Owner, owner_of
from tienbo.units.models import Unit

# A draft that nobody puts to use is thrown away after this time, with its sample.
DRAFT_KEPT_FOR = dt.timedelta(days=30)
_OURS = Text(
    "Tệp là bảng tính của báo cáo tải từ phần mềm: đọc được ngay, không phải khai báo.",
    "The file is the workbook of the report itself: it is read as it is, nothing is to be said of it.",
)
_NO_TABLE = Text(
    "Trong tệp không có bảng nào: chọn tệp có bảng số liệu.",
    "The file holds no table: choose one that holds the table of figures.",
)
_CHANGED = Text(
    "Người khác vừa sửa cách đọc này: tải lại trang để xem rồi khai báo tiếp.",
    "Somebody else has just changed this: load the page again, look, then go on.",
)
_NOT_WHOLE = Text(
    "Chưa dùng được: phải có một bảng đã chọn cột nội dung, ít nhất một cột số liệu và một dòng.",
    "It reads nothing yet: one table needs its column of labels, a column of figures and a row.",
)
_NO_NAME = Text("Ghi tên cho cách đọc này.", "Give it a name.")
_NAME_TAKEN = Text(
    "Đã có một cách đọc đang dùng mang tên này: đặt tên khác hoặc ngừng dùng cách cũ.",
    "Another one in use bears this name: choose another name or retire the other.",
)
_IN_USE = Text("Cách đọc đang dùng: ngừng dùng trước rồi mới xóa.", "It is in use: retire it before throwing it away.")


class LayoutRefused(ValueError):
    """It cannot be done; `why` says what is wrong and what to do."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


@transaction.atomic
def begin_layout(
    *, by, report: Report, owner: Owner, name: str, data: bytes = b"", upload: WorkbookUpload | None = None
) -> OwnLayout:
    """Begin to say how a kind of file is read, on a sample: bytes that came, or a file that was sent and kept.

    Raises LayoutRefused; Unreadable; Classified, and then nothing is kept.
    """
    authorise(by, owner.permission, owner.over)
    found = opened(content(upload.file) if upload else data)
    if found.known:
        raise LayoutRefused(_OURS)
    if not grids_of(found.book):
        raise LayoutRefused(_NO_TABLE)
    if upload is not None:
        sample = upload.file
    else:
        sample = store_file(by=by, name=name, media_type=media_type_of(data), data=data)
    moment = clock.now()
    row = OwnLayout.objects.create(
        unit=owner.unit,
        for_below=owner.is_above,
        form_code=report.round.form.code,
        name=_name(name.rpartition(".")[0] or name),
        layout=Layout().as_data(),
        sample=sample,
        made_by_uid=getattr(by, "uid", None),
        made_at=moment,
        changed_by_uid=getattr(by, "uid", None),
        changed_at=moment,
    )
    _journal(by, "layout.begun", row)
    return row


@transaction.atomic
def declare_table(
    *,
    by,
    report: Report,
    row: OwnLayout,
    grid: Grid,
    columns: Mapping[int, str],
    rows: Mapping[int, Meant],
    scale: int = 1,
    dash: str = "",
    seen: str = "",
) -> OwnLayout:
    """Say how one sheet of the sample is read, in the place of what was said of it before. `seen`: `stamp` of what the
    person looked at; LayoutRefused when somebody else changed it meanwhile."""
    row = _locked(by, report, row)
    if seen and seen != stamp(row):
        raise LayoutRefused(_CHANGED)
    table = declared(grid, columns, rows, scale=scale, dash=dash)
    layout = Layout.of_data(row.layout).with_table(table)
    if row.state == OwnLayout.State.ACTIVE and not layout.is_whole:
        raise LayoutRefused(_NOT_WHOLE)
    row.layout = layout.as_data()
    _keep(by, row, "layout")
    _journal(by, "layout.changed", row)
    return row


@transaction.atomic
def use_layout(*, by, report: Report, row: OwnLayout, name: str) -> OwnLayout:
    """Read files by it from now on, under a name. LayoutRefused when it reads nothing, or the name is taken."""
    # One after the other: a name is taken once.
    Unit.objects.select_for_update(no_key=True).get(pk=row.unit_id)
    row = _locked(by, report, row)
    if not Layout.of_data(row.layout).is_whole:
        raise LayoutRefused(_NOT_WHOLE)
    refuse_marked_text(name)
    if not (name := _name(name)):
        raise LayoutRefused(_NO_NAME)
    others = OwnLayout.objects.filter(unit=row.unit_id, form_code=row.form_code, state=OwnLayout.State.ACTIVE)
    if others.filter(name=name).exclude(pk=row.pk).exists():
        raise LayoutRefused(_NAME_TAKEN)
    row.name, row.state = name, OwnLayout.State.ACTIVE
    _keep(by, row, "name", "state")
    _journal(by, "layout.used", row)
    return row


@transaction.atomic
def retire_layout(*, by, report: Report, row: OwnLayout) -> OwnLayout:
    """Files are no longer read by it. What was read stays, and it can be used again."""
    row = _locked(by, report, row)
    if row.state != OwnLayout.State.ACTIVE:
        return row
    row.state = OwnLayout.State.RETIRED
    _keep(by, row, "state")
    _journal(by, "layout.retired", row)
    return row


@transaction.atomic
def discard_layout(*, by, report: Report, row: OwnLayout) -> None:
    """Throw one that is not in use away, with its sample. LayoutRefused for one in use."""
    row = _locked(by, report, row)
    if row.state == OwnLayout.State.ACTIVE:
        raise LayoutRefused(_IN_USE)
    _discard(by, row)


@transaction.atomic
def put_old_drafts_aside(*, by) -> int:
    """Throw away the drafts that nobody put to use in time; returns how many."""
    old = OwnLayout.objects.filter(state=OwnLayout.State.DRAFT, changed_at__lt=clock.now() - DRAFT_KEPT_FOR)
    # The lock looks at the state once more: one that is put to use at this moment is left out.
    found = list(old.select_for_update(of=("self",)).select_related("sample", "unit").order_by("pk"))
    for row in found:
        _discard(by, row)
    return len(found)


def stamp(row: OwnLayout) -> str:
    """What tells one state of a layout from another."""
    return row.changed_at.isoformat()


def _discard(by, row: OwnLayout) -> None:
    sample: StoredFile = row.sample
    _journal(by, "layout.discarded", row)
    row.delete()
    forget_file(by=by, file=sample)


def _locked(by, report: Report, row: OwnLayout) -> OwnLayout:
    """The layout, held; PermissionDenied for whoever may not say how files of its unit are read."""
    row = OwnLayout.objects.select_for_update(of=("self",)).select_related("unit", "sample").get(pk=row.pk)
    owner = owner_of(report, row)
    if owner is None:
        raise PermissionDenied("a layout of another unit")
    authorise(by, owner.permission, owner.over)
    return row


def _keep(by, row: OwnLayout, *fields: str) -> None:
    row.changed_by_uid, row.changed_at = getattr(by, "uid", None), clock.now()
    row.save(update_fields=[*fields, "changed_by_uid", "changed_at"])


def _name(text: str) -> str:
    return nfc(" ".join(text.split()))[:120]


def _journal(by, action: str, row: OwnLayout) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="layout",
        key=row.uid,
        unit_uid=row.unit.uid,
        facts={"name": row.name, "form": row.form_code},
    )
