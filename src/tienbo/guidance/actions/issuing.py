"""Writes of a letter from its issue on."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.guidance.actions.drafts import NotAllowedNow, after, journal_letter
from tienbo.guidance.actions.in_step import kept_in_step
from tienbo.guidance.citing import issuer_in_sentence, plain_subject
from tienbo.guidance.models import Addressee, Letter
from tienbo.guidance.permissions import ACKNOWLEDGE, ISSUE
from tienbo.guidance.queries import Obstacle, obstacles_to_issue, same_paper, searchable
from tienbo.guidance.states import Decision, Find
from tienbo.journal.actions import record
from tienbo.notices.actions import notify
from tienbo.register.actions import number_document, record_document, replace_file
from tienbo.register.models import OfficialDocument
from tienbo.tasks.actions import NewTask, assign_tasks, rename_paper, take_back_tasks
from tienbo.tasks.actions import NotAllowedNow as TasksReported
from tienbo.units.models import Unit
from tienbo.units.queries import place_of


class CannotIssue(Exception):
    """The letter cannot be issued; `obstacles` says why, each with what to do."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(", ".join(obstacle.code for obstacle in obstacles))
        self.obstacles = obstacles


class CannotWithdraw(Exception):
    """Somebody has acknowledged the letter, or reported a task of it: it can no longer be withdrawn."""


@dataclass(frozen=True)
class Issued:
    """What came of an issue."""

    letter: Letter
    addressees: int
    tasks: int


@transaction.atomic
def issue_letter(*, by, letter: Letter, addressees: list[Unit]) -> Issued:
    """Issue a draft to units below: register entry, addressees, a task for each addressee and kept task, notices.

    All or nothing. `CannotIssue` with the reasons when something is missing.
    """
    authorise(by, ISSUE, letter)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("unit", "source_file").get(pk=letter.pk)
    state = after(letter, "issue_letter")
    addressees = list({unit.pk: unit for unit in addressees}.values())
    if obstacles := obstacles_to_issue(letter, addressees):
        raise CannotIssue(obstacles)
    letter.state = state
    letter.document = _register(by, letter)
    letter.issued_at = clock.now()
    letter.given_on = clock.today()
    letter.save(update_fields=["state", "document", "issued_at", "given_on"])
    Addressee.objects.bulk_create([Addressee(letter=letter, unit=unit) for unit in addressees])
    tasks = _give_tasks(by, letter, addressees)
    facts = {"issuer": issuer_in_sentence(letter), "subject": plain_subject(letter.subject)}
    _tell(addressees, "letter.issued", facts, letter)
    given = {"number": letter.number, "addressees": len(addressees), "tasks": tasks}
    journal_letter(by, "letter.issued", letter, given)
    return Issued(letter, len(addressees), tasks)


@transaction.atomic
def acknowledge_letter(*, by, letter: Letter, unit: Unit) -> Addressee:
    """Somebody at an addressee took note: the letter enters its register, the issuer is told. Twice changes nothing."""
    authorise(by, ACKNOWLEDGE, unit)
    addressee = (
        Addressee.objects.select_for_update(of=("self",))
        .select_related("letter__unit", "letter__source_file")
        .filter(letter=letter, unit=unit)
        .first()
    )
    if addressee is None:
        raise NotAllowedNow("acknowledge_letter")
    letter = addressee.letter
    after(letter, "acknowledge_letter")
    if addressee.acknowledged_at:
        return addressee
    addressee.acknowledged_at = clock.now()
    addressee.acknowledged_by_uid = getattr(by, "uid", None)
    addressee.save(update_fields=["acknowledged_at", "acknowledged_by_uid"])
    record_document(
        by=by,
        unit=unit,
        direction=OfficialDocument.Direction.INCOMING,
        kind=letter.kind,
        subject=letter.subject,
        number=letter.number,
        issuer=letter.issuer,
        issued_on=letter.issued_on,
        file=letter.source_file,
    )
    facts = {"unit": place_of(unit, letter.given_on).name, "subject": plain_subject(letter.subject)}
    _tell([letter.unit], "letter.acknowledged", facts, letter)
    record(
        by=by,
        action="letter.acknowledged",
        module="guidance",
        kind="addressee",
        key=addressee.pk,
        unit_uid=unit.uid,
        facts={"letter": str(letter.uid)},
    )
    return addressee


