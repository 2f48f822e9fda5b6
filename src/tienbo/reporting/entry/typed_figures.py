"""What a person typed into a table, read without guessing and kept by the entry's actions.

The script's JSON and the form without script differ in how they arrive; from `Typed` on they are one.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tienbo.core import clock
from tienbo.core.grid_batch import Change
from tienbo.documents.extraction import ClassifiedText, is_classified
from tienbo.files.forms import sentence_of
from tienbo.reporting.definitions.cells import MISSING, Cell, Figure, usual_flag
from tienbo.reporting.entry.actions import Conflict, FigureInput, Recorded, record_table
from tienbo.reporting.entry.figure_text import Unclear, read_figure_text
from tienbo.reporting.entry.grids import spoken, words
from tienbo.reporting.entry.models import Flag
from tienbo.reporting.entry.queries import authors_of, value_at
from tienbo.reporting.entry.scales import NOT_WHOLE, in_dong
from tienbo.reporting.entry.sheets import NOTHING, TableSheet


@dataclass(frozen=True)
class Typed:
    """One cell as it was typed. `flag`, `note` None: not said, so what stands there stays; `base`: see FigureInput."""

    cell: Cell
    text: str
    flag: str | None
    note: str | None
    base: int | None
    origin: str | None = None

    @classmethod
    def of(cls, cell: Cell, change: Change) -> "Typed":
        """A change that arrived, once its key is known to mean this cell."""
        return cls(cell, change.text, change.flag, change.note, change.base, change.how)


@dataclass(frozen=True)
class Refusal:
    """A text that is no figure, or that could be several: the sentence, and the values to choose from (text, label)."""

    typed: Typed
    message: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Clash:
    """A figure that somebody else changed meanwhile: who, when, and both values are kept apart."""

    typed: Typed
    conflict: Conflict
    by: str
    at: str

    @property
    def message(self) -> str:
        """Both values in one sentence, and what to do."""
        return _(
            "%(by)s wrote %(theirs)s at %(at)s; yours is %(yours)s. Save again to keep yours, or type the other."
        ) % {
            "by": self.by,
            "theirs": spoken(self.conflict.theirs.figure),
            "at": self.at,
            "yours": spoken(self.conflict.yours),
        }


@dataclass(frozen=True)
class Outcome:
    """What became of a batch."""

    saved: Mapping[Cell, object]
    refused: tuple[Refusal, ...]
    clashes: tuple[Clash, ...]
    unjustified: tuple[str, ...] = ()
    marked: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """Sentences about what belongs to no cell: reasons that came for warnings that are gone, or bore a mark."""
        found = []
        if self.unjustified:
            said = _("The report has no warning %(checks)s any more: the reason was not kept.")
            found.append(said % {"checks": _checks(self.unjustified)})
        if self.marked:
            found.append(f"{_checks(self.marked)}: {sentence_of(ClassifiedText())}")
        return found

    @property
    def is_whole(self) -> bool:
        """Everything was kept."""
        return not self.refused and not self.clashes


def _checks(findings: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(key.partition("|")[0] for key in findings))


def keep_typed(
    *,
    by,
    sheet: TableSheet,
    typed: Sequence[Typed],
    reasons: Mapping[str, str],
    operation: uuid.UUID | None = None,
    keep: Callable[..., Recorded] = record_table,
) -> Outcome:
    """Keep what can be read; hand back what cannot, and what somebody else changed. `reasons`: texts by finding key;
    `keep`: the action, `record_table` or `record_table_for`."""
    inputs: list[tuple[Typed, FigureInput]] = []
    refused: list[Refusal] = []
    for each in typed:
        read = read_typed(sheet, each)
        if isinstance(read, Refusal):
            refused.append(read)
        else:
            inputs.append((each, read))
    figures = [given for _typed, given in inputs]
    marked = tuple(key for key, text in reasons.items() if is_classified(text))
    said = {key: text for key, text in reasons.items() if key not in marked}
    recorded = keep(by=by, report=sheet.report, figures=figures, reasons=said, operation=operation)
    sheet.report.refresh_from_db(fields=["state", "changed_at"])
    by_cell = {given.cell: each for each, given in inputs}
    clashes = _clashes(sheet, recorded.conflicts, by_cell)
    return Outcome(recorded.saved, tuple(refused), clashes, recorded.unjustified, marked)


def _clashes(sheet: TableSheet, conflicts: Sequence[Conflict], typed: Mapping[Cell, Typed]) -> tuple[Clash, ...]:
    authors = authors_of(sheet.report, [each.cell for each in conflicts])
    found = []
    for conflict in conflicts:
        name, at = authors.get(conflict.cell, ("", None))
        when = f"{at.astimezone(clock.ZONE):%H:%M}" if at else ""
        found.append(Clash(typed[conflict.cell], _shown(sheet, conflict), name or _("somebody else"), when))
    return tuple(found)


def _shown(sheet: TableSheet, conflict: Conflict) -> Conflict:
    """Both figures in the unit of the sheet: they are only told."""
    theirs = replace(conflict.theirs, figure=sheet.shown(conflict.cell, conflict.theirs.figure))
    return replace(conflict, yours=sheet.shown(conflict.cell, conflict.yours), theirs=theirs)


def untouched(sheet: TableSheet, typed: Typed) -> bool:
    """Whether a posted cell is what was shown at its base: a form without script posts the whole table, and what the
    person left alone must not meet what somebody else changed."""
    kept = sheet.kept.get(typed.cell, NOTHING)
    if typed.base is None:
        return False
    shown = kept if typed.base == kept.revision else value_at(sheet.report, typed.cell, typed.base)
    read = read_typed(sheet, typed, shown.figure)
    if isinstance(read, Refusal):
        return False
    note = shown.note if typed.note is None else typed.note.strip()
    return Figure(read.value, read.flag) == shown.figure and note == shown.note


def read_typed(sheet: TableSheet, typed: Typed, shown: Figure | None = None) -> FigureInput | Refusal:
    """The figure that a text and a mark mean, or why it is none. `shown`: the figure that stood there before typing."""
    stands = shown or sheet.kept.get(typed.cell, NOTHING).figure
    decimals = sheet.places[typed.cell].line.kind != "count"
    if is_classified(typed.text) or is_classified(typed.note or ""):
        return Refusal(typed, sentence_of(ClassifiedText()))
    said = read_figure_text(typed.text, decimals=decimals)
    if isinstance(said, Unclear):
        return Refusal(typed, words(said.why), tuple((text, words(label)) for text, label in said.choices))
    if said.value is not None and sheet.is_money(typed.cell.element):
        value = in_dong(said.value, sheet.scale)
        if value is None:
            return Refusal(typed, words(NOT_WHOLE))
        said = replace(said, value=value)
    flag = said.flag or typed.flag
    if said.value is None:
        kept_flag = stands.flag if flag is None and stands.flag in MISSING else flag
        return _input(typed, None, kept_flag if kept_flag in MISSING else Flag.ACTUAL)
    if flag in MISSING:
        if flag != stands.flag and said.value != stands.value:
            message = _("A cell holds either a number or a mark that stands in its place. Empty one of the two.")
            return Refusal(typed, message)
        # One of the two was there before; what the person changed is what he means.
        if flag == stands.flag:
            return _input(typed, said.value, usual_flag(typed.cell))
        return _input(typed, None, flag)
    if flag is None:
        flag = usual_flag(typed.cell) if stands.flag in MISSING or stands.is_blank else stands.flag
    return _input(typed, said.value, flag or Flag.ACTUAL)


def _input(typed: Typed, value, flag: str) -> FigureInput:
    return FigureInput(typed.cell, value, flag, typed.note, typed.base, typed.origin)
