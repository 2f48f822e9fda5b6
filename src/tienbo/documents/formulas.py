"""What a cell is computed from, said with the keys of rows and columns instead of spreadsheet addresses.

A formula never changes what DOCX and PDF print: the computed value stands in the cell. It only travels to
XLSX, where the reader can follow it. The expressions keep the rule that blank is not zero: nothing to add
gives a blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """A cell by the keys of its row and column. An empty key means the row (column, sheet) of the formula
    itself.

    `sheet` is the name of a sheet of the same workbook.
    """

    row: str = ""
    column: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Formula:
    """A spreadsheet formula whose addresses are filled in when the place of each cell is known.

    `pattern` is the text after "=", with `{0}`, `{1}`, ... for `groups`; a group is one or more cells and
    is written as a list of ranges ("C5:C9,C12").
    """

    pattern: str
    groups: tuple[tuple[Ref, ...], ...]

    @staticmethod
    def total(refs: Iterable[Ref]) -> Formula:
        """The sum of the cells; blank when all of them are blank."""
        return Formula('IF(COUNT({0})=0,"",SUM({0}))', (tuple(refs),))

    @staticmethod
    def share(part: Ref, whole: Ref, decimals: int = 2) -> Formula:
        """`part` in percent of `whole`, rounded; blank when either is blank or the whole is zero."""
        return Formula(
            f'IF(COUNT({{0}},{{1}})<2,"",IF({{1}}=0,"",ROUND({{0}}/{{1}}*100,{int(decimals)})))',
            ((part,), (whole,)),
        )

    @staticmethod
    def difference(later: Ref, earlier: Ref) -> Formula:
        """`later` minus `earlier`; blank when either is blank."""
        return Formula('IF(COUNT({0},{1})<2,"",{0}-{1})', ((later,), (earlier,)))
