"""The same letter set as offices set it: letterhead and foot in two columns, as DOCX and as PDF."""

import io
import re
from dataclasses import dataclass

import docx
import typst

_MOTTO = re.compile(r"CỘNG HO?[ÒÀ]A? XÃ HỘI|ĐẢNG CỘNG SẢN|ĐOÀN TNCS")
_PLACED = re.compile(r"(?i)ngày.{1,12}tháng.{1,8}năm|, ngày \d")
_NAME = re.compile(r"^(?:[^\W\d_][^\W\d_]*[^\W\d_A-ZĐ] ?){2,5}$|^LÊ THỊ")
_SIGNED = re.compile(r"^(?:KT|K/T|TM|T/M|TL|TUQ|Q)[ .]")


@dataclass(frozen=True)
class Parts:
    """A letter in pieces: the two columns of its head, its body, the two columns of its foot."""

    left: list[str]
    right: list[str]
    body: list[str]
    copies: list[str]
    signature: list[str]
    behind: list[str]


def parts_of(text: str) -> Parts | None:
    """The pieces of a letter whose lines come column after column; None for any other layout."""
    lines = [line.strip() for line in text.split("\n")]
    motto = next((i for i, line in enumerate(lines) if _MOTTO.match(line)), None)
    received = next((i for i, line in enumerate(lines) if line.startswith("Nơi nhận")), None)
    if motto is None or received is None or any("  " in line or "|" in line or "**" in line for line in lines):
        return None
    placed = next((i for i in range(motto, min(motto + 7, len(lines))) if _PLACED.search(lines[i])), None)
    signed = next((i for i in range(received, len(lines)) if _SIGNED.match(lines[i])), None)
    if placed is None or signed is None:
        return None
    named = next((i for i in range(signed, len(lines)) if _NAME.match(lines[i])), signed + 1)
    return Parts(
        [line for line in lines[:motto] if line],
        [line for line in lines[motto : placed + 1] if line],
        [line for line in lines[placed + 1 : received] if line],
        [line for line in lines[received:signed] if line],
        [line for line in lines[signed : named + 1] if line],
        [line for line in lines[named + 1 :] if line],
    )


def as_docx(parts: Parts) -> bytes:
    """The letter as Word sets it."""
    document = docx.Document()
    _two_columns(document, parts.left, parts.right)
    for line in parts.body:
        document.add_paragraph(line)
    _two_columns(document, parts.copies, parts.signature)
    for line in parts.behind:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _two_columns(document: docx.document.Document, left: list[str], right: list[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = lines[0] if lines else ""
        for line in lines[1:]:
            cell.add_paragraph(line)


def as_pdf(parts: Parts) -> bytes:
    """The letter as a small page of a PDF, so that its lines wrap and its pages break."""
    source = (
        '#set page(width: 148mm, height: 150mm, margin: 12mm, numbering: "1")\n'
        '#set text(size: 11pt, lang: "vi", hyphenate: false)\n#set par(justify: true)\n'
        + _grid(parts.left, parts.right)
        + "".join(f"#par[{_typed(line)}]\n" for line in parts.body)
        + _grid(parts.copies, parts.signature)
        + "".join(f"#par[{_typed(line)}]\n" for line in parts.behind)
    )
    return typst.compile(source.encode("utf-8"))


def _grid(left: list[str], right: list[str]) -> str:
    cells = ", ".join("[" + "".join(f"#par[{_typed(line)}]" for line in lines) + "]" for lines in (left, right))
    return f"#block(breakable: false, grid(columns: (1fr, 1fr), gutter: 4mm, {cells}))\n"


def _typed(line: str) -> str:
    return '#"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
