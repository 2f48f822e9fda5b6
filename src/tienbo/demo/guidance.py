"""The demo's letter: read, confirmed, issued, acknowledged, passed on by districts to communes, answered by some."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from django.utils import translation

from tienbo.access.models import User
from tienbo.core import clock
from tienbo.core.deadlines import Deadline, official_date
from tienbo.core.terminal import Refusal, say
from tienbo.demo.days import USUAL_ANNUAL, USUAL_HALF_YEAR, LetterDays
from tienbo.demo.province import SINCE, bare_name, in_sentence
from tienbo.demo.seats import officer_of, sender_of
from tienbo.documents.extraction import extract_text
from tienbo.guidance.actions.drafts import (
    correct_letter,
    correct_proposal,
    decide_proposals,
    read_into_draft,
)
from tienbo.guidance.actions.issuing import acknowledge_letter, issue_letter
from tienbo.guidance.actions.passing_on import pass_letter_on
from tienbo.guidance.finds import finds_of
from tienbo.guidance.models import Letter
from tienbo.guidance.queries import letters_received, report_deadlines, suggested_units
from tienbo.guidance.reading import read_extracted
from tienbo.guidance.states import Decision, Find
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task
from tienbo.tasks.states import Firmness
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import children_of

YEARS = range(2012, 2036)
USUAL_YEAR = 2015
# Of every so many addressees one has not acknowledged the letter yet.
SILENT = 9
# But the district and the commune whose logins are printed: whoever looks in there finds tasks.
VISITED = frozenset({"051", "01711"})
# By how much earlier a district wants the reports of its communes.
COMMUNES_BEFORE = dt.timedelta(days=10)
RESULTS = (
    "Đã ban hành văn bản triển khai đến các đơn vị trực thuộc.",
    "Đã tổ chức một cuộc tuyên truyền cho cán bộ, hội viên.",
    "Đã rà soát và báo cáo cấp ủy.",
)
SENT = {"half_year": "Đã gửi báo cáo sơ kết 6 tháng đầu năm.", "annual": "Đã gửi báo cáo tổng kết năm."}


@dataclass(frozen=True)
class Plan:
    """What the demo takes from a letter before it builds anything: its days, and the due days of the two reports.

    `named`: the reports (``half_year``, ``annual``) for which the letter itself sets a day.
    """

    letter: LetterDays
    half_year: dt.date
    annual: dt.date
    named: frozenset[str]

    @property
    def year(self) -> int:
        """The year in which the demo lives."""
        return self.half_year.year


def builtin_letter() -> bytes:
    """The letter that comes with the demo: ours, about nobody."""
    return (files("tienbo.demo") / "letter.txt").read_bytes()


def plan_of(data: bytes, name: str) -> Plan:
    """The days of the chain for a letter. Raises what `extract_text` raises, `Refusal` for a text that is no letter."""
    read = read_extracted(extract_text(data, name))
    if not read.is_letter:
        raise Refusal(
            f"{name} không phải công văn: không thấy số, ngày, nơi gửi hay nội dung giao việc.",
            f"{name} is no official letter: no number, date, addressees or tasks were found in it.",
        )
    found: dict[str, Deadline] = {}
    for find in finds_of(read):
        if find.kind == Find.DEADLINE and find.report_kind and find.due_on:
            found.setdefault(find.report_kind, Deadline(find.due_on, find.due_exclusive, find.due_time))
    days = [each.on for each in found.values()]
    year = (days[0] if days else read.issued_on or dt.date(USUAL_YEAR, 1, 1)).year
    year = year if year in YEARS else USUAL_YEAR
    half_year = _due(found.get("half_year"), dt.date(year, *USUAL_HALF_YEAR))
    annual = _due(found.get("annual"), dt.date(year, *USUAL_ANNUAL))
    return Plan(LetterDays.of(read.issued_on, half_year), half_year, annual, frozenset(found))


def _due(deadline: Deadline | None, usual: dt.date) -> dt.date:
    """The day before which to send. A letter that says "by the 4th" means before the 5th."""
    return deadline.last_on_time + dt.timedelta(days=1) if deadline else usual


def say_what_is_missing(plan: Plan) -> None:
    """Which days the letter leaves to the form."""
    for kind, vi, en in (
        ("half_year", "báo cáo 6 tháng", "half-year report"),
        ("annual", "báo cáo năm", "annual report"),
    ):
        if kind not in plan.named:
            say(
                f"  văn bản không nêu hạn {vi}: dùng hạn thường lệ của biểu mẫu",
                f"  the letter sets no date for the {en}: the form's usual date is used",
            )


def guide(root: Unit, people: dict[str, User], data: bytes, name: str, plan: Plan) -> Letter:
    """Read the letter, issue it to whom it names, let most take note and districts pass it on to their communes."""
    letter = _issue(root, people, data, name, plan)
    places = {place.unit_id: place for place in children_of(root, SINCE)}
    addressed = [places[each.unit_id] for each in letter.addressees.order_by("pk")]
    days = [plan.letter.acknowledged(index / len(addressed)) for index in range(len(addressed))]
    told = _acknowledge(letter, people, addressed, days)
    districts = [place for place in told if place.kind == Kind.DISTRICT]
    with clock.at(plan.letter.passed_on):
        own = [_pass_on(letter, district, people, plan) for district in districts]
    for index, (district, each) in enumerate(zip(districts, own, strict=True)):
        communes = list(children_of(district.unit, SINCE))
        _acknowledge(each, people, communes, [plan.letter.acknowledged_below(index / len(own))] * len(communes))
    return letter


def report_results(letter: Letter, people: dict[str, User], plan: Plan) -> None:
    """Some of those who took note tell what came of their first tasks."""
    addressed = letter.addressees.filter(acknowledged_at__isnull=False).order_by("pk").select_related("unit")
    places = {place.unit_id: place for place in children_of(letter.unit, SINCE)}
    for index, addressee in enumerate(addressed):
        officer = officer_of(people, places[addressee.unit_id])
        with clock.at(plan.letter.reported(index / len(addressed))):
            for task in Task.objects.filter(unit=addressee.unit).order_by("id")[: index % 4]:
                report_result(by=officer, task=task, result=RESULTS[task.pk % len(RESULTS)])


def report_sending(unit: Unit, officer: User, report: str) -> None:
    """A unit that has sent a periodic report says so at the task of the letter that asked it by a day."""
    for received in letters_received(unit):
        asked = report_deadlines(received.letter).get(report)
        tasks = Task.objects.filter(group=received.letter.group, unit=unit, due_on=asked.on) if asked else ()
        for task in tasks:
            report_result(by=officer, task=task, result=SENT[report])


def name_of(letter: Letter) -> str:
    """The letter as a round or a report names it: ``Công văn số 57/BVSTBCPN-VP ngày 16/3/2015``."""
    if not letter.number or not letter.issued_on:
        return letter.subject
    with translation.override("vi"):
        return f"{letter.get_kind_display()} số {letter.number} ngày {official_date(letter.issued_on)}"


def _issue(root: Unit, people: dict[str, User], data: bytes, name: str, plan: Plan) -> Letter:
    """The letter as it was read, confirmed whole, issued to the units that its words mean."""
    officer, head = people["thuongtruc"], people["lanhdao"]
    with clock.at(plan.letter.issued):
        letter = read_into_draft(by=officer, unit=root, data=data, filename=Path(name).name)
        for warning in letter.warnings:
            say(f"  lưu ý khi đọc: {warning['vi']}", f"  note on reading: {warning['en']}")
        decide_proposals(by=officer, letter=letter, decision=Decision.KEPT)
        needed = {
            "subject": Path(name).stem,
            "issued_on": plan.letter.issued,
            "issuer": "Ban Vì sự tiến bộ của phụ nữ tỉnh Cao Bằng",
        }
        missing = {field: value for field, value in needed.items() if not getattr(letter, field)}
        letter = correct_letter(by=officer, letter=letter, fields=missing)
        addressees = suggested_units(letter) or [place.unit for place in children_of(root, SINCE)]
        return issue_letter(by=head, letter=letter, addressees=addressees).letter


def _acknowledge(
    letter: Letter, people: dict[str, User], places: Sequence[Placement], days: Sequence[dt.date]
) -> list[Placement]:
    """All but a few take note, each on its day; those that did."""
    told = [
        (place, day)
        for index, (place, day) in enumerate(zip(places, days, strict=True))
        if index % SILENT != SILENT - 1 or place.official_code in VISITED
    ]
    for place, day in told:
        with clock.at(day):
            acknowledge_letter(by=officer_of(people, place), letter=letter, unit=place.unit)
    return [place for place, _ in told]


def _pass_on(letter: Letter, place: Placement, people: dict[str, User], plan: Plan) -> Letter:
    """The district's own letter to its communes: what it was asked, without what is only encouraged, due earlier."""
    officer = officer_of(people, place)
    draft = pass_letter_on(by=officer, letter=letter, unit=place.unit)
    name = in_sentence(place.name)
    head = {
        "number": f"{10 + int(place.official_code) % 40}/BVSTBCPN",
        "issued_on": clock.today(),
        "issuer": f"Ban Vì sự tiến bộ của phụ nữ {name}",
        "place": bare_name(place.name),
        "subject": f"Triển khai nhiệm vụ bình đẳng giới năm {plan.year} trên địa bàn {name}",
        "addressed_to": [f"Ban VSTBCPN, cán bộ đầu mối các xã, phường, thị trấn thuộc {name}"],
    }
    draft = correct_letter(by=officer, letter=draft, fields=head)
    encouraged = list(draft.proposals.filter(firmness=Firmness.ENCOURAGED))
    decide_proposals(by=officer, letter=draft, decision=Decision.DROPPED, proposals=encouraged)
    for find in draft.proposals.exclude(decision=Decision.DROPPED).filter(due_on__isnull=False).order_by("pk"):
        if find.asked_above:
            # A report's day: earlier already.
            continue
        correct_proposal(by=officer, proposal=find, fields={"due_on": find.due_on - COMMUNES_BEFORE})
    decide_proposals(by=officer, letter=draft, decision=Decision.KEPT)
    communes = [each.unit for each in children_of(place.unit, SINCE)]
    return issue_letter(by=sender_of(people, place), letter=draft, addressees=communes).letter
