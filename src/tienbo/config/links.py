"""Where each kind of thing is shown (``core.links``).

``LINKS``: (module, kind) -> a function from key to address. ``LOOKUPS``: the same for things whose address costs a
query: it is looked up, for the person who follows the link, by the page ``home:go``. ``SEEN_WITH``: the permission that
it takes to see such a thing anywhere.
"""

from collections.abc import Callable

from django.urls import reverse

from tienbo.access.permissions import Permission
from tienbo.core.incoming import whole_number
from tienbo.reporting.entry.asked import question_address
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.entry.queries import reports_visible_to
from tienbo.reporting.questions.models import Question
from tienbo.reporting.rounds.models import Report, Round
from tienbo.reporting.rounds.queries import rounds_visible_to


def _named(name: str) -> Callable[[str], str]:
    """The page of this URL name, whose one argument is the key."""
    return lambda key: reverse(name, args=[key])


def _later(module: str, kind: str) -> Callable[[str], str]:
    """The page that looks the address up."""
    return lambda key: reverse("home:go", args=[module, kind, key])


def _passage(key: str) -> str:
    """The place in a letter from which a task was taken; the key is "letter uid.number of the find"."""
    uid, _, number = key.partition(".")
    return f"{reverse('guidance:letter', args=[uid])}#at-{number}"


def _report(user, key: str) -> str:
    """A report by its number."""
    number = whole_number(key)
    rounds = Round.objects.filter(reports=number).select_related("unit", "form") if number else ()
    report = next((reports_visible_to(user, round).filter(pk=number).first() for round in rounds), None)
    return report_address(report) if report else ""


def _board(user, key: str) -> str:
    """The board of those that report to a report's unit, by the report's number: first those that are late."""
    address = _report(user, key)
    if not address:
        return ""
    report = Report.objects.select_related("round", "participant").get(pk=whole_number(key))
    return report_address(report, "board") + "?state=late"


def _question(user, key: str) -> str:
    """The place that a question is about, by the question's number."""
    number = whole_number(key)
    question = Question.objects.filter(pk=number).select_related("report__round").first() if number else None
    if question is None:
        return ""
    report = reports_visible_to(user, question.report.round).filter(pk=question.report_id).first()
    return question_address(report, question) if report else ""


def _round(user, key: str) -> str:
    """A round by its number."""
    number = whole_number(key)
    found = rounds_visible_to(user).filter(pk=number).first() if number else None
    return reverse("reporting:round", args=[found.code]) if found else ""


LINKS: dict[tuple[str, str], Callable[[str], str]] = {
    ("units", "unit"): _named("home:unit"),
    ("committees", "paper_issuer"): _named("committees:paper_issuers"),
    ("access", "user"): _named("access:person"),
    ("guidance", "letter"): _named("guidance:letter"),
    ("guidance", "proposal"): _passage,
    ("tasks", "task"): _named("tasks:task"),
    ("reporting", "question"): _later("reporting", "question"),
    ("reporting", "board"): _later("reporting", "board"),
    ("reporting", "report"): _later("reporting", "report"),
    ("reporting", "round"): _later("reporting", "round"),
    ("reporting", "reminding_letter"): _named("reporting:reminding_letter_file"),
    ("reporting", "rules"): _named("reporting:rule_set"),
    ("reporting", "form_draft"): _named("reporting:form_draft"),
}
LOOKUPS: dict[tuple[str, str], Callable[[object, str], str]] = {
    ("reporting", "question"): _question,
    ("reporting", "board"): _board,
    ("reporting", "report"): _report,
    ("reporting", "round"): _round,
}
SEEN_WITH: dict[tuple[str, str], Permission] = {
    ("guidance", "letter"): Permission.LETTER_VIEW,
    ("guidance", "proposal"): Permission.LETTER_VIEW,
    ("tasks", "task"): Permission.TASK_VIEW,
    ("reporting", "question"): Permission.REPORT_VIEW,
    ("reporting", "board"): Permission.REPORT_VIEW,
    ("reporting", "report"): Permission.REPORT_VIEW,
    ("reporting", "round"): Permission.ROUND_VIEW,
    ("reporting", "reminding_letter"): Permission.REPORT_VIEW,
    ("reporting", "rules"): Permission.ROUND_VIEW,
    ("reporting", "form_draft"): Permission.FORMS_EDIT,
}
