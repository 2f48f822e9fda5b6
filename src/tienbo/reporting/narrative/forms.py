"""The text of a report as it is posted: all headings in one form, that works without script.

Fields of a heading: ``t.<code>`` its prose, ``i.<code>``, ``k.<code>`` and ``d.<code>`` its items, their types and who
they are (as many as there are boxes), ``p.<code>`` a list that was pasted, each line an item, ``b.<code>`` the revision
that was shown. Prose or items whose boxes were not shown stay as they are. Where items come from is no field: it stays
with their ids.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from tienbo.core.incoming import whole_number
from tienbo.documents.extraction import is_classified
from tienbo.reporting.entry.wording import is_id
from tienbo.reporting.narrative.queries import Part

# Empty boxes offered below the items that are there.
SPARE = 1
# Characters under one heading: some twenty printed pages.
LONGEST = 50_000
# What stands before a point of a list: a dash, a bullet, "1.", "a)", "(2)".
_BULLET = re.compile(r"^\s*(?:[-–—•*+·▪]|\(?(?:\d{1,2}|[a-zđ])[.)/](?=\s))\s*", re.IGNORECASE)


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


def rearranged(post: QueryDict) -> QueryDict:
    """What was posted, as the button of an item changes it: ``drop`` leaves it out, ``up`` changes it with the one
    before ("heading:place"); ``place`` then names its heading."""
    button = next((name for name in ("drop", "up") if post.get(name)), "")
    code, _colon, place = post.get(button, "").partition(":")
    number = whole_number(place, default=-1)
    if not button:
        return post
    post = post.copy()
    post["place"] = code
    for name in (f"i.{code}", f"k.{code}", f"d.{code}"):
        values = post.getlist(name)
        if number < len(values) and number >= (0 if button == "drop" else 1):
            moved = values.pop(number)
            if button == "up":
                values.insert(number - 1, moved)
        post.setlist(name, values)
    return post


def lines_of(text: str) -> list[str]:
    """The points of a pasted list, without what stood before each."""
    return [point for line in text.splitlines() if (point := _BULLET.sub("", line).strip())]


def written_of(post: QueryDict, parts: Iterable[Part], *, pasted: bool = True) -> list[Written]:
    """What was posted, heading by heading; a heading whose fields did not come is left alone. `pasted`: whether lists
    are looked at; while somebody still writes they are not, or each saving would add them again."""
    found = []
    for part in parts:
        code = part.heading.code
        if part.is_title or f"b.{code}" not in post:
            continue
        base = whole_number(post[f"b.{code}"], default=0)
        found.append(Written(code, _prose(post, part), _items(post, part, pasted), base))
    return found


def _prose(post: QueryDict, part: Part) -> str:
    name = f"t.{part.heading.code}"
    return post.get(name, part.passage.text if part.passage else "")


def _items(post: QueryDict, part: Part, is_pasted: bool) -> tuple[dict[str, str], ...]:
    code = part.heading.code
    lines = lines_of(post.get(f"p.{code}", "")) if is_pasted else []
    pasted = tuple({"text": line, "type": ""} for line in lines)
    if f"i.{code}" not in post:
        return (*(part.passage.items if part.passage else ()), *pasted)
    texts = post.getlist(f"i.{code}")
    types, ids = ([*post.getlist(name), *[""] * len(texts)] for name in (f"k.{code}", f"d.{code}"))
    typed = tuple(
        {"text": text, "type": _type(part, kind)} | ({"id": identity} if is_id(identity) else {})
        for text, kind, identity in zip(texts, types, ids, strict=False)
        if text.strip()
    )
    return (*typed, *pasted)


def _type(part: Part, asked: str) -> str:
    return asked if asked in part.heading.item_types else ""
