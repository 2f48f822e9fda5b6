"""Sections and tasks from the outline.

A bullet or a lettered item below a part is a task; what stands below a bullet belongs to its task. A part
without anything below it is a task itself, its first sentence its title. Introductions that end in a colon,
results of the past and the closing formula are no tasks. In a letter without parts, and for what a closing
paragraph asks by a date, the tasks stand in a section without number.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tienbo.guidance.reading.firmness import firmness_of
from tienbo.guidance.reading.letter import Citation, Deadline, LetterKind, Section, Target, Task
from tienbo.guidance.reading.outline import BULLET_RANK, LETTER_RANK, Node
from tienbo.guidance.reading.page import Line, Page, is_upper, shadow

_ASKS = re.compile(
    r"(?<![a-z])(?:de nghi|yeu cau|giao|phan cong|gui|nop|bao cao ve|xay dung|to chuc|trien khai|phoi hop"
    r"|khuyen khich|tham muu|dang ky"
    r"|chuan bi|co trach nhiem|chi dao|phai|can|thuc hien nghiem|tang cuong|day manh|tap trung|kien nghi|ra soat"
    r"|bo tri|cu)(?![a-z])"
)
_STRONG_ASK = re.compile(
    r"(?<![a-z])(?:de nghi|yeu cau|giao|gui|nop|co trach nhiem|dang ky|bao cao|phai|khuyen khich|phoi hop)(?![a-z])"
)
_CLOSING = re.compile(
    r"^(?:trong qua trinh|tren day la|nhan duoc|moi (?:vuong mac|thong tin|chi tiet|kho khan)|rat mong"
    r"|tran trong|vay,? |xin (?:tran|cam)"
    r"|chi tiet|thong tin (?:chi tiet|can|lien)|can cu (?:noi dung|cong van|huong dan|ke hoach) (?:tren|nay)"
    r"|noi dung tren|(?:chi thi|quyet dinh|ke hoach|huong dan|nghi quyet|chuong trinh) nay (?:co hieu luc|thay the)"
    r"|(?:ban|so|uy ban|ubnd|hoi|btv|ban thuong vu|de nghi|yeu cau) [^.]{0,140}(?:nghiem tuc|quan tam|kip thoi"
    r"|phan anh)"
    r"|neu (?:co )?(?:vuong mac|kho khan)|tren co so|su (?:quan tam|phoi hop))"
)
_NO_ASK = re.compile(
    r"^(?:thoi gian|dia diem|thanh phan|doi tuong|can cu|xet |theo de nghi|tran trong|kinh (?:gui|moi)|ngay \d"
    r"|ong |ba |dong chi |mau so|phu luc)|co hieu luc (?:ke tu|thi hanh)"
    r"|chiu trach nhiem thi hanh|bai bo quyet dinh"
)
_LOOKS_BACK = re.compile(
    r"^\W*(?:ket qua|tinh hinh|thuc trang|dac diem|danh gia (?:ket qua|tinh hinh|chung)|nhung ket qua|ton tai"
    r"|han che|uu diem|nguyen nhan"
    r"|cong tac chi dao, dieu hanh da)"
)
_LOOKS_AHEAD = re.compile(r"phuong huong|nhiem vu|kien nghi|de xuat|giai phap|ke hoach|cong tac trong tam")
_HEADING = re.compile(r"^(?P<title>[^.:;\n]{3,140})[.:]\s+(?=\S)")
_FIRST_SENTENCE = re.compile(r"^.{3,300}?[.;](?=\s|$)", re.DOTALL)
_LONGEST_TITLE = 300


_Found = TypeVar("_Found", Deadline, Target, Citation)


@dataclass(frozen=True)
class Finds:
    """What was found in the whole letter, to be handed to the tasks by place."""

    deadlines: Sequence[Deadline]
    targets: Sequence[Target]
    citations: Sequence[Citation]

    def within(self, start: int, end: int) -> "Finds":
        """The finds inside a stretch of text."""
        return Finds(
            _between(self.deadlines, start, end),
            _between(self.targets, start, end),
            _between(self.citations, start, end),
        )


def _between(finds: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """The finds, which stand in the order of the text, that begin in a stretch."""
    first = bisect_left(finds, start, key=lambda found: found.start)
    return finds[first : bisect_left(finds, end, lo=first, key=lambda found: found.start)]


def sections_of(page: Page, root: Node, kind: LetterKind, finds: Finds) -> tuple[Section, ...]:
    """The top sections of an outline."""
    return _Builder(page, kind, finds).top(root)


def headings(root: Node) -> dict[int, str]:
    """For each line below a heading: the shadow of the headings above it, by the index of the line."""
    above: dict[int, str] = {}

    def visit(node: Node, words: str) -> None:
        mine = words
        if node.line is not None:
            above[node.line.index] = words
            if node.rank < BULLET_RANK and (node.children or node.paragraphs):
                mine = f"{words} {node.line.low[:160]}"
        for line in node.paragraphs:
            above[line.index] = mine
        for child in node.children:
            visit(child, mine)

    visit(root, "")
    return above


class _Builder:
    def __init__(self, page: Page, kind: LetterKind, finds: Finds) -> None:
        self.page, self.kind, self.finds = page, kind, finds

    def top(self, root: Node) -> tuple[Section, ...]:
        parts = [child for child in root.children if child.rank < BULLET_RANK]
        if not parts:
            tasks = self._loose(root, everything=True)
            return (_unnumbered(tasks),) if tasks else ()
        closing = self._take_closing(parts)
        before = self._loose(root, everything=False)
        after = [task for line in closing for task in self._paragraph(line, dated_only=True)]
        sections = [self._section(part, "") for part in parts]
        lead = [_unnumbered(before)] if before else []
        tail = [_unnumbered(after)] if after else []
        return (*lead, *sections, *tail)

    def _loose(self, root: Node, *, everything: bool) -> list[Task]:
        """Tasks outside any part: all that is asked in a letter without parts, else only what has a date."""
        tasks: list[Task] = []
        bullets = [child for child in root.children if child.rank >= BULLET_RANK]
        for line in root.paragraphs:
            tasks += self._paragraph(line, dated_only=not everything)
        for bullet in bullets if everything else []:
            tasks += self._item(bullet, "")
        return sorted(tasks, key=lambda task: task.start)

    def _take_closing(self, parts: list[Node]) -> list[Line]:
        """Take the closing paragraphs out of the last part: those behind its items, or with the words of a
        closing; all of them where the parts before it are single paragraphs and so is this one.
        """
        taken: list[Line] = []
        while parts:
            node = parts[-1]
            last_item = max((child.line.index for child in node.children if child.line), default=-1)
            single = _ends_a_list_of_paragraphs(parts)
            kept: list[Line] = []
            for line in node.paragraphs:
                behind = last_item >= 0 and line.index > last_item
                if taken or behind or single or (_CLOSING.match(line.low) and not line.text.rstrip().endswith(":")):
                    taken.append(line)
                else:
                    kept.append(line)
            node.paragraphs = kept
            parts = [child for child in node.children if child.rank < BULLET_RANK] if _goes_deeper(node) else []
        return sorted(taken, key=lambda line: line.index)

    def _section(self, node: Node, above: str) -> Section:
        assert node.line is not None
        words = self.page.text[node.text_start : node.line.end].strip()
        title, rest = _title_of(words, leaf=not node.children and not node.paragraphs)
        path = f"{above} {shadow(title or '')}"
        last = node.last_line or node.line
        subsections: list[Section] = []
        tasks: list[Task] = []
        letters_are_parts = any(child.children for child in node.children if child.rank == LETTER_RANK)
        if rest and self._asks(words, path, in_part=True):
            start = self.page.text.find(rest, node.text_start, node.line.end)
            tasks.append(self._task(start, node.line.end, node.line))
        has_items = any(child.rank >= LETTER_RANK for child in node.children)
        for line in node.paragraphs:
            tasks += self._paragraph(line, dated_only=False, path=path, beside_items=has_items)
        for child in node.children:
            if child.rank < LETTER_RANK or (child.rank == LETTER_RANK and letters_are_parts):
                subsections.append(self._section(child, path))
            else:
                tasks += self._item(child, path)
        tasks.sort(key=lambda task: task.start)
        return Section(node.number, title, node.line.start, last.end, tuple(subsections), tuple(tasks))

    def _item(self, node: Node, path: str) -> list[Task]:
        assert node.line is not None
        last = node.last_line or node.line
        words = self.page.text[node.text_start : last.end]
        if not self._asks(words, path, in_part=True, is_item=True):
            return []
        return [self._task(node.text_start, last.end, node.line)]

    def _paragraph(self, line: Line, *, dated_only: bool, path: str = "", beside_items: bool = False) -> list[Task]:
        inside = self.finds.within(line.start, line.end)
        if line.text.rstrip().endswith(":") and not inside.deadlines:
            return []
        if dated_only and not inside.deadlines:
            return []
        if _CLOSING.match(line.low) and not inside.deadlines:
            return []
        if beside_items and not (inside.deadlines or inside.targets or _STRONG_ASK.search(line.low)):
            return []
        if not self._asks(line.text, path, in_part=bool(path)):
            return []
        return [self._task(line.start, line.end, line)]

    def _asks(self, words: str, path: str, *, in_part: bool, is_item: bool = False) -> bool:
        """True when words ask for something, given what kind of document they stand in and under which
        headings.
        """
        low = shadow(words)
        if _NO_ASK.search(low[:400]) and not (low.startswith("can cu") and _STRONG_ASK.search(low)):
            return False
        if is_upper(words) or not re.search(r"[a-z]{2}", low):
            return False
        if _LOOKS_BACK.search(path.strip().rpartition("  ")[2]) or any(
            _LOOKS_BACK.match(part) for part in path.split("  ")
        ):
            return False
        if self.kind == "report":
            return bool(_LOOKS_AHEAD.search(path)) or bool(
                re.search(r"(?<![a-z])(?:de nghi|yeu cau)(?![a-z])", low[:80])
            )
        if self.kind in ("decision", "invitation", "notice"):
            return bool(_STRONG_ASK.search(low))
        return is_item or in_part or bool(_ASKS.search(low))

    def _task(self, start: int, end: int, line: Line) -> Task:
        text = self.page.text[start:end]
        end -= len(text) - len(text.rstrip())
        text = text.rstrip()
        inside = self.finds.within(start, end)
        return Task(
            text,
            start,
            end,
            line.index + 1,
            firmness_of(text),
            tuple(inside.deadlines),
            tuple(inside.targets),
            tuple(inside.citations),
        )


def _goes_deeper(node: Node) -> bool:
    return bool(node.children) and node.children[-1].rank < BULLET_RANK


def _ends_a_list_of_paragraphs(parts: list[Node]) -> bool:
    """True when parts side by side hold one whole sentence each: what stands below the last is not its own."""
    *before, last = parts
    if not before or last.children or any(part.children or part.paragraphs for part in before):
        return False
    return last.line is not None and last.line.text.rstrip().endswith((".", ";", "/"))


def _unnumbered(tasks: list[Task]) -> Section:
    return Section(None, None, tasks[0].start, tasks[-1].end, (), tuple(tasks))


def _title_of(words: str, *, leaf: bool) -> tuple[str | None, str | None]:
    """The title of a part and the words behind it that are a task of their own."""
    if is_upper(words):
        return words.rstrip(" .:;") or None, None
    heading = _HEADING.match(words)
    if heading and not shadow(heading["title"]).endswith((" tp", " so", " tt")):
        rest = words[heading.end() :]
        if leaf or not rest.rstrip().endswith(":"):
            return heading["title"].strip(), rest
        return words[:_LONGEST_TITLE].rstrip(" .:;"), None
    sentence = _FIRST_SENTENCE.match(words)
    title = (sentence.group() if sentence else words[:_LONGEST_TITLE]).rstrip(" .:;/")
    return title or None, words if leaf else None
