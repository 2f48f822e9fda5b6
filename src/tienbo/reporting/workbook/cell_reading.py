"""What one cell of figures says, or what is wrong with it: of our workbooks and of an office's own. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType

from tienbo.reporting.definitions.cells import is_of_year
from tienbo.reporting.entry.figure_text import Said, Unclear, read_figure_text
from tienbo.reporting.workbook.checks import not_whole, unreadable_text
from tienbo.reporting.workbook.facts import CellFacts
from tienbo.reporting.workbook.problems import Problem, Severity


@dataclass(frozen=True)
class CellRead:
    """`said` None: it is not read, for an error among `problems`. The number is in đồng where it is money."""

    said: Said | None
    problems: tuple[Problem, ...] = ()


def read_cell(facts: CellFacts, checks: Sequence[ModuleType], words: Mapping[str, str]) -> CellRead:
    """Read a cell. `checks`: what is looked for first; `words`: flags by the words of the form for them."""
    problems = []
    for check in checks:
        problem = check.check(facts)
        if problem is not None:
            problems.append(problem)
            if problem.severity == Severity.ERROR:
                return CellRead(None, tuple(problems))
    value, flag = facts.value, None
    if isinstance(value, str):
        may = is_of_year(facts.cell)
        said = read_figure_text(value, decimals=not facts.counts, words=words, may_say_actual=may)
        if isinstance(said, Unclear):
            return CellRead(None, (*problems, unreadable_text.problem_of(facts, said)))
        number, flag = said.value, said.flag
    else:
        number = Decimal(str(value)) * (100 if facts.is_percent else 1)
    if number is not None:
        number *= facts.scale
        if facts.scale > 1 and number % 1:
            return CellRead(None, (*problems, not_whole.problem_of(facts)))
        number = number.quantize(Decimal("0.0001")) if number % 1 else number.quantize(Decimal(1))
    return CellRead(Said(number, flag), tuple(problems))