@transaction.atomic
def number_letter(*, by, letter: Letter, number: str, issued_on: dt.date) -> Letter:
    """Enter the number and the day that the records clerk gave after signing, once, for a letter issued without.

    `CannotIssue` when the unit's register already has a paper with them, `ClassifiedText` for a number with a secrecy
    mark beside it.
    """
    authorise(by, ISSUE, letter)
    refuse_marked_text(number)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("unit", "document").get(pk=letter.pk)
    after(letter, "number_letter")
    if letter.number:
        raise NotAllowedNow("number_letter")
    with kept_in_step(letter):
        letter.number, letter.issued_on = nfc(number).strip(), issued_on
        if paper := same_paper(letter):
            raise CannotIssue([Obstacle("number_taken", detail=paper.subject)])
        letter.search_key = searchable(letter)
        letter.save(update_fields=["number", "issued_on", "search_key"])
    number_document(by=by, document=letter.document, number=letter.number, issued_on=issued_on)
    rename_paper(by=by, group=letter.group, source=_title(letter))
    journal_letter(by, "letter.numbered", letter, {"number": letter.number, "issued_on": issued_on.isoformat()})
    return letter


@transaction.atomic
def remind_units(*, by, letter: Letter, units: list[Unit]) -> int:
    """Remind addressees of what is still open, in one act; how many. Units it was not addressed to are left out."""
    authorise(by, ISSUE, letter)
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    after(letter, "remind_units")
    wanted = {unit.pk for unit in units}
    reminded = [
        addressee.unit
        for addressee in letter.addressees.filter(unit_id__in=wanted).select_related("unit").order_by("unit_id")
    ]
    facts = {"issuer": issuer_in_sentence(letter), "subject": plain_subject(letter.subject)}
    _tell(reminded, "letter.reminded", facts, letter)
    journal_letter(by, "letter.reminded", letter, {"units": [str(unit.uid) for unit in reminded]})
    return len(reminded)


@transaction.atomic
def withdraw_letter(*, by, letter: Letter) -> Letter:
    """Take an issued letter back, with its tasks, while nobody has acknowledged it nor reported one of them."""
    authorise(by, ISSUE, letter)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=letter.pk)
    state = after(letter, "withdraw_letter")
    addressees = list(letter.addressees.select_for_update(of=("self",)).select_related("unit").order_by("unit_id"))
    if any(addressee.acknowledged_at for addressee in addressees):
        raise CannotWithdraw(letter.uid)
    try:
        take_back_tasks(by=by, group=letter.group)
    except TasksReported:
        raise CannotWithdraw(letter.uid) from None
    letter.state = state
    letter.save(update_fields=["state"])
    facts = {"issuer": issuer_in_sentence(letter), "subject": plain_subject(letter.subject)}
    _tell([addressee.unit for addressee in addressees], "letter.withdrawn", facts, letter)
    journal_letter(by, "letter.withdrawn", letter, {"addressees": len(addressees)})
    return letter


def _give_tasks(by, letter: Letter, addressees: list[Unit]) -> int:
    """One task for each addressee and kept task proposal; how many. A letter may ask for nothing."""
    kept = list(letter.proposals.filter(kind=Find.TASK, decision=Decision.KEPT).order_by("order"))
    if not kept:
        return 0
    tasks = [
        NewTask(
            unit=unit,
            key=letter.task_key(proposal),
            order=proposal.order,
            text=proposal.text,
            part=proposal.part,
            position=proposal.position,
            section=proposal.section_title,
            firmness=proposal.firmness,
            due_on=proposal.due_on,
            due_exclusive=proposal.due_exclusive,
            due_time=proposal.due_time,
            recurrence=proposal.recurrence,
        )
        for unit in addressees
        for proposal in kept
    ]
    made = assign_tasks(
        by=by, tasks=tasks, module="guidance", kind="proposal", group=letter.group,
        source=_title(letter), given_on=letter.given_on,
    )  # fmt: skip
    return len(made)


def _title(letter: Letter) -> str:
    """The paper's name as it goes into reports: Vietnamese, whoever issues it in whichever language."""
    with translation.override("vi"):
        return letter.title


def _register(by, letter: Letter) -> OfficialDocument:
    """Its entry among the unit's outgoing papers. One withdrawn before with the same number and day is the same paper,
    sent again: its entry is taken up (`obstacles_to_issue` has refused any other).
    """
    if before := same_paper(letter):
        return replace_file(by=by, document=before, file=letter.source_file)
    return record_document(
        by=by,
        unit=letter.unit,
        direction=OfficialDocument.Direction.OUTGOING,
        kind=letter.kind,
        subject=letter.subject,
        number=letter.number,
        issuer=letter.issuer,
        issued_on=letter.issued_on,
        file=letter.source_file,
    )


def _tell(units: list[Unit], code: str, facts: dict, letter: Letter) -> None:
    notify(units=units, code=code, facts=facts, module="guidance", kind="letter", key=letter.uid)
