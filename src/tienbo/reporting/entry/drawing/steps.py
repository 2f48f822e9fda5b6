"""What becomes of each cell of a paper when its figures are drawn. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tienbo.reporting.definitions.cells import Cell, Figure

BLANK = Figure()


class Fate(StrEnum):
    """What a draw does to a cell.

    ``write``: the figure that comes is put in; ``clear``: what was drawn before is taken out, for the report that feeds
    the paper says nothing there any more; ``kept``: a person typed another figure, which stays; ``own``: a person typed
    one where nothing comes; ``same``: it stands there already; ``empty``: nothing stands, nothing comes.
    """

    WRITE = "write"
    CLEAR = "clear"
    KEPT = "kept"
    OWN = "own"
    SAME = "same"
    EMPTY = "empty"


@dataclass(frozen=True)
class Step:
    """One cell: what stands in it, what comes from the report that feeds the paper, what becomes of it. `of`: how many
    units gave the figure that comes, of how many that could; None where nothing is told of the cell."""

    cell: Cell
    stands: Figure
    comes: Figure
    fate: Fate
    of: tuple[int, int] | None = None

    @property
    def changes(self) -> bool:
        """Whether the cell is not as before after a draw."""
        return self.fate in (Fate.WRITE, Fate.CLEAR)

    @property
    def is_partial(self) -> bool:
        """Whether not every unit that could give the figure gave it."""
        return self.of is not None and self.of[0] < self.of[1]


def fate_of(stands: Figure, comes: Figure, drawn: Figure | None) -> Fate:
    """`drawn`: what was drawn into the cell last; None: nothing ever was."""
    if stands.is_blank and comes.is_blank:
        return Fate.EMPTY
    if stands == comes:
        return Fate.SAME
    if stands.is_blank or stands == drawn:
        return Fate.CLEAR if comes.is_blank else Fate.WRITE
    if comes.is_blank:
        return Fate.OWN
    # Typed by a person; a mark of his own on the same figure is no difference.
    return Fate.SAME if stands.value is not None and stands.value == comes.value else Fate.KEPT


def steps_of(
    cells: Iterable[Cell],
    standing: Mapping[Cell, Figure],
    drawn: Mapping[Cell, Figure],
    coming: Mapping[Cell, Figure],
    coverage: Mapping[Cell, tuple[int, int]] | None = None,
) -> tuple[Step, ...]:
    """A step for each cell, in their order. A cell that is absent from `standing` or `coming` is blank there."""
    found = []
    for cell in cells:
        stands, comes = standing.get(cell, BLANK), coming.get(cell, BLANK)
        found.append(Step(cell, stands, comes, fate_of(stands, comes, drawn.get(cell)), (coverage or {}).get(cell)))
    return tuple(found)
