"""The page of all questions about a report, for one person."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.reporting.entry.asked import ThreadShown, question_address, shown
from tienbo.reporting.entry.grids import words
from tienbo.reporting.questions.about import WHOLE_REPORT, About
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.places import NotInTheReport, Places
from tienbo.reporting.questions.queries import counts_of, threads_of
from tienbo.reporting.questions.rights import may_ask
from tienbo.reporting.questions.states import RUNNING
from tienbo.reporting.rounds.models import Report


@dataclass(frozen=True)
class QuestionsPage:
    """`tabs` as `<c-tabs>` takes them; `counts` by state."""

    threads: tuple[ThreadShown, ...]
    tabs: tuple[dict, ...]
    counts: Counter
    may_ask: bool


def questions_page(user, report: Report, show: str) -> QuestionsPage:
    """All threads, or those that somebody still has to say something about; `show` is "open" or "all"."""
    counts = counts_of(report)
    running, whole = sum(counts[state] for state in RUNNING), sum(counts.values())
    return QuestionsPage(
        threads=tuple(shown(user, report, threads_of(report, states=None if show == "all" else RUNNING))),
        tabs=(
            {"label": _("Not closed"), "url": "?show=open", "current": show != "all", "count": running},
            {"label": _("All"), "url": "?show=all", "current": show == "all", "count": whole},
        ),
        counts=counts,
        may_ask=may_ask(user, report),
    )


def choices_of(report: Report) -> list[tuple]:
    """The places that are no cells, for a choice: the report as a whole, its tables, the headings of its text."""
    places = Places(report)
    tables = [(About("table", each.code), f"{each.code}. {words(each.title.text)}") for each in places.tables()]
    headings = [
        (About("heading", each.code), places.of(About("heading", each.code)).name) for each in places.headings()
    ]
    return [
        (str(WHOLE_REPORT), _("The report as a whole")),
        (_("A table"), [(str(about), name) for about, name in tables]),
        (_("The text under a heading"), [(str(about), name) for about, name in headings]),
    ]


def listed(report: Report, questions: Iterable[Question]) -> list[tuple[str, str, str]]:
    """Questions for a short list: (name of the place, text, address)."""
    places = Places(report)
    return [(_name(places, each), each.text, question_address(report, each)) for each in questions]


def _name(places: Places, question: Question) -> str:
    try:
        return places.of(question.about).name
    except NotInTheReport:
        return question.key
