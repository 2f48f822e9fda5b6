"""Cells as they came, read one by one: a figure to keep, or why it is none. What cannot be read keeps no other back."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.core.grid_batch import FLAGS
from tienbo.documents.extraction import ClassifiedText, is_classified
from tienbo.files.forms import sentence_of
from tienbo.reporting.api import decimals
from tienbo.reporting.api.shapes import GivenCell
from tienbo.reporting.api.told import figure_told
from tienbo.reporting.definitions.cells import MISSING, STATUSES, Cell, Figure, usual_flag
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import FigureInput, Recorded
from tienbo.reporting.entry.grids import spoken, words
from tienbo.reporting.entry.queries import Kept
from tienbo.reporting.rounds.audience import asked_of_participant
from tienbo.reporting.rounds.models import Report

LONGEST_NOTE = 300
NOTHING = Kept(Figure(), "", 0)


@dataclass(frozen=True)
class Refusal:
    """Why a given cell cannot be kept: a code, and the sentence."""

    code: str
    message: str


Read = FigureInput | Refusal


def read_cells(report: Report, given: Sequence[GivenCell]) -> list[Read]:
    """Each given cell read, in order."""
    times = Counter((each.element, each.breakdown) for each in given)
    asked = set(asked_of_participant(report.participant).typed)
    rows = definition_of(report.round.form).row_by_code
    found: list[Read] = []
    for each in given:
        cell = Cell(each.element, each.breakdown)
        if cell not in asked:
            found.append(Refusal("unknown_cell", _("The report asks nothing of this unit in such a cell.")))
        elif times[cell] > 1:
            found.append(Refusal("twice", _("The cell is given twice: give it once.")))
        else:
            found.append(_read(cell, each, decimals=rows[cell.element].kind != "count"))
    return found


def _read(cell: Cell, given: GivenCell, *, decimals: bool) -> Read:
    mark, note = given.mark, given.note
    if mark is not None and mark not in FLAGS - {""}:
        return Refusal("unknown_mark", _("There is no such mark. Marks: %(marks)s.") % {"marks": ", ".join(_MARKS)})
    if note is not None and len(note.strip()) > LONGEST_NOTE:
        return Refusal("note_too_long", _("The note is longer than %(n)d characters.") % {"n": LONGEST_NOTE})
    if is_classified(note or "") or is_classified(given.value if isinstance(given.value, str) else ""):
        return Refusal("secret", sentence_of(ClassifiedText()))
    if given.value is None:
        if mark in {"estimate", "corrected"}:
            return Refusal("mark_without_number", _("This mark says something of a number: give the number too."))
        return FigureInput(cell, None, mark or "actual", note, given.revision)
    if mark in MISSING:
        message = _("A cell holds either a number or a mark that stands in its place. Empty one of the two.")
        return Refusal("mark_and_number", message)
    value = _decimals_read(given.value, decimals)
    if isinstance(value, Refusal):
        return value
    return FigureInput(cell, value, mark or usual_flag(cell), note, given.revision)


_MARKS = (*STATUSES, *MISSING)


def _decimals_read(value: object, allowed: bool):
    read = decimals.read(value, decimals=allowed)
    return Refusal(read.code, words(read.why)) if isinstance(read, decimals.Wrong) else read


def figures_in(read: Sequence[Read]) -> list[FigureInput]:
    """Those that can be kept."""
    return [each for each in read if isinstance(each, FigureInput)]


def as_if(kept: Mapping[Cell, Kept], figures: Sequence[FigureInput]) -> dict[Cell, Kept]:
    """The working figures as they would stand."""
    return {**kept, **{each.cell: _would_stand(kept.get(each.cell, NOTHING), each) for each in figures}}


def _would_stand(stands: Kept, given: FigureInput) -> Kept:
    return Kept(given.figure, stands.note if given.note is None else given.note.strip(), stands.revision)


def answers(given: Sequence[GivenCell], read: Sequence[Read], recorded: Recorded) -> list[dict]:
    """What became of each cell that was to be kept (`shapes.CellAnswer`)."""
    theirs = {conflict.cell: conflict.theirs for conflict in recorded.conflicts}
    return [_answer(each, outcome, "saved", recorded.saved, theirs) for each, outcome in zip(given, read, strict=True)]


def checked(given: Sequence[GivenCell], read: Sequence[Read], kept: Mapping[Cell, Kept]) -> list[dict]:
    """What would become of each cell, with nothing kept."""
    would = as_if(kept, figures_in(read))
    theirs = {
        each.cell: kept.get(each.cell, NOTHING)
        for each in figures_in(read)
        if each.base != kept.get(each.cell, NOTHING).revision
        and not _is_same(would[each.cell], kept.get(each.cell, NOTHING))
    }
    return [_answer(each, outcome, "fits", would, theirs) for each, outcome in zip(given, read, strict=True)]


def _is_same(one: Kept, other: Kept) -> bool:
    return (one.figure, one.note) == (other.figure, other.note)


def _answer(given: GivenCell, read: Read, done: str, stands: Mapping[Cell, Kept], theirs: Mapping[Cell, Kept]) -> dict:
    name = {"element": given.element, "breakdown": given.breakdown}
    if isinstance(read, Refusal):
        return name | {"status": "refused", "code": read.code, "message": read.message}
    if other := theirs.get(read.cell):
        message = _("Somebody has changed the cell since: %(theirs)s stands there now, yours is %(yours)s.") % {
            "theirs": spoken(other.figure),
            "yours": spoken(read.figure),
        }
        return name | {"status": "conflict", "code": "conflict", "message": message} | _standing(other)
    # A blank that was given for a blank is kept by leaving it.
    return name | {"status": done} | _standing(stands.get(read.cell, NOTHING))


def _standing(kept: Kept) -> dict:
    return {**figure_told(kept.figure), "note": kept.note, "revision": kept.revision}
