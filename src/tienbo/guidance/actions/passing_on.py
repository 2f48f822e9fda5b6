"""Writes of a unit's own letter that passes another on to those below."""

from copy import copy
from dataclasses import dataclass

from django.db import transaction

from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.documents.extraction import refuse_marked_text
from tienbo.guidance.actions.drafts import ChangedMeanwhile, NotAllowedNow, after, journal_letter, locked
from tienbo.guidance.actions.in_step import write_composed, write_text
from tienbo.guidance.addressing import kinds_asked
from tienbo.guidance.brought_forward import BroughtForward, day_below, words_with_day
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.own_letter import head_fields
from tienbo.guidance.own_text import BETWEEN_TITLES, places_of_words
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.queries import passed_on_by, stands_in
from tienbo.guidance.states import Decision, Find
from tienbo.units.models import Unit
from tienbo.units.queries import children_of


@transaction.atomic
def pass_letter_on(*, by, letter: Letter, unit: Unit) -> Letter:
    """Begin the unit's own letter to the units below it from one it received; a second time gives the one begun.

    Head and signature are the unit's, the tasks are proposed again, report days earlier. What the letter asks of other
    kinds of units alone is dropped at first. `NotAllowedNow` for a unit that it was not sent to or with nobody below.
    """
    authorise(by, ISSUE, unit)
    letter = Letter.objects.select_for_update(of=("self",)).select_related("unit").get(pk=letter.pk)
    after(letter, "pass_letter_on")
    kinds = {place.kind for place in children_of(unit, clock.today())}
    if not kinds or not letter.addressees.filter(unit=unit).exists():
        raise NotAllowedNow("pass_letter_on")
    if begun := passed_on_by(letter, unit):
        return begun
    draft = Letter.objects.create(
        unit=unit, based_on=letter, created_at=clock.now(), **head_fields(unit, letter, clock.today())
    )
    proposals = _proposals(letter, draft, kinds)
    Proposal.objects.bulk_create(proposals)
    write_composed(draft)
    journal_letter(by, "letter.begun_from", draft, {"letter": str(letter.uid), "proposals": len(proposals)})
    return draft


@transaction.atomic
def rewrite_letter(*, by, letter: Letter, text: str | None, base: int | None = None) -> Letter:
    """Write the text of one's own draft by hand; None has it written from what is kept once more.

    `base` is the revision the writer saw: `ChangedMeanwhile` when the draft has moved on. `ClassifiedText` for words
    that bear a secrecy mark. A letter that was read from a paper keeps the paper's text: `NotAllowedNow`.
    """
    authorise(by, ISSUE, letter)
    refuse_marked_text(text or "")
    letter = locked(letter, "correct_letter")
    if letter.based_on_id is None:
        raise NotAllowedNow("rewrite_letter")
    if base is not None and base != letter.revision:
        raise ChangedMeanwhile(letter)
    if text is None:
        write_composed(letter)
    else:
        own = nfc(text.replace("\r\n", "\n")).strip() + "\n"
        finds = letter.proposals.exclude(decision=Decision.DROPPED).values_list("pk", "text")
        write_text(letter, own, places_of_words(own, dict(finds)))
    journal_letter(by, "letter.corrected", letter, {"fields": ["text"]})
    return letter


@dataclass(frozen=True)
class _Move:
    """A report's deadline in the letter above, and the day for those below."""

    asked: Proposal
    below: BroughtForward

    @property
    def words(self) -> str:
        """How the own letter says the day."""
        return words_with_day(self.asked.text, self.below.deadline.on)

    def change(self, find: Proposal) -> None:
        """Put the earlier day into a find that it stands in."""
        find.text = find.text.replace(self.asked.text, self.words)
        find.part = find.part.replace(self.asked.text, self.words)
        if find.due_on == self.asked.due_on and self.below.deadline.on != find.due_on:
            asked = {"due_on": find.due_on.isoformat(), "due_exclusive": find.due_exclusive}
            find.read["above"] = asked | {"round": self.below.round}
            find.due_on = self.below.deadline.on


def _proposals(letter: Letter, draft: Letter, kinds: set[str]) -> list[Proposal]:
    """Copies of what was kept in the letter above, for the draft."""
    kept = list(letter.proposals.filter(decision=Decision.KEPT).order_by("order", "pk"))
    moves = [
        _Move(find, day_below(draft.unit, find.report_kind, find.deadline))
        for find in kept
        if find.kind == Find.DEADLINE and find.report_kind and find.deadline
    ]
    copies = []
    for find in kept:
        own = copy(find)
        own.pk, own._state.adding = None, True
        own.letter, own.is_edited, own.revision = draft, False, 0
        others = _asks_others(find, kinds)
        own.read = {"start": find.start, "end": find.end, "asks_others": others}
        own.decision = Decision.DROPPED if others else Decision.PROPOSED
        for move in moves:
            if find == move.asked or find.kind == Find.TASK and stands_in(move.asked, find):
                move.change(own)
        copies.append(own)
    return copies


def _asks_others(find: Proposal, kinds: set[str]) -> bool:
    """Whether a task names kinds of units at its head, or in the nearest title, and none of them stands below."""
    if find.kind != Find.TASK:
        return False
    titles = reversed(find.section_title.split(BETWEEN_TITLES))
    asked = next(filter(None, map(kinds_asked, [find.text, *titles])), frozenset())
    return bool(asked) and not asked & kinds
