"""What guidance knows for a report (``indicators.ports``): documents issued, letters received, results of tasks.

The sentences go into an official report: they are Vietnamese whatever language the reader has chosen.
"""

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from django.utils import translation

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date, official_date
from tienbo.guidance.citing import cited_with_subject, issuer_in_sentence
from tienbo.guidance.models import Addressee, Letter
from tienbo.guidance.queries import keys_asking_for_reports, letters_issued
from tienbo.guidance.states import GUIDING, State
from tienbo.indicators.ports import Row, SourcedFigure, SourcedItem
from tienbo.register.models import OfficialDocument
from tienbo.tasks.models import Task
from tienbo.tasks.queries import progress_of_papers, results_of

DOCUMENTS_ISSUED = "committee.documents"
# What its letters are about, whatever they ask for.
DOCUMENTS = ("văn bản hướng dẫn",)
_ADDRESS = re.compile(r"\s*(?:/|https?://|www\.)")


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


def items(*, unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
    """Letters issued and received, and results of tasks; that a report was sent is no result to report."""
    with translation.override("vi"):
        sending = keys_asking_for_reports(unit)
        results = [_result(task) for task in results_of(unit, period) if task.key not in sending]
        return [*_issued(unit, period), *_received(unit, period), *results]


def _document(document: OfficialDocument) -> Row | None:
    """The row behind one document; None for one whose letter was withdrawn and not sent again."""
    letters = list(document.letters.all())
    standing = next((letter for letter in letters if letter.state == State.ISSUED), None)
    if letters and standing is None:
        return None
    title = f"{document.number or '(chưa có số)'}, {form_date(document.issued_on)}: {document.subject}"
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
        text = (
            f"Ban hành {cited_with_subject(letter)} gửi {letter.addressed} đơn vị "
            f"({letter.acknowledged} đơn vị đã tiếp nhận)"
        )
        if done := progress.get(letter.group):
            text += f"; đã hoàn thành {done.done}/{done.total} nhiệm vụ"
        found.append(_item(letter, f"{text}."))
    return found


def _received(unit, period: tuple[dt.date, dt.date]) -> list[SourcedItem]:
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=ZONE) for day in period)
    addressees = (
        Addressee.objects.filter(unit=unit, letter__state=State.ISSUED, acknowledged_at__gte=start)
        .filter(acknowledged_at__lt=end)
        .select_related("letter__unit")
        .order_by("acknowledged_at", "pk")
    )
    return [
        _item(
            addressee.letter,
            f"Tiếp nhận, quán triệt {cited_with_subject(addressee.letter)} của {issuer_in_sentence(addressee.letter)} "
            f"(ngày {official_date(addressee.acknowledged_at.astimezone(ZONE).date())}).",
        )
        for addressee in addressees
    ]


def _item(letter: Letter, text: str) -> SourcedItem:
    return SourcedItem(text, Row("guidance", "letter", str(letter.uid), letter.title), DOCUMENTS)


def _result(task: Task) -> SourcedItem:
    text = task.result if task.result.endswith((".", ";", "!")) else f"{task.result}."
    if task.evidence and not _ADDRESS.match(task.evidence):
        text = f"{text[:-1]} ({task.evidence})."
    row = Row("tasks", "task", str(task.pk), f"{task.position} {task.text[:120]}".strip())
    return SourcedItem(text, row, (task.text, task.section))
