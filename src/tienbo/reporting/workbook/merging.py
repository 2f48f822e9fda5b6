"""The three-way comparison: what the sheet was written from, what it holds, what the report holds now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.workbook.decoding import Given
from tienbo.reporting.workbook.layout import Written

NOTHING = Written(Figure())


class Side(StrEnum):
    """Who changed a cell since the workbook was downloaded."""

    FILE = "file"
    SERVER = "server"
    BOTH = "both"


@dataclass(frozen=True)
class Change:
    """A cell in which the file, the report or both have changed.

    `base`: what the workbook was written from; `now`: what the report holds; `new`: what the file holds.
    """

    cell: Cell
    side: Side
    base: Written
    now: Written
    new: Written
    given: Given


def compare(given: Mapping[Cell, Given], base: Mapping[Cell, Written], now: Mapping[Cell, Written]) -> list[Change]:
    """The cells that differ, in the order of the file. What both sides changed alike is no change; a note that the file
    does not tell stays what it is."""
    found = []
    for cell, each in given.items():
        before, stands = base.get(cell, NOTHING), now.get(cell, NOTHING)
        new = _told(each, before)
        by_file, by_server = new != before, stands != before
        if new == stands or not (by_file or by_server):
            continue
        side = Side.BOTH if by_file and by_server else Side.FILE if by_file else Side.SERVER
        found.append(Change(cell, side, before, stands, new, each))
    return found


def _told(given: Given, before: Written) -> Written:
    """What the file says of a cell, with what it does not tell as it was."""
    figure = given.figure
    if not given.tells_flag and (figure.value is None) == (before.figure.value is None):
        figure = Figure(figure.value, before.figure.flag)
    return Written(figure, before.note if given.note is None else given.note)
