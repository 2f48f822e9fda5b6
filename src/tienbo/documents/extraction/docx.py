"""The text of a DOCX: paragraphs, tables, text boxes, headers and footers, in reading order.

Word's own list numbers are written out; deleted and hidden text is left out; text in the fonts of TCVN3 and
VNI is converted. A table that lays out a letterhead or a signature comes cell by cell; a table of data comes
row by row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from tienbo.documents.extraction import legacy
from tienbo.documents.extraction.drawings import drawn_text
from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.packages import Package
from tienbo.documents.extraction.wordlists import Lists, W, read_lists
from tienbo.documents.extraction.wordstyles import Look, Styles, paragraph_look, run_look

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_SKIPPED = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "tblGrid")}
_LAYOUT_COLUMNS = 2
_LAYOUT_ROWS = 3


@dataclass
class WordText:
    """Its lines in order, and what could be a secrecy mark outside of them: every piece that stands apart from the
    running text (headers, text boxes, drawings, notes), every line of a table's cells."""

    lines: list[str] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    converted: set[str] = field(default_factory=set)
    has_images: bool = False


def read_docx(data: bytes) -> WordText:
    """Read a DOCX. Raises Unreadable (corrupt, encrypted, bomb, xml_entities)."""
    package = Package(data)
    result = WordText(has_images=package.has_images())
    document, walker = opened(package, result)
    main = main_part(package)
    folder = main.rpartition("/")[0]
    headers = [name for name in package.names if re.fullmatch(rf"{re.escape(folder)}/header\d*\.xml", name)]
    footers = [name for name in package.names if re.fullmatch(rf"{re.escape(folder)}/footer\d*\.xml", name)]
    top = [line for name in headers for line in walker.lines(package.xml(name))]
    body = walker.lines(document.find(f"{W}body"))
    bottom = [line for name in footers for line in walker.lines(package.xml(name))]
    result.apart += top + bottom + drawn_text(document)
    # Notes, comments, diagrams, charts: no part of the reading, but shown. Building blocks are not.
    for name in package.names:
        if name.startswith(f"{folder}/") and name.endswith(".xml") and name != main and "/glossary/" not in name:
            part = package.xml(name)
            result.apart += drawn_text(part)
            if name not in headers + footers:
                result.apart += walker.lines(part)
    # A header that only repeats the page number says nothing; the same header of several sections counts
    # once.
    result.lines = _without_noise(top) + body + _without_noise(bottom)
    return result


def opened(package: Package, result: WordText) -> tuple[etree._Element, "Walker"]:
    """The document of a package, and who reads its paragraphs with its styles and lists into `result`. Unreadable
    (corrupt)."""
    main = main_part(package)
    document = package.xml(main)
    if document is None:
        raise unreadable("corrupt")
    folder = main.rpartition("/")[0]
    styles, lists = package.xml(f"{folder}/styles.xml"), package.xml(f"{folder}/numbering.xml")
    return document, Walker(Styles(styles), read_lists(lists), result)


def main_part(package: Package) -> str:
    """The name of the part that holds the document."""
    relations = package.xml("_rels/.rels")
    for relation in [] if relations is None else relations.findall(f"{_RELS}Relationship"):
        if relation.get("Type", "").endswith("/officeDocument"):
            target = relation.get("Target", "").lstrip("/")
            if target in package.names:
                return target
    return "word/document.xml"


def _without_noise(lines: list[str]) -> list[str]:
    kept = dict.fromkeys(line for line in lines if len(line.strip()) > 4 and not line.strip(" -–").isdigit())
    return list(kept)


@dataclass
class _Piece:
    text: str
    encoding: str | None
    caps: bool = False


