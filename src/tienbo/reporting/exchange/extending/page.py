"""The page of one unit's time, and the list of requests, each read once."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tienbo.access.queries import names_of
from tienbo.core import clock
from tienbo.core.days_off import calendar
from tienbo.core.deadlines import form_date
from tienbo.reporting.entry.loading import report_address
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.extensions.actions import (
    AskedAlready,
    NothingOwed,
    NothingSaid,
    NotLater,
    NotWaiting,
    TooFar,
)
from tienbo.reporting.rounds.extensions.queries import (
    can_be_extended,
    extensions_of,
    may_ask,
    may_decide,
    requests_to,
)
from tienbo.reporting.rounds.extensions.states import State
from tienbo.reporting.rounds.models import Extension, Report
from tienbo.reporting.rounds.queries import due_of

# How many working days a request proposes.
PROPOSED = 3
REFUSALS = (AskedAlready, NothingOwed, NothingSaid, NotLater, NotWaiting, TooFar)


@dataclass(frozen=True)
class ExtensionPage:
    """One unit's time, for one person. `waiting`: the request that waits for an answer; `own_day`: the last day of the
    superior itself, by which it needs the report."""

    report: Report
    due: OwnDue | None
    waiting: Extension | None
    told: tuple[Extension, ...]
    asks: bool
    decides: bool
    is_open: bool
    own_day: dt.date | None

    @property
    def proposed(self) -> dt.date:
        """The day that stands in the form at first: the one that was asked, else three working days more."""
        if self.waiting is not None:
            return self.waiting.until
        start = clock.today()
        if self.due is not None:
            start = max(start, self.due.deadline.last_on_time)
        return calendar().add(start, PROPOSED)


def extension_page(user, report: Report) -> ExtensionPage:
    """The page of a report's extensions as a person sees it."""
    told = extensions_of(report.participant)
    _name_persons(told)
    superior = report.participant.superior
    if superior is not None:
        superior.round = report.round
    above = due_of(superior) if superior is not None else None
    is_open = can_be_extended(report)
    return ExtensionPage(
        report=report,
        due=due_of(report.participant),
        waiting=next((each for each in told if each.state == State.ASKED), None) if is_open else None,
        told=tuple(told),
        asks=may_ask(user, report),
        decides=may_decide(user, report),
        is_open=is_open,
        own_day=above.deadline.last_on_time if above else None,
    )


def requests_page(report: Report) -> list[Extension]:
    """What the units below asked for and were given, each with `report_url`, `is_moot` (it is sent, or owed no more,
    while it waited) and `due_of_round`."""
    found = requests_to(report.participant)
    _name_persons(found)
    for each in found:
        each.participant.round = report.round
        own, due = each.participant.report, due_of(each.participant)
        own.participant, own.round = each.participant, report.round
        each.report_url = report_address(own, "extension")
        each.is_moot = each.state == State.ASKED and not can_be_extended(own)
        each.due_of_round = due.of_round.last_on_time if due else None
    return found


def sentence_of(refused: ValueError) -> tuple[str, str]:
    """The field that a refusal is about ("" for none) and what to do, in words."""
    if isinstance(refused, NotLater):
        return "until", _("Choose a day after %(day)s.") % {"day": form_date(refused.last)}
    if isinstance(refused, TooFar):
        return "until", _("This is more than half a year after the day of the round: look at the year.")
    if isinstance(refused, AskedAlready):
        return "", _("A request waits for an answer already. Take it back to ask for another day.")
    if isinstance(refused, NotWaiting):
        return "", _("The request was answered or taken back meanwhile (%(state)s). Look at the page again.") % {
            "state": refused.state.label
        }
    if isinstance(refused, NothingSaid):
        return "", _("Write it in words.")
    return "", _("There is nothing to extend: the report is sent, is typed by the superior, or is not owed.")


def _name_persons(extensions: list[Extension]) -> None:
    names = names_of(uid for each in extensions for uid in (each.asked_by_uid, each.decided_by_uid))
    for each in extensions:
        each.asked_by, each.decided_by = names.get(each.asked_by_uid, ""), names.get(each.decided_by_uid, "")
