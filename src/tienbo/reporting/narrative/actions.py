"""Writes of the text that come from elsewhere: sentences of records and of units below, put into the report or dropped.

What was dropped or taken out of its group is a row that never changes, with who did it and when: it needs no journal
line of its own.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import transaction

from tienbo.core import clock
from tienbo.reporting.entry.actions import PassageConflict, authorise_entry, write_passage
from tienbo.reporting.entry.models import Passage
from tienbo.reporting.entry.wording import id_of, new_id, paragraphs, united
from tienbo.reporting.narrative.groups import BelowItem, GroupBelow, from_units
from tienbo.reporting.narrative.models import ItemChoice
from tienbo.reporting.narrative.queries import Offer, Part, offer_of, parts_of, proposals_for, with_what_is_in
from tienbo.reporting.rounds.locking import locked_report
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import Move, after


@transaction.atomic
def take_over_sentence(*, by, report: Report, heading: str, source: str) -> Passage | PassageConflict:
    """Put a sentence on offer under a heading, after what stands there: as an item, or as a line of prose where the
    form asks prose; where it comes from goes with it. `source` is the key of the `Offer`. LookupError when it is not
    offered (any more)."""
    part = _part(report, heading)
    return _put_in(by, report, part, [offer_of(report, part.heading, source)])


@transaction.atomic
def draft_from_records(*, by, report: Report, headings: Collection[str] | None = None) -> int:
    """Put in every sentence that records offer and that the report does not have yet: under these headings, or under
    all. Returns how many."""
    parts = [part for part in parts_of(report) if headings is None or part.heading.code in headings]
    offered = with_what_is_in(parts, proposals_for(report, [part.heading for part in parts]))
    count = 0
    for part in parts:
        missing = [offer for offer in offered.get(part.heading.code, ()) if not offer.is_in]
        if missing and not isinstance(_put_in(by, report, part, missing), PassageConflict):
            count += len(missing)
    return count


def _put_in(by, report: Report, part: Part, offers: Sequence[Offer]) -> Passage | PassageConflict:
    text = part.passage.text if part.passage else ""
    items = list(part.passage.items) if part.passage else []
    sources = []
    for offer in offers:
        if part.heading.kind == "text":
            added = f"- {offer.text}"
            text = f"{text}\n{added}" if text else added
            sources += [{"paragraph": each, "sources": [offer.source]} for each in paragraphs(added)]
        else:
            items.append({"text": offer.text, "type": "", "sources": [offer.source]})
    base = part.passage.revision if part.passage else 0
    return write_passage(
        by=by, report=report, heading=part.heading.code, text=text, items=items, sources=sources, base=base
    )


@transaction.atomic
def take_over_groups(
    *, by, report: Report, heading: str, groups: Collection[str]
) -> tuple[Passage | PassageConflict, list[str]]:
    """Take over groups of items from below, by their keys: each becomes one item that has all their sentences as
    sources; one that stands in the report already gets the sources that came since. Where the units name different
    figures, dots stand in their place: nothing is said of all that one of them wrote. Also returns the ids of the
    items.
    LookupError when one of the groups is not what it was any more."""
    part = _part(report, heading)
    items = list(part.passage.items) if part.passage else []
    places = {id_of(item): place for place, item in enumerate(items)}
    ids = []
    for group in _groups(report, part, groups):
        sources = [each.source() for each in group.items]
        identity = group.taken_into or new_id()
        ids.append(identity)
        if identity in places:
            standing = items[places[identity]]
            known = {(each.get("unit"), each.get("item")) for each in standing["sources"]}
            added = [each for each in sources if (each["unit"], each["item"]) not in known]
            items[places[identity]] = {**standing, "id": identity, "sources": united(standing["sources"], added)}
        else:
            kind = group.kind if group.kind in part.heading.item_types else ""
            item = {"id": identity, "text": group.common_wording, "type": kind, "sources": sources}
            items.append(item if group.common_wording == group.wording else {**item, "edited": True})
    text, base = (part.passage.text, part.passage.revision) if part.passage else ("", 0)
    return write_passage(by=by, report=report, heading=heading, text=text, items=items, base=base), ids


@transaction.atomic
def drop_groups(*, by, report: Report, heading: str, groups: Collection[str]) -> None:
    """Leave groups of items from below out of the report; a sentence that comes into one later brings it up again.
    LookupError when one of the groups is not what it was any more."""
    _choose(by, report, heading, groups, ItemChoice.Outcome.DROPPED)


@transaction.atomic
def restore_groups(*, by, report: Report, heading: str, groups: Collection[str]) -> None:
    """Bring back what was dropped. LookupError when one of the groups is not what it was any more."""
    _choose(by, report, heading, groups, ItemChoice.Outcome.RESTORED)


@transaction.atomic
def take_out_of_group(*, by, report: Report, heading: str, item: str) -> None:
    """One sentence from below says something else than its group: it stands by itself from now on. `item`: its key.
    LookupError when it is not there (any more)."""
    _choose_one(by, report, heading, item, ItemChoice.Outcome.APART)


@transaction.atomic
def put_back_into_group(*, by, report: Report, heading: str, item: str) -> None:
    """A sentence that was taken out is grouped again like all others. LookupError when it is not there (any more)."""
    _choose_one(by, report, heading, item, ItemChoice.Outcome.TOGETHER)


def _part(report: Report, heading: str) -> Part:
    part = next((part for part in parts_of(report) if part.heading.code == heading), None)
    if part is None:
        raise LookupError(heading)
    return part


def _groups(report: Report, part: Part, keys: Collection[str]) -> list[GroupBelow]:
    """The groups of these keys, in the order in which they are shown."""
    known = from_units(report, [part]).groups.get(part.heading.code, ())
    found = [group for group in known if group.key in keys]
    if len(found) != len(set(keys)):
        raise LookupError(part.heading.code)
    return found


def _choose(by, report: Report, heading: str, groups: Collection[str], outcome: str) -> None:
    report = _open(by, report)
    found = _groups(report, _part(report, heading), groups)
    _write(by, report, heading, [each for group in found for each in group.items], outcome)


def _choose_one(by, report: Report, heading: str, item: str, outcome: str) -> None:
    report = _open(by, report)
    known = from_units(report, [_part(report, heading)]).groups.get(heading, ())
    found = next((each for group in known for each in group.items if each.key == item), None)
    if found is None:
        raise LookupError(item)
    _write(by, report, heading, [found], outcome)


def _open(by, report: Report) -> Report:
    """The report, locked, once it is known that the person may write in it now."""
    authorise_entry(by, report)
    report = locked_report(report, "participant__owed_by", "participant__superior", "round__form", "unit")
    authorise_entry(by, report)
    after(report.state, Move.ENTER)
    return report


def _write(by, report: Report, heading: str, items: Iterable[BelowItem], outcome: str) -> None:
    at, by_uid = clock.now(), getattr(by, "uid", None)
    ItemChoice.objects.bulk_create(
        [
            ItemChoice(
                report=report,
                heading=heading,
                unit=each.unit,
                item=each.item,
                words=each.words,
                outcome=outcome,
                by_uid=by_uid,
                at=at,
            )
            for each in items
        ]
    )
