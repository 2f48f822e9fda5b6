"""What a new round is likely to be: from the form's own windows, the letters that ask for the report, the round before.

Everything here is only a proposal that a person looks at and changes; a round's days are data.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from tienbo.core.deadlines import Deadline
from tienbo.guidance.models import Letter
from tienbo.guidance.queries import letters_issued, letters_received, report_deadlines
from tienbo.reporting.definitions.headings import headings_for
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.definitions.schema import Definition, MonthDay
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rules.queries import newest_rules_for
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit

# Letters looked through for a deadline, the newest first.
LETTERS = 12
# Days left between the closing date and the last day of those who send first: figures are put together after the close.
TO_FILL = 5
CODE_ENDINGS = {"half_year": "h1", "annual": "nam", "adhoc": "chuyen-de"}


@dataclass(frozen=True)
class Asking:
    """A letter that names the day of a periodic report; `own`: this unit issued it, so the day is its addressees'."""

    letter: Letter
    deadline: Deadline
    own: bool


def asking_letter(unit: Unit, report: str, today: dt.date) -> Asking | None:
    """The newest letter, issued or received by a unit, that wants this report by a day not long past."""
    issued = [(letter, True) for letter in letters_issued(unit)[:LETTERS]]
    received = [(line.letter, False) for line in letters_received(unit)[:LETTERS]]
    for letter, own in sorted(issued + received, key=lambda pair: pair[0].issued_at, reverse=True):
        deadline = report_deadlines(letter).get(report)
        if deadline and deadline.last_on_time >= today - dt.timedelta(days=31):
            return Asking(letter, deadline, own)
    return None


def likely_report(today: dt.date) -> str:
    """The kind of report that comes next."""
    return "half_year" if today.month <= 6 else "annual"


@dataclass(frozen=True)
class Span:
    """A period that the form offers for a report, with the day up to which it would be estimated."""

    starts_on: dt.date
    ends_on: dt.date
    estimate_to: dt.date | None = None


def spans_of(definition: Definition, report: str, year: int) -> list[Span]:
    """The periods that the form offers for a report of a year, in its order; none for a thematic one."""
    windows = definition.reports[report].window_choices if report in definition.reports else ()
    return [
        Span(
            _day(year - window.start_previous_year, window.start),
            _day(year, window.end),
            _day(year, window.estimate_to) if window.estimate_to else None,
        )
        for window in windows
    ]


def proposal(
    unit: Unit, kinds: Iterable[str], top: str, report: str, form: FormVersion, today: dt.date, place: int = 0
) -> dict:
    """Initial values of the form of a new round, by field. `kinds` stand in the tree; `top` is the unit's own kind;
    `place`: of the period among those that the form offers."""
    definition = definition_of(form)
    asking = asking_letter(unit, report, today) if report != "adhoc" else None
    deadline = asking.deadline if asking else _deadline_of(definition, report, today)
    year = deadline.on.year if deadline else today.year
    spans = spans_of(definition, report, year) or [Span(dt.date(year, 1, 1), today)]
    span = spans[min(place, len(spans) - 1)]
    starts_on, ends_on = span.starts_on, span.ends_on
    rounds = Round.objects.filter(unit=unit)
    # A paper upward is drawn from such a round; it is compared with papers, not with rounds.
    same_kind = rounds.filter(report=report, drawn_from__isnull=True, period__endswith__lte=ends_on)
    same_kind = same_kind.order_by("-closing_on", "-id")
    half_year = rounds.filter(report="half_year", closing_on__year=year).order_by("-closing_on", "-id")
    previous = same_kind.first() if report != "adhoc" else None
    dues = _dues(definition, kinds, top, deadline, own=asking is None or asking.own)
    return {
        "report": report,
        "form_version": form.pk,
        "code": free_code(f"{year}-{CODE_ENDINGS[report]}"),
        "title": f"{definition.reports[report].title.vi} {year}" if report in definition.reports else "",
        "starts_on": starts_on,
        "ends_on": ends_on,
        "closing_on": _closing(starts_on, ends_on, kinds, dues),
        "estimate_to": span.estimate_to,
        "tree_on": today,
        "previous": previous.pk if previous else None,
        "half_year": half_year.first().pk if report == "annual" and half_year.exists() else None,
        "rules": rules.pk if (rules := newest_rules_for(unit, form.code)) else None,
        "origin": _origin(asking),
        "coverage": 80,
        "units": "all",
        **_everything(definition, report, today.year),
        **_terms(definition, starts_on, ends_on),
        **dues,
    }


def _deadline_of(definition: Definition, report: str, today: dt.date) -> Deadline | None:
    """The day that the form itself proposes, this year's."""
    if report not in definition.reports:
        return None
    due = definition.reports[report].due
    return Deadline(dt.date(today.year, due.month, due.day), due.exclusive)


def _day(year: int, text: MonthDay) -> dt.date:
    month, day = map(int, text.split("-"))
    return dt.date(year, month, day)


def _closing(starts_on: dt.date, ends_on: dt.date, kinds: Iterable[str], dues: dict) -> dt.date:
    """The end of the period, or as much earlier as those who send first need."""
    last_days = [
        Deadline(dues[f"due_{kind}_on"], dues[f"due_{kind}_exclusive"]).last_on_time
        for kind in kinds
        if f"due_{kind}_on" in dues
    ]
    return max(starts_on, min([ends_on, *(day - dt.timedelta(days=TO_FILL) for day in last_days)]))


def free_code(code: str) -> str:
    """This code of a round, or the first that is free with a number behind it."""
    taken = set(Round.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(each for each in (code, *(f"{code}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)


def _origin(asking: Asking | None) -> str:
    if asking is None:
        return ""
    return (asking.letter.number or asking.letter.subject)[:120]


def _everything(definition: Definition, report: str, year: int) -> dict[str, list[str]]:
    """A thematic round asks all there is, unless somebody leaves out what it is not about."""
    if report != "adhoc":
        return {}
    headings = headings_for(definition, report, year)
    return {
        "tables": [table.code for table in definition.tables],
        "headings": [each.code for each in headings if each.kind != "heading"],
    }


def _terms(definition: Definition, starts_on: dt.date, ends_on: dt.date) -> dict[str, str]:
    """The known terms that run in the period; of terms without years (a National Assembly's) the oldest known."""
    found = {}
    for code, domain in definition.terms.items():
        if domain.follows:
            continue
        running = [term for term in domain.known if _runs(term, starts_on.year, ends_on.year)]
        found[f"terms_{code}"] = ", ".join(running or domain.known[:1])
    return found


def _runs(term: str, first: int, last: int) -> bool:
    start, dash, end = term.partition("-")
    return bool(dash) and start.isdecimal() and end.isdecimal() and int(start) <= last and int(end) >= first


def _dues(definition: Definition, kinds: Iterable[str], top: str, deadline: Deadline | None, *, own: bool) -> dict:
    """Days per level: the letter's for its addressees, those below them earlier as the form proposes."""
    if deadline is None:
        return {}
    found: dict = {}
    for kind in kinds:
        # A letter from above sets the unit's own day; those who report to it need an earlier one, which no text names.
        if kind == top and own:
            continue
        days = definition.due_days_before_superior.get(kind, 0)
        if not own and kind != top:
            days += definition.due_days_before_superior.get(Kind.COMMUNE, 0)
        found[f"due_{kind}_on"] = deadline.on - dt.timedelta(days=days)
        found[f"due_{kind}_exclusive"] = deadline.exclusive
    return found
