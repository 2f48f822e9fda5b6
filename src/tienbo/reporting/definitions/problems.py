"""What is wrong with a form definition, and where, in words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One mistake. `place` names it by codes (``tables[B02].rows[B02.03].of``); `vi`, `en` say what to do."""

    place: str
    vi: str
    en: str


class DefinitionError(ValueError):
    """The definition cannot be used; `problems` are all that were found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.place}: {problem.en}" for problem in self.problems))


def place_of(steps: Sequence[Any], raw: Any) -> str:
    """The place that a path of keys and list positions leads to, list items named by their own code."""
    place, here = "", raw
    for step in steps:
        if isinstance(step, int) and isinstance(here, list | tuple) and step < len(here):
            here = here[step]
            place += f"[{_name(here) or step + 1}]"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            place += f".{step}" if place else str(step)
    return place or "file"


def _name(item: Any) -> str | None:
    """The code by which people know an item of a list."""
    if isinstance(item, dict):
        for key in ("row", "code", "sector", "num"):
            if isinstance(name := item.get(key), str) and name:
                return name
    return None
