"""The demo's letter: read, confirmed, issued, acknowledged, and answered by some."""

import datetime as dt
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tienbo.access.models import User
from tienbo.core import clock
from tienbo.core.deadlines import Deadline
from tienbo.core.terminal import say
from tienbo.demo.province import SINCE
from tienbo.demo.rounds import officer_of
from tienbo.documents.extraction import extract_text
from tienbo.guidance.actions.drafts import correct_letter, decide_proposals, read_into_draft
from tienbo.guidance.actions.issuing import acknowledge_letter, issue_letter
from tienbo.guidance.models import Letter
from tienbo.guidance.queries import report_deadlines, suggested_units
from tienbo.guidance.reading import read_extracted
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import children_of

YEAR = 2015
# Of every so many addressees one has not acknowledged the letter yet.
SILENT = 9
RESULTS = (
    "Đã ban hành văn bản triển khai đến các đơn vị trực thuộc.",
    "Đã tổ chức một cuộc tuyên truyền cho cán bộ, hội viên.",
    "Đã rà soát và báo cáo cấp ủy.",
)


@dataclass(frozen=True)
class Guidance:
    """The issued letter and the days it sets for the two reports."""

    letter: Letter
    half_year: dt.date
    annual: dt.date


def builtin_letter() -> bytes:
    """The letter that comes with the demo: ours, about nobody."""
    return (files("tienbo.demo") / "letter.txt").read_bytes()


def year_of(data: bytes, name: str) -> int:
    """The year in which the demo lives: that of the letter, else 2015. Raises what `extract_text` raises."""
    read = read_extracted(extract_text(data, name))
    return read.issued_on.year if read.issued_on and 2012 <= read.issued_on.year <= 2035 else YEAR


def guide(root: Unit, people: dict[str, User], data: bytes, name: str, year: int) -> Guidance:
    """Read the letter into a draft, confirm it as it was read, issue it to whom it names, let them acknowledge it."""
    officer, head = people["thuongtruc"], people["lanhdao"]
    with clock.at(dt.date(year, 3, 16)):
        letter = read_into_draft(by=officer, unit=root, data=data, filename=Path(name).name)
        for warning in letter.warnings:
            say(f"  lưu ý khi đọc: {warning['vi']}", f"  note on reading: {warning['en']}")
        decide_proposals(by=officer, letter=letter, decision="kept")
        missing = {
            field: value
            for field, value in (
                ("subject", Path(name).stem),
                ("issued_on", dt.date(year, 3, 16)),
                ("issuer", "Ban Vì sự tiến bộ của phụ nữ tỉnh Cao Bằng"),
            )
            if not getattr(letter, field)
        }
        if missing:
            letter = correct_letter(by=officer, letter=letter, fields=missing)
        places = list(children_of(root, SINCE))
        addressees = suggested_units(letter) or [place.unit for place in places]
        issue_letter(by=head, letter=letter, addressees=addressees)
        letter.refresh_from_db()
    _answer(letter, people, places, addressees, year)
    found = report_deadlines(letter)
    for kind, vi, en in (
        ("half_year", "báo cáo 6 tháng", "half-year report"),
        ("annual", "báo cáo năm", "annual report"),
    ):
        if kind not in found:
            say(
                f"  văn bản không nêu hạn {vi}: dùng hạn thường lệ của biểu mẫu",
                f"  the letter sets no date for the {en}: the form's usual date is used",
            )
    return Guidance(
        letter,
        _due(found.get("half_year"), dt.date(year, 6, 5)),
        _due(found.get("annual"), dt.date(year, 12, 5)),
    )


def _due(deadline: Deadline | None, usual: dt.date) -> dt.date:
    """The day before which to send. A letter that says "by the 4th" means before the 5th."""
    return deadline.last_on_time + dt.timedelta(days=1) if deadline else usual


def _answer(letter: Letter, people, places: list[Placement], addressees: list[Unit], year: int) -> None:
    by_unit = {place.unit_id: place for place in places}
    for index, unit in enumerate(addressees):
        if index % SILENT == SILENT - 1:
            continue
        place = by_unit[unit.pk]
        officer = officer_of(people, place.kind, place)
        with clock.at(dt.date(year, 3, 18) + dt.timedelta(days=index % 6)):
            acknowledge_letter(by=officer, letter=letter, unit=unit)
        tasks = Task.objects.filter(unit=unit).order_by("id")
        for task in tasks[: index % 4]:
            with clock.at(dt.date(year, 4, 20) + dt.timedelta(days=index % 20)):
                report_result(by=officer, task=task, result=RESULTS[task.pk % len(RESULTS)])
