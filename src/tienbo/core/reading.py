"""What the side-by-side review shows: a text with what was found in it marked, and the list of finds. For
``{% include "core/_reading.html" %}`` with one context object `reading`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Segment:
    """A run of text; `find` is the id of the find it belongs to, or nothing."""

    text: str
    find: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in order; `level` 0 is running text, 1 and more a heading of that depth."""

    segments: tuple[Segment, ...]
    level: int = 0


@dataclass(frozen=True)
class Find:
    """Something read out of the text. `kind`: deadline, target, citation, task, closing, other; `kind_word`: its word.

    `confirmed` None is a proposal. `doubt` says what the reader was not sure of.
    """

    id: str
    kind: str
    kind_word: str
    title: str
    detail: str = ""
    doubt: str = ""
    confirmed: bool | None = None
    edit_url: str = ""


@dataclass(frozen=True)
class Reading:
    """A text and its finds, in the order of the text. `action_url` takes ``find`` (ids ticked) and ``act``."""

    paragraphs: tuple[Paragraph, ...]
    finds: tuple[Find, ...]
    action_url: str = ""

    @property
    def kind_of(self) -> dict[str, str]:
        """The kind of each find, by its id."""
        return {find.id: find.kind for find in self.finds}
