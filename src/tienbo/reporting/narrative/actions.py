"""Writes of the text that come from elsewhere: a sentence of a record or of a unit below, put into the report."""

from django.db import transaction

from tienbo.reporting.entry.actions import PassageConflict, write_passage
from tienbo.reporting.entry.models import Passage
from tienbo.reporting.narrative.queries import offer_of, parts_of
from tienbo.reporting.rounds.models import Report


@transaction.atomic
def take_over_sentence(*, by, report: Report, heading: str, source: str) -> Passage | PassageConflict:
    """Put a sentence on offer under a heading, after what stands there: as an item, or as a line of prose where the
    form asks prose. `source` is the key of the `Offer`. LookupError when it is not offered (any more)."""
    part = next(part for part in parts_of(report) if part.heading.code == heading)
    sentence = offer_of(report, part.heading, source).text
    text = part.passage.text if part.passage else ""
    items = list(part.passage.items) if part.passage else []
    if part.heading.kind == "text":
        text = f"{text}\n- {sentence}" if text else f"- {sentence}"
    else:
        items.append({"text": sentence, "type": ""})
    base = part.passage.revision if part.passage else 0
    return write_passage(by=by, report=report, heading=heading, text=text, items=items, base=base)