class Walker:
    """Walks one part after another; list counters run on through all of them."""

    def __init__(self, styles: Styles, lists: Lists, result: WordText) -> None:
        self._styles, self._lists, self._result = styles, lists, result

    def lines(self, parent: etree._Element | None) -> list[str]:
        """The lines below a body, a cell, a header or a text box."""
        return [] if parent is None else list(self._blocks(parent))

    def _blocks(self, parent: etree._Element) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._alternative(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._blocks(child)

    def _alternative(self, node: etree._Element) -> list[str]:
        """A drawing comes twice, for new and for old programs: take the first of the two that has text."""
        for branch in node:
            found = list(self._blocks(branch))
            if any(line.strip() for line in found):
                return found
        return []

    def _paragraph(self, node: etree._Element) -> Iterator[str]:
        properties = node.find(f"{W}pPr")
        style = None if properties is None else properties.find(f"{W}pStyle")
        look = self._styles.look(None if style is None else style.get(f"{W}val"))
        if properties is not None:
            look = paragraph_look(properties).over(look)
        pieces: list[_Piece] = []
        boxes: list[str] = []
        self._inline(node, look.over(self._styles.default), pieces, boxes)
        text = self._joined(pieces)
        if text.strip() and look.number_id not in (None, "0"):
            marker = self._lists.marker(look.number_id or "", look.level or 0)
            text = f"{marker} {text.lstrip()}" if marker else text
        yield from text.split("\n")
        self._result.apart += boxes
        yield from boxes

    def _inline(self, node: etree._Element, look: Look, pieces: list[_Piece], boxes: list[str]) -> None:
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                continue
            if tag == f"{W}r":
                self._run(child, look, pieces, boxes)
            elif tag == f"{W}txbxContent":
                boxes += self.lines(child)
            elif tag == f"{_VML}textpath":
                self._result.apart.append(child.get("string", ""))
            else:
                self._drawing(child, look, pieces, boxes)

    def _run(self, run: etree._Element, look: Look, pieces: list[_Piece], boxes: list[str]) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            named = properties.find(f"{W}rStyle")
            if named is not None:
                look = self._styles.look(named.get(f"{W}val", "")).over(look)
            look = run_look(properties).over(look)
        if look.hidden:
            return
        encoding = _encoding_of(look.font)
        for child in run:
            if child.tag == f"{W}t":
                pieces.append(_Piece(child.text or "", encoding, bool(look.caps)))
            elif child.tag == f"{W}tab":
                pieces.append(_Piece("\t", None))
            elif child.tag in (f"{W}br", f"{W}cr"):
                pieces.append(_Piece("\f" if child.get(f"{W}type") == "page" else "\n", None))
            elif child.tag == f"{W}noBreakHyphen":
                pieces.append(_Piece("-", None))
            elif child.tag == f"{W}sym":
                pieces.append(_Piece("•", None))
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._drawing(child, look, pieces, boxes)

    def _drawing(self, node: etree._Element, look: Look, pieces: list[_Piece], boxes: list[str]) -> None:
        """A picture, a shape or a text box. It comes twice, for new and for old programs: the first with text
        counts.
        """
        if node.tag != f"{_MC}AlternateContent":
            self._inline(node, look, pieces, boxes)
            return
        for branch in node:
            found: list[str] = []
            self._inline(branch, look, pieces, found)
            if any(line.strip() for line in found):
                boxes += found
                return

    def _joined(self, pieces: list[_Piece]) -> str:
        """The text of a paragraph; neighbours in one legacy font are converted together, VNI needs letter
        pairs. Capitals come after: a legacy letter has none.
        """
        out: list[str] = []
        for (encoding, caps), alike in groupby(pieces, key=lambda piece: (piece.encoding, piece.caps)):
            text = self._converted("".join(piece.text for piece in alike), encoding)
            out.append(text.upper() if caps else text)
        return "".join(out)

    def _converted(self, text: str, encoding: str | None) -> str:
        # Text typed in Unicode may keep an old font's name: letters that no legacy font has settle it.
        if encoding is None or any(char > "\u00ff" for char in text):
            return text
        self._result.converted.add(encoding.removesuffix("-capitals"))
        if encoding == "vni":
            return legacy.from_vni(text)
        return legacy.from_tcvn3(text, capitals=encoding == "tcvn3-capitals")

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = [self._cells(row) for row in table.iter(f"{W}tr") if owner(row, f"{W}tbl") is table]
        for cells in rows:
            self._result.cells += [line for cell in cells for line in cell]
        if len(rows) <= _LAYOUT_ROWS and all(len(cells) <= _LAYOUT_COLUMNS for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from cell
                    yield ""
            return
        for cells in rows:
            yield " | ".join(" ".join(" ".join(cell).split()) for cell in cells)

    def _cells(self, row: etree._Element) -> list[list[str]]:
        return [self.lines(cell) for cell in row.iter(f"{W}tc") if owner(cell, f"{W}tr") is row]


def owner(node: etree._Element, tag: str) -> etree._Element | None:
    """The nearest element of a tag around a node."""
    return next(node.iterancestors(tag), None)


def _encoding_of(font: str | None) -> str | None:
    if font is None:
        return None
    name = font.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") and not name.endswith("tah") else "tcvn3"
    return "vni" if name.startswith("vni-") or name.startswith("vni ") else None
