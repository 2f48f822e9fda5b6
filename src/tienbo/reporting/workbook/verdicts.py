"""What became of a file, in plain data: for a terminal, a program, a list of many files."""

from collections.abc import Sequence
from dataclasses import dataclass

from tienbo.core.numbers import format_number
from tienbo.reporting.definitions.cells import MISSING, Figure
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.merging import Change, Side
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.queries import Judged


@dataclass(frozen=True)
class Verdict:
    """One file. `read_by`: the layout by which an office's own file was read.

    `is_accepted`: its figures were, or would be, written; there may still be problems at cells. A file that is not
    accepted always has a problem that says why.
    """

    name: str
    is_accepted: bool
    changes: Sequence[Change] = ()
    problems: Sequence[Problem] = ()
    elsewhere: int = 0
    carried: Sequence[str] = ()
    absent: Sequence[str] = ()
    report: Report | None = None
    read_by: str = ""

    @property
    def clashes(self) -> int:
        """Cells that both sides changed: they are left as the report has them unless somebody says otherwise."""
        return sum(each.side == Side.BOTH for each in self.changes)

    def counted(self, severity: Severity) -> int:
        """Problems of a severity."""
        return sum(problem.severity == severity for problem in self.problems)

    def as_data(self, lang: str) -> dict:
        """As JSON, its sentences in one language."""
        return {
            "file": self.name,
            "accepted": self.is_accepted,
            "unit": self.report.participant.slug if self.report else None,
            "round": self.report.round.code if self.report else None,
            "changes": [_change(each) for each in self.changes],
            "changed_elsewhere": self.elsewhere,
            "problems": [_problem(each, lang) for each in self.problems],
            "tables": list(self.carried),
            "tables_absent": list(self.absent),
            "read_by": self.read_by or None,
        }


def verdict_of(name: str, judged: Judged) -> Verdict:
    """The verdict on a file that could be opened."""
    return Verdict(
        name,
        not judged.is_refused,
        judged.changes,
        judged.problems,
        len(judged.elsewhere),
        judged.decoded.carried,
        judged.absent,
        judged.report,
        judged.own.words if judged.own else "",
    )


def refused(name: str, *problems: Problem, report: Report | None = None) -> Verdict:
    """The verdict on a file of which nothing is taken."""
    return Verdict(name, False, problems=problems, report=report)


def plain_figure(figure: Figure) -> str | None:
    """A figure as data: ``12``, ``12 estimate``, ``not_collected``; None for an empty cell."""
    if figure.value is None:
        return figure.flag if figure.flag in MISSING else None
    number = f"{figure.value:f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return number if figure.flag == "actual" else f"{number} {figure.flag}"


def shown_figure(figure: Figure, flags: dict[str, str]) -> str:
    """A figure as a person reads it; `flags`: the words of the form."""
    if figure.value is None:
        return flags[figure.flag] if figure.flag in MISSING else "–"
    number = format_number(figure.value)
    return number if figure.flag == "actual" else f"{number} ({flags[figure.flag]})"


def _change(change: Change) -> dict:
    return {
        "sheet": change.given.sheet,
        "cell": change.given.address,
        "element": change.cell.element,
        "breakdown": change.cell.breakdown,
        "line": change.given.line.code,
        "from": plain_figure(change.now.figure),
        "to": plain_figure(change.new.figure),
        "note_from": change.now.note,
        "note_to": change.new.note,
        "changed_by": str(change.side),
        "downloaded": plain_figure(change.base.figure),
    }


def _problem(problem: Problem, lang: str) -> dict:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "severity": str(problem.severity),
        "check": problem.code,
        "message": problem.message.in_(lang),
        "remedy": problem.remedy.in_(lang),
    }
