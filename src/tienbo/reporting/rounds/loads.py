"""What a round asks, in words and numbers: how much of each kind of unit before it is opened, which parts of the form
where it does not ask the whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Heading
from tienbo.reporting.rounds.audience import Shape, asked_of, headings_of, options_of, tables_of
from tienbo.reporting.rounds.models import Round


@dataclass(frozen=True)
class Load:
    """What units of a kind type themselves: tables and cells, each from the least to the most that any of them is
    asked; ``has_due``: whether the round gives the kind a day to send by."""

    kind: str
    units: int
    tables: tuple[int, int]
    cells: tuple[int, int]
    has_due: bool

    @property
    def tables_shown(self) -> str:
        """``12``, or ``11–12`` where units of the kind differ."""
        return _span(self.tables)

    @property
    def cells_shown(self) -> str:
        """Likewise."""
        return _span(self.cells)

    @property
    def is_nothing(self) -> bool:
        """Some of these units would have no cell to fill."""
        return not self.cells[0]


def loads_of(round: Round, kinds: Iterable[str], shapes: Iterable[Shape], due_kinds: Iterable[str]) -> list[Load]:
    """By kind, in the order of `kinds`; `shapes`: that of each unit that takes part. The round need not be saved."""
    by_kind: dict[str, list[Shape]] = {}
    for shape in shapes:
        by_kind.setdefault(shape.kind, []).append(shape)
    due_kinds = set(due_kinds)
    return [_load(round, kind, by_kind[kind], kind in due_kinds) for kind in kinds if kind in by_kind]


def _load(round: Round, kind: str, shapes: list[Shape], has_due: bool) -> Load:
    definition = definition_of(round.form)
    typed = [asked_of(round, shape).typed for shape in set(shapes)]
    table_of = {row.code: definition.table_of(row).code for row in definition.rows()}
    tables = [len({table_of[each.element] for each in cells}) for cells in typed]
    cells = [len(each) for each in typed]
    return Load(kind, len(shapes), (min(tables), max(tables)), (min(cells), max(cells)), has_due)


def _span(bounds: tuple[int, int]) -> str:
    least, most = bounds
    return str(least) if least == most else f"{least}–{most}"


@dataclass(frozen=True)
class Chosen:
    """The parts of the form that a round asks, where it does not ask all of them: None says that it does."""

    tables: tuple[dict[str, str], ...] | None
    headings: tuple[str, ...] | None


def chosen_of(round: Round) -> Chosen:
    """The tables ({code, title}) and headings of a round that chose."""
    options, lang = options_of(round), get_language() or "vi"
    return Chosen(
        None
        if options.tables is None
        else tuple({"code": each.code, "title": each.title.text.in_(lang)} for each in tables_of(round)),
        None
        if options.headings is None
        else tuple(numbered(each) for each in headings_of(round) if each.kind != "heading"),
    )


def numbered(heading: Heading) -> str:
    """ "II.2. Rà soát ..." in the language of the screen."""
    text = heading.text.in_(get_language() or "vi")
    return f"{heading.num}. {text}" if heading.num else text
