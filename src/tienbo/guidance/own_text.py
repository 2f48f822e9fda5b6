"""The text of a unit's own letter to those below it, from what the letter above asks. Pure.

It is written anew from its parts whenever they change; `Composed.places` says where each find stands in it. What is not
known yet (number, day, signer) leaves the blank that the paper has, or no line at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

Place = tuple[int, int]

OTHER = "Nội dung khác"
BETWEEN_TITLES = " › "


@dataclass(frozen=True)
class Head:
    """What stands above and below the body. `opening` is its first paragraph; `place_and_day` one line."""

    superior: str
    issuer: str
    number: str
    subject: str
    place_and_day: str
    addressed_to: tuple[str, ...]
    opening: str
    closing: str
    copies: tuple[str, ...]
    authority: str
    titles: tuple[str, ...]
    signer: str


@dataclass(frozen=True)
class Asked:
    """A task in its order. `section` are the titles above it; `origin` its place in the letter above, None for one that
    a person added. Tasks of one text that stand together are one paragraph: it sets several days.
    """

    key: int
    text: str
    section: str = ""
    origin: Place | None = None


@dataclass(frozen=True)
class Day:
    """A deadline: the `words` that set it, and their place in the letter above."""

    key: int
    words: str
    origin: Place | None


@dataclass(frozen=True)
class Composed:
    """The text; for each find that stands in it its place [start, end); for each task its position ("2.1")."""

    text: str
    places: dict[int, Place]
    positions: dict[int, str]


def compose(head: Head, asked: Iterable[Asked], days: Iterable[Day] = ()) -> Composed:
    """The whole letter."""
    return _Page(head, tuple(asked), tuple(days)).composed()


def places_of_words(text: str, words: dict[int, str]) -> dict[int, Place]:
    """Where the words of finds stand in a text that a person wrote; those that he put otherwise are left out."""
    found = {key: text.find(each) for key, each in words.items() if each}
    return {key: (at, at + len(words[key])) for key, at in found.items() if at >= 0}


@dataclass
class _Page:
    head: Head
    asked: tuple[Asked, ...]
    days: tuple[Day, ...]
    text: str = ""
    places: dict[int, Place] = field(default_factory=dict)
    positions: dict[int, str] = field(default_factory=dict)

    def composed(self) -> Composed:
        head = self.head
        self._lines(head.superior.upper(), head.issuer.upper())
        self._lines(f"Số: {head.number}", f"V/v {head.subject}")
        self._lines(head.place_and_day)
        self._lines(*_listed("Kính gửi:", head.addressed_to))
        self._lines(head.opening)
        self._tasks()
        self._lines(head.closing)
        self._lines(*_bulleted("Nơi nhận:", head.copies))
        self._lines(head.authority, *head.titles)
        self._lines(head.signer)
        return Composed(self.text.rstrip("\n") + "\n", self.places, self.positions)

    def _lines(self, *lines: str) -> None:
        """A block of lines, those that say nothing left out, and a blank line behind it."""
        if said := [line for line in lines if line.strip()]:
            self.text += "\n".join(said) + "\n\n"

    def _tasks(self) -> None:
        above: list[str] = []
        numbers: list[int] = []
        ordinal = 0
        last: Asked | None = None
        for each in self.asked:
            if last and (each.text, each.section) == (last.text, last.section):
                self.places[each.key] = self.places[last.key]
                self.positions[each.key] = self.positions[last.key]
                continue
            titles = each.section.split(BETWEEN_TITLES) if each.section else [OTHER] if above else []
            if titles != above:
                numbers = self._headings(above, titles, numbers)
                above, ordinal = titles, 0
            ordinal += 1
            start = len(self.text) + len("- ")
            self._lines(f"- {each.text}")
            self.places[each.key] = (start, start + len(each.text))
            self.positions[each.key] = ".".join(map(str, [*numbers, ordinal]))
            self._days_within(each)
            last = each

    def _headings(self, above: list[str], titles: list[str], numbers: list[int]) -> list[int]:
        """Print the titles that are new here; the numbers of the part that begins."""
        same = next((i for i, pair in enumerate(zip(above, titles, strict=False)) if pair[0] != pair[1]), None)
        same = min(len(above), len(titles)) if same is None else same
        kept = numbers[:same]
        for level in range(same, len(titles)):
            kept = [*kept, numbers[level] + 1 if level == same and level < len(numbers) else 1]
            self._lines(f"{'.'.join(map(str, kept))}. {titles[level]}")
        return kept

    def _days_within(self, task: Asked) -> None:
        """Where the deadlines of a task that was just printed stand."""
        start, end = self.places[task.key]
        for day in self.days:
            if not (task.origin and day.origin and task.origin[0] <= day.origin[0] and day.origin[1] <= task.origin[1]):
                continue
            at = self.text.find(day.words, start, end)
            if at >= 0:
                self.places[day.key] = (at, at + len(day.words))


def _listed(opening: str, lines: tuple[str, ...]) -> list[str]:
    """One on the line of the opening, several each on its own."""
    return [f"{opening} {lines[0]}"] if len(lines) == 1 else _bulleted(opening, lines)


def _bulleted(opening: str, lines: tuple[str, ...]) -> list[str]:
    ends = [";"] * (len(lines) - 1) + ["."]
    return [opening, *(f"- {line}{end}" for line, end in zip(lines, ends, strict=True))] if lines else []
