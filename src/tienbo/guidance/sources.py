"""What guidance knows for a report (``indicators.ports``): documents issued, letters received, results of tasks.

The sentences go into an official report: they are Vietnamese whatever language the reader has chosen.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import translation

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import official_date
from tienbo.guidance.headings import heading_of
from tienbo.guidance.models import Addressee, Letter
from tienbo.guidance.queries import letters_issued
from tienbo.guidance.states import GUIDING, State
from tienbo.indicators.ports import Row, SourcedFigure, SourcedItem
from tienbo.register.models import OfficialDocument
from tienbo.tasks.models import Task
from tienbo.tasks.queries import progress_of_papers, results_of

DOCUMENTS_ISSUED = "committee.documents"
DOCUMENTS = "direction.documents"


def figures(
    *, unit, period: tuple[dt.date, dt.date], closing_on: dt.date, elements: Iterable[str]
) -> list[SourcedFigure]:
    """How many guiding documents the unit issued in the period, by the days printed on them."""
    if DOCUMENTS_ISSUED not in set(elements):
        return []
    documents = (
        OfficialDocument.objects.filter(
            unit=unit,
            direction=OfficialDocument.Direction.OUTGOING,
            kind__in=GUIDING,
            issued_on__gte=period[0],
            issued_on__lt=period[1],
            issued_on__lte=closing_on,
        )
        .prefetch_related("letters")
        .order_by("issued_on", "pk")
    )
    rows = [row for document in documents if (row := _document(document))]
    return [SourcedFigure(element=DOCUMENTS_ISSUED, breakdown="", value=Decimal(len(rows)), rows=tuple(rows))]


def items(*, unit, period: tuple[dt.date, dt.date], heading: str) -> list[SourcedItem]:
    """Letters issued and received, for the heading of documents; results of tasks, for the heading they fit."""
    with translation.override("vi"):
        results = [
            _result(task, heading)
            for task in results_of(unit, period)
            if heading_of(task.text, task.section) == heading
        ]
        if heading != DOCUMENTS:
            return results
        return [*_issued(unit, period), *_received(unit, period), *results]


def _document(document: OfficialDocument) -> Row | None:
    """The row behind one document; None for one whose letter was withdrawn and not sent again."""
    letters = list(document.letters.all())
    standing = next((letter for letter in letters if letter.state == State.ISSUED), None)
    if letters and standing is None:
        return None
    title = f"{document.number or '(chưa có số)'}, {official_date(document.issued_on)}: {document.subject}"
    if standing:
        return Row("guidance", "letter", str(standing.uid), title)
    return Row("register", "document", str(document.pk), title)


def _issued(unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
    start, end = period
    letters = list(
        letters_issued(unit)
        .filter(state=State.ISSUED, issued_on__gte=start, issued_on__lt=end)
        .order_by("issued_on", "pk")
    )
    progress = progress_of_papers([letter.group for letter in letters])
    found = []
    for letter in letters:
        text = f"Ban hành {_title(letter)} gửi {letter.addressed} đơn vị ({letter.acknowledged} đơn vị đã tiếp nhận)"
        if done := progress.get(letter.group):
            text += f"; đã hoàn thành {done.done}/{done.total} nhiệm vụ"
        found.append(_item(letter, f"{text}."))
    return found


def _received(unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=ZONE) for day in period)
    addressees = (
        Addressee.objects.filter(unit=unit, letter__state=State.ISSUED, acknowledged_at__gte=start)
        .filter(acknowledged_at__lt=end)
        .select_related("letter")
        .order_by("acknowledged_at", "pk")
    )
    return [
        _item(
            addressee.letter,
            f"Tiếp nhận, quán triệt {_title(addressee.letter)} của {addressee.letter.issuer or 'cấp trên'} "
            f"(ngày {official_date(addressee.acknowledged_at.astimezone(ZONE).date())}).",
        )
        for addressee in addressees
    ]


def _title(letter: Letter) -> str:
    """``Công văn số 31/BVSTBCPN-VP ngày 20/3/2015 về việc hướng dẫn công tác năm 2015``."""
    day = f" ngày {official_date(letter.issued_on)}" if letter.issued_on else ""
    subject = letter.subject[:1].lower() + letter.subject[1:]
    return f"{letter.get_kind_display()} số {letter.number}{day} về việc {subject}"


def _item(letter: Letter, text: str) -> SourcedItem:
    return SourcedItem(DOCUMENTS, text, Row("guidance", "letter", str(letter.uid), letter.title))


def _result(task: Task, heading: str) -> SourcedItem:
    text = task.result if task.result.endswith((".", ";", "!")) else f"{task.result}."
    if task.evidence:
        text = f"{text[:-1]} ({task.evidence})."
    return SourcedItem(heading, text, Row("tasks", "task", str(task.pk), f"{task.position} {task.text[:120]}".strip()))
