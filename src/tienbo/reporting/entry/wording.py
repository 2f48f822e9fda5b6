"""Sentences of a text as they are stored, who they are and where they come from. Pure.

An *item* is ``{"id", "text", "type"}``. Its id, a UUID, stays the same however its words change. An item stored before
items had ids has the one that `id_of` derives from its words.

An item, or a paragraph of prose, that came from elsewhere keeps its *sources* whatever is done to its words. A source
is a sentence of a version of a unit below, ``{"version": uid, "unit": uid, "item": id}`` (``item`` "": its prose), or
a record of another module, ``{"module", "kind", "key"}``. An item has them as ``"sources"``; for prose they stand in a
list beside the text, ``{"paragraph": its words, "sources"}``. ``"edited": true`` beside them: the words are not those
that were taken over.
"""

import difflib
import uuid
from collections.abc import Iterable, Mapping, Sequence

from tienbo.core.vietnamese import nfc

# Of how much of its letters (difflib) a changed paragraph is still the one that was taken over.
SAME_PARAGRAPH = 0.5
# How much of a paragraph is compared, and how many pairs of them: letters are held against letters, and somebody waits.
COMPARED, MOST_COMPARED = 1_000, 4_000
_OLD_ITEMS = uuid.UUID("6f7c3b52-98f5-4a51-8ad0-5d1a1c0c8d5e")

Source = Mapping[str, str]


def id_of(item: Mapping) -> str:
    """Who an item is."""
    return item.get("id") or str(uuid.uuid5(_OLD_ITEMS, item["text"]))


def new_id() -> str:
    """The id of an item that nobody has written yet."""
    return str(uuid.uuid4())


def is_id(text: object) -> bool:
    """Whether this can be the id of an item, as it is stored."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def united(*sources: Iterable[Source]) -> list[dict[str, str]]:
    """All of these sources, each once, in the order in which they came."""
    found = {tuple(sorted(source.items())): dict(source) for each in sources for source in each}
    return list(found.values())


def with_ids(items: Iterable[Mapping]) -> list[dict]:
    """Items as they would be stored today."""
    return [{**item, "id": id_of(item)} for item in items]


def frozen(text: str, items: Iterable[Mapping], sources: Sequence[Mapping]) -> dict:
    """A passage as a version holds it: ``{"text", "items"}``, and ``"sources"`` where its prose has any."""
    return {"text": text, "items": with_ids(items)} | ({"sources": list(sources)} if sources else {})


def stored_items(
    given: Sequence[Mapping], standing: Iterable[Mapping] = (), earlier: Iterable[Mapping] = ()
) -> list[dict]:
    """The items to store, of those that somebody gave: text and type, and the id where he knows it; no empty ones.

    Who an item is and where it comes from is taken from those that are `standing` or stood `earlier`: by its id, or
    where none is given from a standing one of the same words. ``sources`` that are given are added to these.
    """
    known = {id_of(item): item for item in earlier} | {id_of(item): item for item in standing}
    texts = [nfc(item["text"]).strip() for item in given]
    claimed: set[str] = set()
    ids: list[str] = []
    for item in given:
        identity = item.get("id", "")
        is_free = is_id(identity) and identity not in claimed
        ids.append(identity if is_free else "")
        claimed.add(ids[-1])
    free: dict[str, list[str]] = {}
    for item in standing:
        if (identity := id_of(item)) not in claimed:
            free.setdefault(item["text"], []).append(identity)
    stored = []
    for item, text, identity in zip(given, texts, ids, strict=True):
        if not text:
            continue
        identity = identity or (free[text].pop(0) if free.get(text) else new_id())
        stored.append(_stored(item, text, identity, known.get(identity)))
    return stored


def _stored(item: Mapping, text: str, identity: str, known: Mapping | None) -> dict:
    kept = {"id": identity, "text": text, "type": item.get("type", "")}
    before = known.get("sources", ()) if known else ()
    if sources := united(before, item.get("sources", ())):
        kept["sources"] = sources
        if item.get("edited") or (before and (known.get("edited") or known["text"] != text)):
            kept["edited"] = True
    return kept


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a prose, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def stored_sources(text: str, standing: Iterable[Mapping] = (), added: Iterable[Mapping] = ()) -> list[dict]:
    """Where the paragraphs of a prose come from, of what was known of the prose before and what is `added`.

    A paragraph that is there unchanged keeps its sources; else the paragraph nearest to it has them and is edited
    (`SAME_PARAGRAPH`, by how they begin); where there is none, it was removed, and its sources with it. A text of which
    more than `MOST_COMPARED` pairs would have to be compared was written anew.
    """
    now = paragraphs(text)
    entries = [*standing, *added]
    unchanged = {entry["paragraph"] for entry in entries} & set(now)
    beginnings: dict[str, str] = {}
    for each in now:
        if each not in unchanged:
            beginnings.setdefault(each[:COMPARED], each)
    gone = sum(entry["paragraph"] not in unchanged for entry in entries)
    if gone * len(beginnings) > MOST_COMPARED:
        beginnings = {}
    found: dict[str, dict] = {}
    for entry in entries:
        near = [entry["paragraph"]] if entry["paragraph"] in unchanged else [
            beginnings[each]
            for each in difflib.get_close_matches(
                entry["paragraph"][:COMPARED], list(beginnings), n=1, cutoff=SAME_PARAGRAPH
            )
        ]  # fmt: skip
        for paragraph in near:
            one = found.setdefault(paragraph, {"paragraph": paragraph, "sources": []})
            one["sources"] = united(one["sources"], entry["sources"])
            if entry.get("edited") or paragraph != entry["paragraph"]:
                one["edited"] = True
    return [found[each] for each in dict.fromkeys(now) if each in found]
