"""Measures of the letter reader: exact accuracy of the head, F1 of the finds, over letters with known
answers.

A fixture is `letters/NAME.txt` beside `letters/NAME.json`. The answer names only what is measured:

    number, kind, issuer, place, issued_on, subject, addressees, copy_to     as in the JSON of the reader
    signature    [authority, [titles], name]
    citations    [[kind, number, issued_on, issuer], ...]
    deadlines    [{"on" or "month"/"day", "time", "exclusive", "recurrence", "recipient" (only where it is
    asked)}, ...] targets      [[comparator, value, unit] or [comparator, value, unit, change], ...]
    closing      [ISO dates]
    sections     [numbers of the top sections]
    tasks        [how many tasks stand in each top section, those without number included]

An answer `{"letter": false}` is a text that is no letter: everything must be empty.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LETTERS = Path(__file__).parent / "letters"
ACCURACIES = (
    "number",
    "issued_on",
    "place",
    "addressees",
    "kind",
    "issuer",
    "subject",
    "copy_to",
    "signature",
    "sections",
    "tasks",
    "closing",
)
F1_MEASURES = ("citations", "deadlines", "targets")


@dataclass
class Score:
    """Right and wrong per measure; `mistakes` says what was expected and what came."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    hits: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def accuracy(self, measure: str) -> float:
        """The share of letters in which a field is exactly right."""
        return self.right[measure] / self.asked[measure] if self.asked[measure] else 1.0

    def f1(self, measure: str) -> float:
        """The harmonic mean of precision and recall over all letters together."""
        total = self.found[measure] + self.wanted[measure]
        return 2 * self.hits[measure] / total if total else 1.0

    def table(self) -> str:
        """All measures, one a line."""
        lines = [f"{name:12} {self.accuracy(name):.3f}  ({self.right[name]}/{self.asked[name]})" for name in ACCURACIES]
        lines += [
            f"{name:12} {self.f1(name):.3f}  "
            f"(wanted {self.wanted[name]}, found {self.found[name]}, right {self.hits[name]})"
            for name in F1_MEASURES
        ]
        return "\n".join(lines)


def fixtures(*, letters: bool, pattern: str = "*.json") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, text and answer of each fixture: the letters, or the texts that are none."""
    for path in sorted(LETTERS.glob(pattern)):
        answer = json.loads(path.read_text(encoding="utf-8"))
        if answer.get("letter", True) is letters:
            yield path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), answer


def add(score: Score, name: str, answer: dict[str, Any], got: dict[str, Any]) -> None:
    """Compare the JSON of one letter with its answer."""
    for measure in ACCURACIES:
        if measure not in answer:
            continue
        wanted, came = _plain(answer[measure]), _plain(_field(got, measure))
        score.asked[measure] += 1
        score.right[measure] += wanted == came
        if wanted != came:
            score.mistakes.append(f"{name}: {measure}: wanted {wanted!r}, got {came!r}")
    for measure in F1_MEASURES:
        wanted_keys = Counter(_keys(measure, answer[measure], answer[measure]))
        found_keys = Counter(_keys(measure, got[measure], answer[measure]))
        score.wanted[measure] += wanted_keys.total()
        score.found[measure] += found_keys.total()
        score.hits[measure] += (wanted_keys & found_keys).total()
        if wanted_keys != found_keys:
            missing, extra = wanted_keys - found_keys, found_keys - wanted_keys
            score.mistakes.append(f"{name}: {measure}: missing {list(missing)}, extra {list(extra)}")


def _field(got: dict[str, Any], measure: str) -> Any:
    if measure == "signature":
        signature = got["signature"]
        return [signature["authority"], signature["titles"], signature["name"]]
    if measure == "sections":
        return [section["number"] for section in got["sections"] if section["number"] is not None]
    if measure == "tasks":
        return [_tasks(section) for section in got["sections"]]
    if measure == "closing":
        return [closing["on"] for closing in got["closing_dates"]]
    return got[measure]


def _tasks(section: dict[str, Any]) -> int:
    return len(section["tasks"]) + sum(_tasks(part) for part in section["sections"])


def _plain(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _keys(measure: str, items: list[Any], answers: list[Any]) -> list[tuple[Any, ...]]:
    if measure == "citations":
        rows = [
            item if isinstance(item, list) else [item["kind"], item["number"], item["issued_on"], item["issuer"]]
            for item in items
        ]
        return [tuple(row) for row in rows]
    if measure == "targets":
        rows = [
            [*item, False][:4]
            if isinstance(item, list)
            else [item["comparator"], item["value"], item["unit"], item["change"]]
            for item in items
        ]
        return [tuple(row) for row in rows]
    ask_recipient = any("recipient" in answer for answer in answers)
    return [_deadline_key(item, ask_recipient and len(answers) == 1) for item in items]


def _deadline_key(item: dict[str, Any], with_recipient: bool) -> tuple[Any, ...]:
    on = item.get("on")
    day = (on,) if on else (item.get("month"), item.get("day"))
    recipient = item.get("recipient") if with_recipient else None
    return (*day, item.get("time"), item["exclusive"], item.get("recurrence"), recipient)
