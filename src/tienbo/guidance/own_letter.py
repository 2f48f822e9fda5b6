"""A unit's own letter to those below it: its head from the records, its text as the program writes it."""

import datetime as dt

from tienbo.committees.models import Committee
from tienbo.committees.queries import committee_of, signing_seat_of
from tienbo.core import clock
from tienbo.core.clock import ZONE
from tienbo.guidance.addressing import addressed_words
from tienbo.guidance.citing import about, cited, issuer_in_sentence, plain_subject
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.own_text import Asked, Composed, Day, Head, compose
from tienbo.guidance.states import Decision, Find, ReportKind
from tienbo.units.models import Unit
from tienbo.units.queries import children_of, contact_of, place_of

_COMMITTEE = "Ban Vì sự tiến bộ của phụ nữ"
# What is filled in by hand, or later: spaces that a page does not close up.
BLANK = "\u00a0" * 6
_HEAD_SIGNS = ("TRƯỞNG BAN",)
_REPORTS = {ReportKind.HALF_YEAR: "báo cáo sơ kết 6 tháng", ReportKind.ANNUAL: "báo cáo tổng kết năm"}


def head_fields(unit: Unit, above: Letter, on: dt.date) -> dict:
    """The head and the foot of the unit's letter that passes another on, by field of `Letter`. The number is the
    records clerk's to give.
    """
    committee = committee_of(unit, on)
    contact = contact_of(unit, on)
    return {
        "kind": above.kind,
        "issuer": committee.name if committee else place_of(unit, on).name,
        "place": committee.place if committee else "",
        "subject": plain_subject(above.subject),
        "addressed_to": _addressed_to(unit, on),
        "copy_to": ["Như trên", f"{issuer_in_sentence(above)} (để báo cáo)", "Lưu: VT"],
        "signature": _signature(committee, on),
        "contacts": {"phones": _known(contact.phone), "emails": _known(contact.email)},
    }


def composed(letter: Letter) -> Composed:
    """The text of a letter that passes another on, from its head and the finds that nobody dropped."""
    finds = list(letter.proposals.exclude(decision=Decision.DROPPED).order_by("order", "pk"))
    days = [find for find in finds if find.kind == Find.DEADLINE]
    asked = [Asked(find.pk, find.text, find.section_title, find.origin) for find in finds if find.kind == Find.TASK]
    asked += [Asked(day.pk, f"Gửi {_REPORTS[ReportKind(day.report_kind)]} {day.text}.") for day in _alone(letter, days)]
    return compose(_head(letter, bool(asked)), asked, [Day(day.pk, day.text, day.origin) for day in days])


def follows_decisions(letter: Letter) -> bool:
    """Whether the text of an own letter is the one the program writes: then it is written anew with every decision."""
    return letter.based_on_id is not None and letter.text == composed(letter).text


def _alone(letter: Letter, days: list[Proposal]) -> list[Proposal]:
    """Report deadlines that stood in no task of the letter above."""
    tasks = [task.origin for task in letter.proposals.filter(kind=Find.TASK)]
    return [
        day
        for day in days
        if day.report_kind and day.origin and not any(task and task[0] <= day.origin[0] < task[1] for task in tasks)
    ]


def _head(letter: Letter, asks: bool) -> Head:
    committee = committee_of(letter.unit, clock.today())
    signed = letter.signature
    issuer = issuer_in_sentence(letter)
    above = letter.based_on
    what = "những nội dung sau:" if asks else "văn bản trên."
    basis = f"Thực hiện {cited(above)} của {issuer_in_sentence(above)}{about(above)}"
    return Head(
        superior=committee.superior_line if committee else "",
        issuer=letter.issuer,
        number=letter.number or f"{BLANK}/{committee.symbol if committee else ''}",
        subject=about(letter).removeprefix(" về việc "),
        place_and_day=_place_and_day(letter),
        addressed_to=tuple(letter.addressed_to),
        opening=f"{basis}, {issuer} đề nghị các đơn vị triển khai thực hiện {what}",
        closing=_closing(letter, issuer),
        copies=tuple(letter.copy_to),
        authority=" ".join(part for part in (signed.get("authority"), signed.get("principal")) if part),
        titles=tuple(signed.get("titles") or ()),
        signer=signed.get("name") or "",
    )


def _closing(letter: Letter, issuer: str) -> str:
    phones = ", ".join(letter.contacts.get("phones", []))
    asking = f" Có việc chưa rõ, đề nghị trao đổi qua số điện thoại {phones}." if phones else ""
    return f"{issuer} đề nghị các đơn vị nghiêm túc thực hiện.{asking}".removesuffix(".") + "./."


def _place_and_day(letter: Letter) -> str:
    place = f"{letter.place}, " if letter.place else ""
    if letter.issued_on is None:
        return f"{place}ngày {BLANK} tháng {BLANK} năm {letter.created_at.astimezone(ZONE).year}"
    day = letter.issued_on
    month = f"{day.month:02d}" if day.month <= 2 else day.month
    return f"{place}ngày {day.day:02d} tháng {month} năm {day.year}"


def _addressed_to(unit: Unit, on: dt.date) -> list[str]:
    """Those directly below, kind by kind; where there is no committee, its focal officers."""
    places = list(children_of(unit, on))
    focal = Committee.objects.filter(
        unit__in=[place.unit_id for place in places], has_committee=False, valid_during__contains=on
    ).exists()
    whose = f"{_COMMITTEE}, cán bộ đầu mối" if focal else _COMMITTEE
    return [f"{whose} {words}" for words in addressed_words(places)]


def _signature(committee: Committee | None, on: dt.date) -> dict:
    """As the committee's reports are signed; the name is entered with the signed paper."""
    seat = signing_seat_of(committee, on) if committee else None
    authority, _, principal = (seat.authority if seat else "").partition(" ")
    titles = [*seat.titles, *_known(" ".join(seat.home_office))] if seat else list(_HEAD_SIGNS)
    return {"authority": authority or None, "principal": principal or None, "titles": titles, "name": None}


def _known(value: str) -> list[str]:
    return [value] if value else []
