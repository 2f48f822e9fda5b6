"""The rows of a board (``core.board``), put together in Python: four thousand cells must not wait for templates."""

from functools import lru_cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tienbo.core import statuses
from tienbo.core.board import Board, BoardCell, BoardRow
from tienbo.core.templatetags.formats import status, tel

register = template.Library()


@register.simple_tag
def board_rows(board: Board) -> SafeString:
    """The rows: in each the unit, its state, its cells."""
    return SafeString(
        "\n".join(
            f"<tr>{_unit(row, bool(board.acts))}{_whole(row)}{_cells(row, board.compact)}</tr>" for row in board.rows
        )
    )


def _unit(row: BoardRow, can_choose: bool) -> str:
    name = escape(row.name)
    pick = dial = ""
    if can_choose:
        box = f'<input type="checkbox" name="row" value="{escape(row.id)}">'
        pick = f'<label class="pick">{box}<span class="hush">{name}</span></label>'
    if row.phone:
        whom = f"{escape(row.contact)}: {escape(row.phone)}"
        tip = f'<i class="icon i-phone" aria-hidden="true"></i><span class="tip" aria-hidden="true">{whom}</span>'
        dial = f'<a class="dial" href="tel:{tel(row.phone)}" aria-label="{whom}">{tip}</a>'
    link = f'<a href="{escape(row.url)}">{name}</a>' if row.url else name
    return f'<th scope="row" class="board-unit">{pick}<div class="board-name"><span>{link}</span>{dial}</div></th>'


def _whole(row: BoardRow) -> str:
    said = "".join(f'<a class="board-said" href="{escape(url)}">{escape(text)}</a>' for text, url in row.links)
    return f'<td class="whole">{status(row.state, row.days, row.word)}{said}</td>'


def _cells(row: BoardRow, compact: bool) -> str:
    return escape(row.cells_at).join(_around(row.cells, compact, get_language() or "vi"))


@lru_cache(maxsize=4096)
def _around(cells: tuple[BoardCell | None, ...], compact: bool, language: str) -> tuple[str, ...]:
    """The cells of a row, cut where each address begins: what is the row's own is put in there. Rows alike are many."""
    parts = [""]
    for cell in cells:
        before, after = _cell(cell, compact) if cell else ("", '<td class="void"></td>')
        parts[-1] += before
        if cell and cell.url:
            parts.append("")
        parts[-1] += after
    return tuple(parts)


def _cell(cell: BoardCell, compact: bool) -> tuple[str, str]:
    """What stands before and after the row's part of the cell's address; together the cell, where it has none."""
    word = escape(cell.text) if cell.text else statuses.status_word(cell.state, cell.days)
    shown = format_html('<span class="hush">{}</span>', word) if compact else word
    title = format_html(' title="{}"', word) if compact else ""
    before = format_html('<td><a class="st st-{}"{}', cell.state, title)
    after = format_html(">{}</a></td>", shown)
    return (f'{before} href="', f'{escape(cell.url)}"{after}') if cell.url else (before, after)
