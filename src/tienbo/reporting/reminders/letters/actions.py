"""The write of a reminding letter: into the register, once the records clerk has numbered it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.documents.extraction.sniffing import MEDIA_TYPES
from tienbo.files.actions import store_file
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.register.actions import hold_register, record_document
from tienbo.register.models import OfficialDocument
from tienbo.register.queries import outgoing_numbered
from tienbo.reporting.reminders.letters.gathering import chosen, letter_name, letter_of, owing_below, print_letter
from tienbo.reporting.reminders.models import RemindingLetter
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Report

KIND = "reminder"


class NobodyOwes(ValueError):
    """None of the chosen units owes its report any more."""


class NumberTaken(ValueError):
    """Another outgoing document of the year bears the number."""


class NotSignedYet(ValueError):
    """The letter's day has not come."""


@transaction.atomic
def record_letter(
    *, by, report: Report, slugs: Sequence[str], until: dt.date, words: str, number: str, signed_on: dt.date
) -> RemindingLetter:
    """Print the letter to the chosen units below with its number and day, keep the PDF, enter it in the register and
    tell the units. NobodyOwes, NumberTaken, NotSignedYet; ClassifiedText."""
    authorise(by, Permission.REPORT_TAKE, report.answered_by)
    report = locked_report(report, "participant__unit", "participant__owed_by", "round", "unit")
    number, words = nfc(number).strip(), nfc(words).strip()
    refuse_marked_text(words)
    refuse_marked_text(number)
    if signed_on > clock.today():
        raise NotSignedYet(signed_on.isoformat())
    units = chosen(owing_below(report), slugs)
    if not units:
        raise NobodyOwes(report.participant.name)
    unit = report.participant.answering_unit
    hold_register(by=by, unit=unit)
    if outgoing_numbered(unit, number, signed_on.year):
        raise NumberTaken(number)
    letter = letter_of(report, units, until=until, words=words, number=number, signed_on=signed_on)
    file = store_file(
        by=by,
        name=letter_name(report, "pdf", number),
        media_type=MEDIA_TYPES["pdf"],
        data=print_letter(letter, "pdf"),
    )
    document = record_document(
        by=by,
        unit=unit,
        direction=OfficialDocument.Direction.OUTGOING,
        kind=KIND,
        subject=f"V/v đôn đốc gửi {report.round.title}",
        number=number,
        issuer=letter.issuer.name,
        issued_on=signed_on,
        file=file,
    )
    recorded = RemindingLetter.objects.create(report=report, document=document)
    recorded.addressed.set([each.participant for each in units])
    notify(
        # A successor may answer for several: it is told once.
        units=list(dict.fromkeys(each.participant.answering_unit for each in units)),
        code="report.urged",
        facts={
            "unit": report.participant.name,
            "number": number,
            "round": report.round.title,
            "due": until.isoformat(),
        },
        module="reporting",
        kind="reminding_letter",
        key=recorded.pk,
    )
    record(
        by=by,
        action="report.letter_recorded",
        module="reporting",
        kind="report",
        key=report.pk,
        unit_uid=report.unit.uid,
        facts={"number": number, "units": [str(each.participant.unit.uid) for each in units]},
    )
    return recorded
