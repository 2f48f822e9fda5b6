"""Items of the units below in groups, as they stand for whoever writes the report above: open, taken over, dropped."""

import datetime as dt
import hashlib
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tienbo.access.queries import names_of
from tienbo.reporting.consolidation.queries import counted_below
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.wording import id_of
from tienbo.reporting.narrative.grouping import Group, Sentence, grouped
from tienbo.reporting.narrative.models import ItemChoice
from tienbo.reporting.narrative.queries import Part
from tienbo.reporting.rounds.models import Participant, Report
from tienbo.reporting.rounds.states import State
from tienbo.reporting.versions.models import ReportVersion

_LASTING = {ItemChoice.Outcome.DROPPED, ItemChoice.Outcome.RESTORED}
_FIGURE = re.compile(r"\d+(?:[.,/]\d+)*")
# A unit and an item of its report: the same in each of its versions.
Who = tuple[str, str]


@dataclass(frozen=True)
class BelowItem:
    """A sentence of the counted version of a unit directly below."""

    unit: str
    item: str
    version: str
    text: str
    kind: str
    unit_name: str
    url: str
    # The report is open again: another version may replace this one.
    is_reopened: bool = False

    @property
    def who(self) -> Who:
        """Which sentence of which unit."""
        return self.unit, self.item

    @property
    def key(self) -> str:
        """The same as one word."""
        return f"{self.unit}/{self.item}"

    @property
    def words(self) -> str:
        """How it reads, as a digest."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def source(self) -> dict[str, str]:
        """As a source (`entry.wording`)."""
        return {"version": self.version, "unit": self.unit, "item": self.item}


@dataclass(frozen=True)
class GroupBelow:
    """Sentences from below that say nearly the same. `key` names exactly these sentences in exactly these words, so
    that a button means what it showed. `taken_into`: the report's own item that has some of them as sources, or "";
    `dropped`: who dropped them all (name and moment). `fresh`: those that came after it was taken over or dropped.
    `apart`: whether it is one sentence that was taken out of its group."""

    key: str
    wording: str
    kind: str
    items: tuple[BelowItem, ...]
    units: int
    fresh: tuple[BelowItem, ...]
    taken_into: str = ""
    dropped: tuple[str, dt.datetime] | None = None
    apart: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to choose: all of it is taken over, or dropped."""
        return not self.fresh

    @property
    def figures_differ(self) -> bool:
        """Whether the units name different figures: no sentence of one of them can stand for all."""
        return len({tuple(_FIGURE.findall(each.text)) for each in self.items}) > 1

    @property
    def common_wording(self) -> str:
        """The wording with what can be said of all: a figure that some unit does not name stands as dots; every figure
        does where the units name the same ones in another order, of other things."""
        figures = [_FIGURE.findall(each.text) for each in self.items]
        named = set.intersection(*map(set, figures))
        if len({tuple(each for each in of_one if each in named) for of_one in figures}) > 1:
            named = set()
        return _FIGURE.sub(lambda found: found[0] if found[0] in named else "…", self.wording)

    @property
    def is_back(self) -> bool:
        """Whether it was settled, and units came since."""
        return bool(self.fresh) and len(self.fresh) < len(self.items)


@dataclass(frozen=True)
class Change:
    """A sentence from below that reads otherwise now than when it was taken over, or (`now` "") is not there any more,
    or may change (`is_reopened`)."""

    unit_name: str
    before: str
    now: str
    is_reopened: bool = False


@dataclass(frozen=True)
class FromUnits:
    """What stands below, by heading; how many units owe a report and how many are taken. `changed`: by the id of an own
    item, what changed below it since."""

    groups: Mapping[str, list[GroupBelow]]
    changed: Mapping[str, list[Change]]
    taken: int
    owing: int


def from_units(report: Report, parts: Iterable[Part]) -> FromUnits:
    """Items of the counted versions directly below, grouped, for the headings that take items. At most six queries."""
    versions = list(counted_below(report).defer("figures", "outstanding", "justifications"))
    asked = {part.heading.code: part for part in parts if part.heading.kind in {"item", "list"}}
    for version in versions:
        version.report.round = report.round
    below = items_of(versions)
    choices = _choices(report)
    names = (*sorted({each.report.participant.name for each in versions}), report.participant.name)
    who_chose = names_of(choice.by_uid for choice in choices.values())
    groups = {
        code: _standing(part, below.get(code, []), choices, names, who_chose)
        for code, part in asked.items()
        if below.get(code)
    }
    owing = Participant.objects.filter(superior=report.participant_id, standing=Participant.Standing.REPORTS).count()
    return FromUnits(groups, _changes(asked.values(), below), len(versions), owing)


