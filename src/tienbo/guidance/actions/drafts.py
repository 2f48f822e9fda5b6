"""Writes of a letter that is not issued yet: read, corrected, its finds decided."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import Max

from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import extract_text, refuse_marked, refuse_marked_text
from tienbo.files.actions import forget_file, store_file
from tienbo.files.models import StoredFile
from tienbo.guidance.actions.in_step import kept_in_step
from tienbo.guidance.finds import finds_of
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.queries import searchable
from tienbo.guidance.reading import Letter as Reading
from tienbo.guidance.reading import read_extracted, read_letter
from tienbo.guidance.states import TRANSITIONS, Decision, Find, State
from tienbo.journal.actions import record
from tienbo.units.models import Unit

# What a person may correct; everything else is what was read.
HEADER = (
    "number", "kind", "issuer", "place", "issued_on", "subject", "addressed_to", "copy_to", "signature", "contacts",
    "attachments",
)  # fmt: skip
FIND = (
    "text", "part", "position", "section_title", "firmness", "due_on", "due_exclusive", "due_time", "recurrence",
    "report_kind",
)  # fmt: skip


class NotAllowedNow(Exception):
    """The letter's state does not allow this act."""


class ChangedMeanwhile(Exception):
    """Somebody else corrected the thing since the form was opened; `now` is the letter or the proposal as it is."""

    def __init__(self, now: Letter | Proposal) -> None:
        super().__init__(f"{type(now).__name__} {now.pk} is at revision {now.revision}")
        self.now = now


@dataclass(frozen=True)
class NewTaskProposal:
    """A task that a person adds to a draft; the fields are those of `Proposal`."""

    text: str
    position: str = ""
    section_title: str = ""
    firmness: str = "required"
    due_on: dt.date | None = None
    due_exclusive: bool = False
    start: int | None = None
    end: int | None = None


@transaction.atomic
def read_into_draft(*, by, unit: Unit, data: bytes, filename: str) -> Letter:
    """Read a file into a draft of the unit.

    Raises ``documents.extraction.Unreadable`` (one sentence says why and what to do) or ``Classified``: then nothing is
    kept, not even the file.
    """
    authorise(by, ISSUE, unit)
    extracted = extract_text(data, filename)
    found = read_extracted(extracted)
    file = store_file(by=by, name=filename, media_type=extracted.media_type, data=data)
    return _draft(by, unit, found, file)


@transaction.atomic
def paste_into_draft(*, by, unit: Unit, text: str) -> Letter:
    """Read pasted text into a draft of the unit. A text that bears a secrecy mark is a document and refused as such
    (`Classified`).
    """
    authorise(by, ISSUE, unit)
    refuse_marked(text)
    return _draft(by, unit, read_letter(text), None)


@transaction.atomic
def correct_letter(*, by, letter: Letter, fields: dict, base: int | None = None) -> Letter:
    """Put right what was read in the head or the foot of a draft; `fields` is some of `HEADER`.

    `base` is the revision the writer saw: `ChangedMeanwhile` when the draft has moved on. `ClassifiedText` for words
    that bear a secrecy mark: nothing of them is kept.
    """
    authorise(by, ISSUE, letter)
    refuse_marked_text(fields)
    letter = locked(letter, "correct_letter")
    if base is not None and base != letter.revision:
        raise ChangedMeanwhile(letter)
    with kept_in_step(letter):
        changed = _set(letter, fields, HEADER)
        if changed:
            letter.revision += 1
            letter.search_key = searchable(letter)
            letter.save(update_fields=[*changed, "revision", "search_key"])
    if changed:
        journal_letter(by, "letter.corrected", letter, {"fields": changed})
    return letter


@transaction.atomic
def decide_proposals(*, by, letter: Letter, decision: str, proposals: list[Proposal] | None = None) -> int:
    """Keep or drop finds of a draft (or put them back to be decided); None means all that are yet to be decided."""
    authorise(by, ISSUE, letter)
    letter = locked(letter, "correct_letter")
    chosen = letter.proposals.select_for_update()
    if proposals is None:
        chosen = chosen.filter(decision=Decision.PROPOSED)
    else:
        chosen = chosen.filter(pk__in=[proposal.pk for proposal in proposals]).exclude(decision=decision)
    numbers = sorted(chosen.values_list("pk", flat=True))
    with kept_in_step(letter):
        letter.proposals.filter(pk__in=numbers).update(decision=Decision(decision))
    if numbers:
        journal_letter(by, "letter.decided", letter, {"decision": str(decision), "proposals": numbers})
    return len(numbers)


