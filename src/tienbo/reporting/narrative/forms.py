"""The text of a report as it is posted: all headings in one form, that works without script.

Fields of a heading: ``t.<code>`` its prose, ``i.<code>`` and ``k.<code>`` its items and their types (as many as there
are boxes), ``b.<code>`` the revision that was shown. Prose or items whose boxes were not shown stay as they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from tienbo.core.incoming import whole_number
from tienbo.documents.extraction import is_classified
from tienbo.reporting.narrative.queries import Part

# Empty boxes offered below the items that are there.
SPARE = 1
# Characters under one heading: some twenty printed pages.
LONGEST = 50_000


@dataclass(frozen=True)
class Written:
    """What was posted for one heading. `base`: the revision it was written over."""

    heading: str
    text: str
    items: tuple[dict[str, str], ...]
    base: int

    @property
    def words(self) -> tuple[str, ...]:
        """Prose and items."""
        return (self.text, *(item["text"] for item in self.items))

    @property
    def is_too_long(self) -> bool:
        """Whether it is more than any heading of a report says."""
        return sum(len(each) for each in self.words) > LONGEST

    @property
    def is_marked(self) -> bool:
        """Whether it bears a secrecy mark: then nothing of what was posted with it is kept."""
        return any(is_classified(each) for each in self.words)


def without_dropped(post: QueryDict) -> QueryDict:
    """What was posted, without the item whose button was pressed ("heading:place"); ``place`` then names its
    heading."""
    if not (dropped := post.get("drop", "")):
        return post
    post = post.copy()
    code, _colon, place = dropped.partition(":")
    for name in (f"i.{code}", f"k.{code}"):
        post.setlist(name, [each for number, each in enumerate(post.getlist(name)) if str(number) != place])
    post["place"] = code
    return post


def written_of(post: QueryDict, parts: Iterable[Part]) -> list[Written]:
    """What was posted, heading by heading; a heading whose fields did not come is left alone."""
    found = []
    for part in parts:
        code = part.heading.code
        if part.is_title or f"b.{code}" not in post:
            continue
        base = whole_number(post[f"b.{code}"], default=0)
        found.append(Written(code, _prose(post, part), _items(post, part), base))
    return found


def _prose(post: QueryDict, part: Part) -> str:
    name = f"t.{part.heading.code}"
    return post.get(name, part.passage.text if part.passage else "")


def _items(post: QueryDict, part: Part) -> tuple[dict[str, str], ...]:
    code = part.heading.code
    if f"i.{code}" not in post:
        return tuple(part.passage.items) if part.passage else ()
    types = post.getlist(f"k.{code}")
    return tuple(
        {"text": text, "type": _type(part, types[place] if place < len(types) else "")}
        for place, text in enumerate(post.getlist(f"i.{code}"))
        if text.strip()
    )


def _type(part: Part, asked: str) -> str:
    return asked if asked in part.heading.item_types else ""
