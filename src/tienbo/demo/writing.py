"""The text of the demo's reports: sentences of `demo.texts` with the report's own figures in them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tienbo.core.numbers import format_number
from tienbo.demo.texts import COMMUNE, DISTRICT, ITEM_TYPES, ITEM_TYPES_OF_OTHERS, OFFICE, PROVINCE
from tienbo.reporting.definitions.cells import Cell, parse_breakdown
from tienbo.reporting.definitions.schema import Definition
from tienbo.units.kinds import Kind

ILLUSTRATIVE = "(số liệu minh họa)"
TEXTS = {Kind.PROVINCE: PROVINCE, Kind.DISTRICT: DISTRICT, Kind.COMMUNE: COMMUNE}
_NAMED = re.compile(r"{(\w+)}")
# The figures that a sentence may name: the element, and ".F" for the women among them.
FIGURES = {
    "documents": "committee.documents",
    "required": "committee.required",
    "existing": "committee.existing",
    "focal": "committee.focal_only",
    "renewed": "committee.renewed",
    "members": "committee.members",
    "members_women": "committee.members.F",
    "meetings": "committee.meetings",
    "orgs": "party.orgs",
    "held": "party.orgs_held",
    "bch": "party.bch",
    "bch_women": "party.bch.F",
    "reviewed": "pipe.reviewed",
    "introduced": "pipe.introduced",
    "accepted": "pipe.accepted",
    "programmes": "main.programmes",
    "proposed": "adv.proposed",
    "adopted": "adv.accepted",
    "models": "model.active",
    "datasets": "stat.datasets",
    "events": "comm.events",
    "attendances": "comm.attendances",
    "attendances_women": "comm.attendances.F",
    "articles": "comm.articles",
    "loudspeaker": "comm.loudspeaker",
    "leaflets": "comm.leaflets",
    "banners": "comm.banners",
    "classes": "train.classes",
    "trained": "train.attendances",
    "collaborators": "roster.collaborators",
    "inspected": "insp.units",
    "visits": "insp.visits",
    "raised": "insp.rec_raised",
    "closed": "insp.rec_closed",
    "places": "viol.places_trusted",
    "allocated": "fund.allocated",
    "spent": "fund.spent",
}
MONEY = {"allocated", "spent"}


@dataclass(frozen=True)
class Passage:
    """What is written under one heading: running text, or items with their types."""

    heading: str
    text: str = ""
    items: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Facts:
    """What sentences may name: `words` as they are, `figures` of which none that is zero is named."""

    words: Mapping[str, str]
    figures: Mapping[str, Decimal]

    def fits(self, sentence: str) -> bool:
        """Whether everything that the sentence names is there."""
        return all(name in self.words or self.figures.get(name) for name in _NAMED.findall(sentence))

    def told(self, sentence: str) -> str:
        """The sentence with its figures, marked as invented where it has any."""
        figures = {name: self.figures[name] for name in _NAMED.findall(sentence) if name in self.figures}
        written = sentence.format(**self.words, **{name: _written(name, figure) for name, figure in figures.items()})
        return f"{written.removesuffix('.')} {ILLUSTRATIVE}." if figures else written


def _written(name: str, figure: Decimal) -> str:
    """As an official writes it: ``04``, ``1.250``, money in millions."""
    if name in MONEY:
        return format_number(figure / 1_000_000)
    return f"0{figure:.0f}" if figure < 10 and name != "bch_share" else format_number(figure)


def figures_named(totals: Mapping[Cell, Decimal | None], party_term: str) -> dict[str, Decimal]:
    """The figures that sentences may name, added over the breakdowns; of the terms the newest alone."""
    by_name = {source: name for name, source in FIGURES.items()}
    found = dict.fromkeys(FIGURES, Decimal(0))
    for cell, value in totals.items():
        items = parse_breakdown(cell.breakdown)
        column = ".F" if "sex" in items else ""
        name = by_name.get(cell.element + column)
        if name and value is not None and "ethnic" not in items and items.get("term", party_term) == party_term:
            found[name] += value
    if found["bch"]:
        found["bch_share"] = round(found["bch_women"] * 100 / found["bch"], 1)
    return found


def passages(definition: Definition, kind: str, facts: Facts, luck: Random) -> list[Passage]:
    """The text of a report of this kind of unit, in the order of the form."""
    texts = TEXTS.get(Kind(kind), OFFICE)
    types = ITEM_TYPES.get(kind, ITEM_TYPES_OF_OTHERS)
    written = []
    for heading in definition.narrative:
        sentences = [
            facts.told(luck.choice(fitting))
            for place in texts.get(heading.code, ())
            if (fitting := [sentence for sentence in place if facts.fits(sentence)])
        ]
        if heading.kind == "text" and sentences:
            written.append(Passage(heading.code, text=" ".join(sentences)))
        elif sentences:
            kinds = types.get(heading.code, ("",) * len(sentences))
            items = [{"text": text, "type": of} for text, of in zip(sentences, kinds, strict=True)]
            written.append(Passage(heading.code, items=tuple(items)))
    return written
