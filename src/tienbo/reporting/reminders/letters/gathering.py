"""Who still owes, and whose paper it is, as the wording asks for it; and the printed letter."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from tienbo.access.permissions import Permission
from tienbo.committees.queries import committee_names, committee_of
from tienbo.core import clock
from tienbo.documents.docx import to_docx
from tienbo.documents.pdf import to_pdf
from tienbo.reporting.entry.queries import may_see
from tienbo.reporting.output import gathering
from tienbo.reporting.output.snapshot import Issuer
from tienbo.reporting.reminders import wording
from tienbo.reporting.reminders.models import RemindingLetter
from tienbo.reporting.reminders.queries import owing
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.queries import dues_of
from tienbo.units.queries import contact_of

WRITERS = {"docx": to_docx, "pdf": to_pdf}
ILLUSTRATIVE = "Số liệu minh họa, không phải số liệu thật"


@dataclass(frozen=True)
class OwingUnit:
    """A unit below that has not sent: as the wording has it, and whether it is late today."""

    participant: Participant
    said: wording.Owing
    is_late: bool


def owing_below(report: Report) -> list[OwingUnit]:
    """The units that report to this one and still have to send by themselves, in Vietnamese order."""
    below = [each for each in owing(report.round) if each.superior_id == report.participant_id]
    dues, today = dues_of(below), clock.today()
    committees = committee_names((each.owed_by_id or each.unit_id for each in below), today)
    found = []
    for each in below:
        due = dues.get(each.pk)
        said = wording.Owing(
            each.name,
            due.of_round.last_on_time if due else None,
            due.extended_to if due else None,
            committees.get(each.owed_by_id or each.unit_id, ""),
        )
        found.append(OwingUnit(each, said, due is not None and due.is_late(today)))
    return found


def letter_visible_to(user, number: int) -> RemindingLetter | None:
    """A recorded letter, for who may urge in the sender's name and who sees the report of a unit that it went to."""
    found = (
        RemindingLetter.objects.filter(pk=number)
        .select_related("document__file", "report__participant", "report__round", "report__unit")
        .first()
    )
    if found is None:
        return None
    asked = Report.objects.filter(participant__in=found.addressed.all()).select_related("participant__owed_by", "round")
    is_seen = user.has_perm(Permission.REPORT_TAKE, found.report.answered_by) or any(
        may_see(user, report) for report in asked
    )
    return found if is_seen else None


def issuer_of(report: Report, day: dt.date) -> Issuer:
    """Whose letter it is, as on the unit's other papers; without a committee on record it has no symbol."""
    committee = committee_of(report.participant.answering_unit, day)
    return gathering.issuer_of(report.participant, committee, day, symbol="")


def usual_words(report: Report) -> str:
    """The paragraph that may be changed, with the office's telephone."""
    return wording.usual_words(contact_of(report.unit, clock.today()).phone)


def link_to_round(report: Report, site: str = "") -> str:
    """The short address of the round, which leads each unit to its own report. `site`: where the site is reached, when
    it has no public address on record."""
    return (settings.PUBLIC_URL or site.rstrip("/")) + reverse("reporting:round", args=[report.round.code])


def letter_of(
    report: Report,
    units: Sequence[OwingUnit],
    *,
    until: dt.date,
    words: str,
    number: str = "",
    signed_on: dt.date | None = None,
) -> wording.Letter:
    """The facts of the letter to these units."""
    today = clock.today()
    return wording.Letter(
        issuer=issuer_of(report, signed_on or today),
        round=report.round.title,
        origin=report.round.origin,
        units=tuple(each.said for each in units),
        until=until,
        words=words,
        today=today,
        number=number,
        signed_on=signed_on,
        foot=ILLUSTRATIVE if report.round.options.get("illustrative") else "",
    )


def print_letter(letter: wording.Letter, format: str) -> bytes:
    """As DOCX or PDF. KeyError for another format."""
    return WRITERS[format](wording.letter_document(letter))


def letter_name(report: Report, format: str, number: str = "") -> str:
    """``cong-van-don-doc-2015-h1-04.docx``."""
    which = "".join(sign if sign.isalnum() else "-" for sign in number.lower())
    parts = ["cong-van-don-doc", report.round.code, report.participant.slug, *([f"so-{which}"] if which else [])]
    return f"{'-'.join(parts)}.{format}"


def chosen(units: Sequence[OwingUnit], slugs: Collection[str]) -> list[OwingUnit]:
    """Of these units, those with one of these parts of an address."""
    return [each for each in units if each.participant.slug in slugs]