@transaction.atomic
def correct_proposal(
    *, by, proposal: Proposal, fields: dict, base: int | None = None, decision: str = Decision.KEPT
) -> Proposal:
    """Put right a find, and by that keep it; `fields` is some of `FIND`. `base` and `ClassifiedText` as in
    `correct_letter`.
    """
    authorise(by, ISSUE, proposal.letter)
    refuse_marked_text(fields)
    letter = locked(proposal.letter, "correct_letter")
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if base is not None and base != proposal.revision:
        raise ChangedMeanwhile(proposal)
    changed = _set(proposal, fields, FIND)
    decided = proposal.decision != decision
    proposal.decision = decision
    if changed or decided:
        proposal.revision += 1
        proposal.is_edited = proposal.is_edited or bool(changed)
        with kept_in_step(letter):
            proposal.save(update_fields=[*changed, "decision", "is_edited", "revision"])
        journal_letter(by, "letter.find_corrected", letter, {"proposal": proposal.pk, "fields": changed})
    return proposal


@transaction.atomic
def add_proposal(*, by, letter: Letter, task: NewTaskProposal) -> Proposal:
    """A task that the reader did not find; it is kept from the start and stands after the others. `ClassifiedText` as
    in `correct_letter`.
    """
    authorise(by, ISSUE, letter)
    refuse_marked_text(task.text, task.section_title)
    letter = locked(letter, "correct_letter")
    last = letter.proposals.filter(kind=Find.TASK).aggregate(last=Max("order"))["last"]
    with kept_in_step(letter):
        proposal = Proposal.objects.create(
            letter=letter,
            kind=Find.TASK,
            order=0 if last is None else last + 1,
            decision=Decision.KEPT,
            is_edited=True,
            **asdict(task) | {"text": nfc(task.text).strip()},
        )
    journal_letter(by, "letter.find_added", letter, {"proposal": proposal.pk})
    return proposal


@transaction.atomic
def discard_letter(*, by, letter: Letter) -> None:
    """Throw a draft away, with the file it was read from unless something else refers to it."""
    authorise(by, ISSUE, letter)
    letter = locked(letter, "discard_letter")
    journal_letter(by, "letter.discarded", letter, {})
    file = letter.source_file
    letter.delete()
    if file is not None:
        forget_file(by=by, file=file)


def _draft(by, unit: Unit, found: Reading, file: StoredFile | None) -> Letter:
    letter = Letter(
        unit=unit,
        number=(found.number or "")[:80],
        kind=found.kind,
        issuer=(found.issuer or "")[:250],
        place=(found.place or "")[:80],
        issued_on=found.issued_on,
        subject=(found.subject or "")[:500],
        addressed_to=list(found.addressees),
        copy_to=list(found.copy_to),
        signature=asdict(found.signature),
        contacts={"phones": list(found.phones), "emails": list(found.emails)},
        attachments=list(found.attachments),
        text=found.text,
        reading={name: value for name, value in asdict(found).items() if name != "text"},
        source_file=file,
        created_at=clock.now(),
    )
    letter.search_key = searchable(letter)
    letter.save()
    finds = [asdict(find) for find in finds_of(found)]
    Proposal.objects.bulk_create([Proposal(letter=letter, read=find, **find) for find in finds])
    facts = {"proposals": len(finds), "file": file.sha256 if file else None, "warnings": len(found.warnings)}
    journal_letter(by, "letter.read", letter, facts)
    return letter


def locked(letter: Letter, act: str) -> Letter:
    """The letter, held until the end of the transaction. `NotAllowedNow` when its state does not allow the act."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    after(letter, act)
    return letter


def after(letter: Letter, act: str) -> State:
    """The state after an act. `NotAllowedNow` when there is none."""
    if (after := TRANSITIONS.get((State(letter.state), act))) is None:
        raise NotAllowedNow(act)
    return after


def _set(thing: Letter | Proposal, fields: dict, allowed: tuple[str, ...]) -> list[str]:
    """Set the allowed fields that differ; their names."""
    if unknown := fields.keys() - set(allowed):
        raise ValueError(f"not to be corrected: {sorted(unknown)}")
    changed = []
    for name, value in fields.items():
        value = nfc(value).strip() if isinstance(value, str) else value
        if getattr(thing, name) != value:
            setattr(thing, name, value)
            changed.append(name)
    return sorted(changed)


def journal_letter(by, action: str, letter: Letter, facts: dict) -> None:
    """One line about a letter, for its unit to read."""
    record(
        by=by,
        action=action,
        module="guidance",
        kind="letter",
        key=letter.uid,
        unit_uid=letter.unit.uid,
        facts=facts,
    )
