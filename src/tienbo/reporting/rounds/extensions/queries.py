"""Reads of extensions."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from tienbo.access.permissions import Permission
from tienbo.reporting.rounds.extensions.states import State
from tienbo.reporting.rounds.models import Extension, Participant, Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.rounds.states import DONE
from tienbo.units.models import Unit


def extensions_of(participant: Participant) -> list[Extension]:
    """All requests and grants of one unit in a round, the newest first."""
    return list(Extension.objects.filter(participant=participant).order_by("-id"))


def open_request(participant: Participant) -> Extension | None:
    """The request that waits for an answer; there is at most one."""
    return Extension.objects.filter(participant=participant, state=State.ASKED).first()


def open_requests(participants: Iterable[int]) -> dict[int, Extension]:
    """The requests that wait, by participant. One query."""
    found = _waiting().filter(participant__in=list(participants)).order_by("id")
    return {each.participant_id: each for each in found}


def _waiting() -> QuerySet[Extension]:
    """Those that somebody has to answer: once the report is sent, or let off, there is nothing to answer."""
    owed = Q(participant__standing=Participant.Standing.REPORTS) & ~Q(participant__report__state__in=DONE)
    return Extension.objects.filter(owed, state=State.ASKED)


def requests_to(superior: Participant) -> list[Extension]:
    """Requests of the units that report to one and days given to them, those that wait first, then the newest."""
    found = Extension.objects.filter(participant__superior=superior).select_related(
        "participant__report", "participant__unit", "participant__owed_by", "participant__round"
    )
    rows = list(found.order_by("-id"))
    return sorted(rows, key=lambda each: each.state != State.ASKED)


def waiting_by_round(unit: Unit) -> list[tuple[Participant, int]]:
    """For a unit that takes reports: where it stands in each round in which requests wait for it, with how many."""
    above = "participant__superior"
    theirs = Q(**{f"{above}__owed_by": unit}) | Q(**{f"{above}__unit": unit, f"{above}__owed_by__isnull": True})
    counts = Counter(_waiting().filter(theirs).order_by("id").values_list(above, flat=True))
    if not counts:
        return []
    found = Participant.objects.filter(pk__in=counts).select_related("round", "unit", "owed_by").order_by("pk")
    return [(each, counts[each.pk]) for each in found]


def may_ask(user, report: Report) -> bool:
    """Whether the person asks for more time for the unit: who enters the figures or sends them."""
    over = report.answered_by
    return user.has_perm(Permission.REPORT_ENTER, over) or user.has_perm(Permission.REPORT_SEND, over)


def may_decide(user, report: Report) -> bool:
    """Whether the person decides for the superior: who takes the report."""
    superior = report.participant.superior
    return superior is not None and user.has_perm(Permission.REPORT_TAKE, superior.acting(report.scope_on))


def can_be_extended(report: Report) -> bool:
    """The unit still owes the report to somebody above, writes it itself, and has a day to be moved."""
    return (
        report.participant.superior_id is not None
        and report.participant.standing == Participant.Standing.REPORTS
        and report.state not in DONE
        and report.proxy_id is None
        and due_of(report.participant) is not None
    )
