"""What the form asks of a participant, from the round's options: the one place where these are read.

Units of one *shape* (kind, sectors, variant) are asked the same cells, so the answer is kept per shape.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.headings import headings_for
from tienbo.reporting.definitions.lines import (
    Line,
    RoundOptions,
    Scope,
    cells_for,
    lines_for,
    withheld_cells_for,
)
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Check, Heading, Table
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rules.queries import released_checks


@dataclass(frozen=True)
class Shape:
    """What the form looks at in a unit."""

    kind: str
    sectors: tuple[str, ...]
    variant: str

    @classmethod
    def of(cls, participant: Participant) -> "Shape":
        """The shape of a participant."""
        return cls(participant.kind, tuple(sorted(participant.sectors)), participant.variant)


@dataclass(frozen=True)
class Asked:
    """The cells of a unit: those it types, and those marked withheld by rule without being typed."""

    typed: tuple[Cell, ...]
    withheld: tuple[Cell, ...]

    @property
    def all(self) -> tuple[Cell, ...]:
        """Both: each counts as one unit expected."""
        return self.typed + self.withheld


def options_of(round: Round) -> RoundOptions:
    """The round's options as the form's resolver takes them."""
    return RoundOptions(
        report=round.report,
        terms={domain: tuple(terms) for domain, terms in round.options.get("terms", {}).items()},
        election=round.options.get("election", False),
        tables=_chosen(round.options.get("tables")),
        headings=_chosen(round.options.get("headings")),
        estimate_to=estimate_of(round),
        whole=round.options.get("whole", False),
    )


def estimate_of(round: Round) -> dt.date | None:
    """The day up to which the round asks an estimate beside the actual figures; None: it asks none."""
    day = round.options.get("estimate_to")
    return dt.date.fromisoformat(day) if day else None


def _chosen(codes: list[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)


def rules_of(round: Round) -> tuple[Check, ...]:
    """The rules by which the reports of a round are checked now: its rule set's, else the form's own."""
    return released_checks(round.rules_id) if round.rules_id else definition_of(round.form).checks


def tables_of(round: Round) -> tuple[Table, ...]:
    """The tables of the form that the round asks of anybody."""
    options = options_of(round)
    return tuple(table for table in definition_of(round.form).tables if options.asks_table(table.code))


def headings_of(round: Round) -> list[Heading]:
    """The headings that reports of the round have, in the order of the form; the annex of figures is not one."""
    options = options_of(round)
    return headings_for(definition_of(round.form), round.report, round.ends_on.year, options.headings)


def asked_of(round: Round, shape: Shape) -> Asked:
    """The cells that a unit of this shape is asked in the round, in the order of the form."""
    return _asked(_Form(round.form), shape, options_of(round))


def asked_of_participant(participant: Participant) -> Asked:
    """The cells that a participant is asked."""
    return asked_of(participant.round, Shape.of(participant))


def lines_of(round: Round, shape: Shape, table: str, scope: Scope = "own") -> tuple[Line, ...]:
    """The lines of a table for a unit of this shape: those it types itself, or with all below it ("consolidated")."""
    return _lines(_Form(round.form), shape, options_of(round), table, scope)


class _Form:
    """A form version as the key of what is kept: equal by digest."""

    def __init__(self, form: FormVersion):
        self.form = form

    def __eq__(self, other) -> bool:
        return self.form.digest == other.form.digest

    def __hash__(self) -> int:
        return hash(self.form.digest)


@lru_cache(maxsize=256)
def _asked(form: _Form, shape: Shape, options: RoundOptions) -> Asked:
    definition = definition_of(form.form)
    asked = {
        "kind": shape.kind,
        "sectors": frozenset(shape.sectors),
        "variant": shape.variant,
        "options": options,
    }
    return Asked(cells_for(definition, **asked), withheld_cells_for(definition, **asked))


@lru_cache(maxsize=1024)
def _lines(form: _Form, shape: Shape, options: RoundOptions, table: str, scope: Scope) -> tuple[Line, ...]:
    return lines_for(
        definition_of(form.form),
        table,
        kind=shape.kind,
        sectors=frozenset(shape.sectors),
        variant=shape.variant,
        options=options,
        scope=scope,
    )
