"""What the board shows: units down, tables or tasks across, a status in each cell.

For ``{% include "core/_board.html" %}`` with one context object `board`. Ticked rows post their `id` as ``row`` (many)
to `action_url` together with ``act``, the value of the button pressed. An act that others will see leads to a page that
shows what will happen and to whom (``<c-confirm>``), never straight to the deed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class BoardColumn:
    """A table or a task: `short` stands at the head (``B02``), `name` is its title; `done` of `of` rows are done."""

    short: str
    name: str
    done: int
    of: int
    url: str = ""


@dataclass(frozen=True)
class BoardCell:
    """A state (``core.statuses``); `days` late; `text` stands in place of the word (``14/16``).

    `url` comes after its row's `cells_at`, so that rows can share a cell.
    """

    state: str
    days: int = 0
    url: str = ""
    text: str = ""


@dataclass(frozen=True)
class BoardRow:
    """A unit with one cell per column (None where nothing is asked), its own state and whom to telephone.

    `word` is another word for the same state; `cells_at` begins the address of each of its cells. `links` are a few
    words each, with an address, below its state.
    """

    id: str
    name: str
    cells: tuple[BoardCell | None, ...]
    state: str
    days: int = 0
    url: str = ""
    contact: str = ""
    phone: str = ""
    word: str = ""
    cells_at: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class BoardAct:
    """A button of the action bar: `value` is posted as ``act``, to `url` when it is another than the board's own."""

    value: str
    label: str
    icon: str = ""
    url: str = ""


@dataclass(frozen=True)
class Board:
    """The whole board. `compact`: icons without words in the cells; a screen reader and the key have the words.

    `key`: (state, word) for a board of other things than reports; its states then have these words.
    """

    title: str
    columns: tuple[BoardColumn, ...]
    rows: tuple[BoardRow, ...]
    done: int
    of: int
    action_url: str = ""
    acts: tuple[BoardAct, ...] = ()
    compact: bool = False
    rows_head: str = ""
    whole_head: str = ""
    key: tuple[tuple[str, str], ...] = ()


def late_first(rows: list[BoardRow]) -> list[BoardRow]:
    """The longest late on top, then those not done, then the others; the order given decides among equals."""
    finished = {"accepted", "exempt"}
    return sorted(rows, key=lambda row: (-row.days if row.state == "late" else 0, row.state in finished))
