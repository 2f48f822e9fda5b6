"""A document as PDF/A-2a and PDF/UA-1 (archival, tagged, readable aloud), set by Typst from one fixed template.

What users typed reaches Typst as one JSON string, never as source: see `templates/official.typ`. The bytes
depend on the document and the release only: the fonts come with the program, system fonts are not looked
at, the creation date is the document's own.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tienbo.documents.codes import qr_svg
from tienbo.documents.content import Document
from tienbo.documents.fonts import BORROWED_FAMILY, FAMILY, STRETCH_PERCENT, font_folder
from tienbo.documents.layout import (
    Grid,
    GridCell,
    Layout,
    Line,
    Piece,
    Room,
    Rule,
    Side,
    Square,
    lower,
    properties_day,
)
from tienbo.documents.packing import packed
from tienbo.documents.styles import styles_of

TEMPLATE = Path(__file__).parent / "templates" / "official.typ"
STANDARDS = ["a-2a", "ua-1"]
FORGETTING_ROUNDS = 12
# A row stays on one page unless a cell is so high that it might not fit a page at all (20 lines are some 90 mm).
HIGHEST_WHOLE_ROW_LINES = 20
# The widest letters that a table of the narrowest page can hold on a line.
LETTERS_ON_A_LINE = 55
# Words longer than this may break anywhere inside a table, so that no column is overrun.
LONGEST_WORD = 14
_LONG_WORD = re.compile(rf"[^\s\u00a0\u200b]{{{LONGEST_WORD + 1},}}")

_local = threading.local()


def to_pdf(document: Document) -> bytes:
    """The document as a PDF file. The same document gives the same bytes.

    Thread-safe: each thread keeps its own compiler, which holds the fonts and the parsed template.
    """
    layout = lower(document)
    midnight = datetime.combine(properties_day(document), time.min, tzinfo=UTC)
    text = json.dumps(_plain(layout), ensure_ascii=False)
    compiler = _compiler()
    try:
        written = compiler.compile(
            format="pdf",
            sys_inputs={"document": text},
            pdf_standards=STANDARDS,
            timestamp=int(midnight.timestamp()),
        )
    finally:
        _forget()
    return packed(written)


def _forget() -> None:
    """Lets Typst drop what it remembers of the last document.

    Its cache lives as long as the process and forgets what some ten compilations did not use; after 100 annexes a
    process held 330 MB, with these empty compilations (a millisecond each) 90 MB.
    """
    if not hasattr(_local, "empty"):
        _local.empty = typst.Compiler(font_paths=_fonts())
    for _ in range(FORGETTING_ROUNDS):
        _local.empty.compile(input=b"", format="pdf")


def _compiler() -> typst.Compiler:
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(input=str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=_fonts())
    return _local.compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])


# --- the layout as JSON ---------------------------------------------------------------------------


def _plain(layout: Layout) -> dict[str, Any]:
    edition = layout.document.edition
    level = 0
    sections = []
    for section in layout.sections:
        pieces = []
        for piece in section.pieces:
            plain = _piece(piece)
            outline = styles_of(edition)[piece.role].outline if isinstance(piece, Line) else 0
            if outline:
                # A reader of tags stumbles over a level that was skipped.
                level = plain["level"] = min(outline, level + 1)
            pieces.append(plain)
        sections.append({"landscape": section.landscape, "pieces": pieces})
    return {
        "title": layout.title,
        "author": layout.author,
        "language": layout.document.language,
        "draft": layout.draft,
        "digest_line": layout.digest_line,
        "font": FAMILY,
        "borrowed": BORROWED_FAMILY,
        "stretch": STRETCH_PERCENT,
        "number_place": edition.page_number_place,
        "number_pt": edition.page_number_pt,
        "top_mm": edition.top_mm,
        "bottom_mm": edition.bottom_mm,
        "left_mm": edition.left_mm,
        "right_mm": edition.right_mm,
        "styles": {role: asdict(style) for role, style in styles_of(edition).items()},
        "sections": sections,
    }


def _piece(piece: Piece | Room | Square) -> dict[str, Any]:
    match piece:
        case Line():
            runs = [asdict(run) for run in piece.runs]
            return {"kind": "line", "role": piece.role, "runs": runs, "held": piece.held}
        case Rule():
            return {"kind": "rule", **asdict(piece)}
        case Room():
            return {"kind": "room", "mm": piece.mm}
        case Square():
            return {"kind": "square", "mm": piece.mm, "svg": qr_svg(piece.address), "address": piece.address}
        case Side():
            rows = [[[_piece(part) for part in column] for column in row] for row in piece.rows]
            return {"kind": "side", "left": piece.left_share, "rows": rows}
        case Grid():
            return {
                "kind": "grid",
                "shares": piece.shares,
                "head": [[_cell(cell) for cell in row] for row in piece.head],
                "body": [
                    {"whole": _fits_a_page(row, piece.shares), "cells": [_cell(cell) for cell in row]}
                    for row in piece.body
                ],
            }
    return {"kind": "break"}


def _fits_a_page(row: tuple[GridCell, ...], shares: tuple[float, ...]) -> bool:
    """A careful guess: the row is low enough to be moved to the next page whole."""
    for cell in row:
        share = sum(shares[cell.column : cell.column + cell.columns])
        letters = max(int(share * LETTERS_ON_A_LINE), 1)
        if sum(len(line) // letters + 1 for line in cell.text.split("\n")) > HIGHEST_WHOLE_ROW_LINES:
            return False
    return True


def _cell(cell: GridCell) -> list[Any]:
    """See `put-cell` in the template. An empty cell holds a blank: without content a reader of tags would skip it."""
    text = cell.text or "\u00a0"
    if cell.align != "right" and _LONG_WORD.search(text):
        text = _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), text)
    return [cell.column, text, cell.mark, cell.align, cell.bold, cell.columns, cell.rows]