def items_of(versions: Iterable[ReportVersion]) -> dict[str, list[BelowItem]]:
    """The items of versions by heading, in the order of the units; each item of a unit once."""
    found: dict[str, dict[Who, BelowItem]] = defaultdict(dict)
    for version in versions:
        url = report_address(version.report, "version", version.number)
        for code, passage in version.narrative.items():
            for item in passage.get("items", ()):
                each = BelowItem(
                    unit=str(version.report.unit.uid),
                    item=id_of(item),
                    version=str(version.uid),
                    text=item["text"],
                    kind=item.get("type", ""),
                    unit_name=version.report.participant.name,
                    url=f"{url}#text",
                    is_reopened=version.report.state != State.ACCEPTED,
                )
                found[code].setdefault(each.who, each)
    return {code: list(items.values()) for code, items in found.items()}


def _choices(report: Report) -> dict[tuple, ItemChoice]:
    """The newest answers: by heading, unit, item and which of the two questions it is."""
    return {
        (each.heading, str(each.unit), str(each.item), each.outcome in _LASTING): each
        for each in ItemChoice.objects.filter(report=report).order_by("pk")
    }


def _standing(part: Part, below: list[BelowItem], choices, names: tuple[str, ...], who_chose) -> list[GroupBelow]:
    code = part.heading.code
    taken = _taken(part)
    by_key = {each.key: each for each in below}
    place = {each.key: number for number, each in enumerate(below)}
    dropped, apart = {}, set()
    for each in below:
        settled = choices.get((code, *each.who, True))
        if settled and settled.outcome == ItemChoice.Outcome.DROPPED and settled.words == each.words:
            dropped[each.key] = settled
        loose = choices.get((code, *each.who, False))
        if loose and loose.outcome == ItemChoice.Outcome.APART:
            apart.add(each.key)
    sentences = tuple(Sentence(each.key, each.unit, each.text, each.kind) for each in below)
    found = []
    for group in _grouped(sentences, names, frozenset(apart)):
        items = tuple(by_key[key] for key in sorted(group.keys, key=place.__getitem__))
        into = next((taken[each.who] for each in items if each.who in taken), "")
        fresh = tuple(each for each in items if each.who not in taken and each.key not in dropped)
        last = max((dropped[each.key] for each in items if each.key in dropped), key=lambda one: one.pk, default=None)
        found.append(
            GroupBelow(
                key=_key(items),
                wording=group.wording,
                kind=group.kind,
                items=items,
                units=len(group.units),
                fresh=fresh,
                taken_into=into,
                dropped=(who_chose.get(last.by_uid, ""), last.at) if last and not into else None,
                apart=items[0].key in apart,
            )
        )
    return found


def _taken(part: Part) -> dict[Who, str]:
    """Which sentences from below an own item has as its sources, with the id of the item."""
    items = part.passage.items if part.passage else ()
    return {
        (source["unit"], source["item"]): id_of(item)
        for item in items
        for source in item.get("sources", ())
        if source.get("item")
    }


@lru_cache(maxsize=128)
def _grouped(sentences: tuple[Sentence, ...], names: tuple[str, ...], apart: frozenset[str]) -> list[Group]:
    """The same sentences are grouped once: a page is looked at more often than units send."""
    return grouped(sentences, names, apart)


def _key(items: Iterable[BelowItem]) -> str:
    said = sorted(f"{each.key} {each.words}" for each in items)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:20]


def _changes(parts: Iterable[Part], below: Mapping[str, list[BelowItem]]) -> dict[str, list[Change]]:
    stale: dict[str, list[tuple[dict, BelowItem | None]]] = defaultdict(list)
    for part in parts:
        now = {each.who: each for each in below.get(part.heading.code, ())}
        for item in part.passage.items if part.passage else ():
            for source in item.get("sources", ()):
                current = now.get((source.get("unit", ""), source.get("item", "")))
                is_same = current is not None and current.version == source.get("version")
                if source.get("item") and (not is_same or current.is_reopened):
                    stale[id_of(item)].append((source, current))
    if not stale:
        return {}
    before = then_said({source["version"] for sources in stale.values() for source, _now in sources})
    found: dict[str, list[Change]] = defaultdict(list)
    for item, sources in stale.items():
        for source, current in sources:
            was = before.get((source["version"], source["item"]))
            if was is None:
                continue
            now, is_reopened = (current.text, current.is_reopened) if current else ("", False)
            if now != was.text or is_reopened:
                found[item].append(Change(was.unit_name, was.text, now, is_reopened))
    return found


def then_said(versions: Iterable[str]) -> dict[tuple[str, str], BelowItem]:
    """Every item of these versions (uids), by version and item. One query."""
    rows = (
        ReportVersion.objects.filter(uid__in=[uuid.UUID(each) for each in versions])
        .select_related("report__participant", "report__unit", "report__round")
        .defer("figures", "outstanding", "justifications")
    )
    return {(each.version, each.item): each for items in items_of(rows).values() for each in items}
