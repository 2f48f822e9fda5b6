"""The outline of the body: which paragraph is a part, an item or a bullet, and what stands below what.

Parts are known by their markers: "Phần", "Chương", "Mục", "Điều", A., I., 1., 1.1, a), then bullets. A marker
of a higher rank closes everything below it. Bullets rank by the order in which their signs appear below a
part: usually "-" then "+".
"""

import re
from dataclasses import dataclass, field

from tienbo.guidance.reading.page import Line, Page, is_upper

_ORDINAL = r"(?:thứ\s(?:nhất|hai|ba|tư|năm|sáu)|THỨ\s(?:NHẤT|HAI|BA|TƯ|NĂM|SÁU)|[IVX]{1,5}|\d{1,2})"
_NAMED = (
    (0, re.compile(rf"^(?:PHẦN|Phần)\s(?P<number>{_ORDINAL})(?P<stop>[.:]?\s*[-–]?\s*)")),
    (1, re.compile(r"^(?:CHƯƠNG|Chương)\s(?P<number>[IVX]{1,5}|\d{1,2})(?P<stop>[.:]?\s*[-–]?\s*)")),
    (2, re.compile(r"^(?:MỤC|Mục)\s(?P<number>[IVX]{1,5}|\d{1,2})(?P<stop>[.:]\s*)")),
    (3, re.compile(r"^(?:ĐIỀU|Điều)\s(?P<number>\d{1,3}[a-z]?)(?P<stop>\s?[.:]\s*|\s?$)")),
    (4, re.compile(r"^(?P<number>[A-HĐ])(?P<stop>\s?[.)/]\s|\s?-\s)(?=\S)")),
    (5, re.compile(r"^(?P<number>[IVX]{1,5})(?P<stop>\s?[./)]\s?|\s?[-–]\s)(?=\S)")),
    (6, re.compile(r"^(?P<number>\d{1,2})(?P<stop>\s?[./):]\s?|\s?[-–]\s)(?![\d\s])(?=\S)")),
    (7, re.compile(r"^(?P<number>\d{1,2}\.\d{1,2})(?P<stop>\s?[.)/:]\s?|\s)(?!\d)(?=\S)")),
    (8, re.compile(r"^(?P<number>\d{1,2}\.\d{1,2}\.\d{1,2})(?P<stop>\s?[.)/:]\s?|\s)(?!\d)(?=\S)")),
    (9, re.compile(r"^\(?(?P<number>[a-zđ]|\d{1,2}(?=\)))(?P<stop>\s?[)]\s?|\.\s)(?=\S)")),
)
LETTER_RANK, BULLET_RANK, DEEPEST_RANK = 9, 10, 13
_BULLET = re.compile(r"^(?P<sign>-\s?\+|[-–—−]|\+|[•●▪■□◦·§»❖➢✓]|\*|o(?=\s[A-ZĐ]))\s?(?=\S)")
_DASHES = "-–—−"


@dataclass
class Node:
    """A part, an item or a bullet. `text_start` is where its words begin behind the marker."""

    rank: int
    number: str | None
    line: Line | None
    text_start: int
    children: list["Node"] = field(default_factory=list)
    paragraphs: list[Line] = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def last_line(self) -> Line | None:
        """The last line of this node and everything below it."""
        candidates = [self.line, *self.paragraphs[-1:], *(child.last_line for child in self.children[-1:])]
        present = [line for line in candidates if line is not None]
        return max(present, key=lambda line: line.index) if present else None


def outline_of(page: Page, first_line: int, last_line: int) -> Node:
    """The outline of the lines given, as a root without marker."""
    root = Node(-1, None, None, 0)
    current = root
    signs: dict[int, list[str]] = {}
    for line in page.lines[first_line:last_line]:
        found = _marker(line)
        if found is None:
            while current.rank >= BULLET_RANK and current.parent:
                current = current.parent
            current.paragraphs.append(line)
            continue
        rank, number, length = found
        if rank == BULLET_RANK:
            holder = current
            while holder.rank >= BULLET_RANK and holder.parent:
                holder = holder.parent
            seen = signs.setdefault(id(holder), [])
            if number not in seen:
                seen.append(number or "")
            rank, number = min(BULLET_RANK + seen.index(number or ""), DEEPEST_RANK), None
        while current.parent and current.rank >= rank:
            current = current.parent
        node = Node(rank, number, line, line.start + length, parent=current)
        current.children.append(node)
        current = node
    return root


def _marker(line: Line) -> tuple[int, str | None, int] | None:
    """Rank, number and length of the marker that a line begins with."""
    for rank, pattern in _NAMED:
        match = pattern.match(line.text)
        if not match:
            continue
        if rank == 4 and not is_upper(line.text) and not line.text[match.end() :][:1].isupper():
            continue
        return rank, _plain(match["number"]), match.end()
    bullet = _BULLET.match(line.text)
    if bullet and not re.match(r"[-–]\s?\d+\s?[-–]?$", line.text):
        sign = bullet["sign"].replace(" ", "")
        return BULLET_RANK, "-" if sign in _DASHES else sign, bullet.end()
    return None


def _plain(number: str) -> str:
    ordinals = {"nhất": "1", "hai": "2", "ba": "3", "tư": "4", "năm": "5", "sáu": "6"}
    words = number.split()
    return ordinals.get(words[-1].lower(), number) if len(words) == 2 else number
