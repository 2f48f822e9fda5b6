"""What sending a report answers: questions at whose place something else stands now. Reads only."""

from collections.abc import Mapping

from tienbo.reporting.entry.grids import spoken
from tienbo.reporting.entry.standing import figure_stood, stood_at, working_state
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.queries import open_questions
from tienbo.reporting.rounds.models import Report


def answered_by_change(report: Report) -> Mapping[Question, str]:
    """The open questions at whose place something else stands than when they were asked, each with what changed in
    words: ``12 → 15``, "" where it is more than a figure."""
    asked = [question for question in open_questions(report) if question.stood]
    if not asked:
        return {}
    standing = working_state(report, with_reasons=False)
    found = {}
    for question in asked:
        now = stood_at(report, question.about, standing)
        if now != question.stood:
            found[question] = _words(question.stood, now)
    return found


def unanswered(report: Report) -> list[Question]:
    """The open questions that sending the report as it stands would leave open."""
    changed = answered_by_change(report)
    return [question for question in open_questions(report) if question not in changed]


def _words(old: str, new: str) -> str:
    before, after = figure_stood(old), figure_stood(new)
    if before is None or after is None or before == after:
        return ""
    return f"{spoken(before)} → {spoken(after)}"
