"""What a person looked at before an act: who signs or takes does so of what he was shown, and of nothing newer."""

import hashlib
from collections.abc import Iterable

from django.db.models import Max

from tienbo.reporting.consolidation.chain import chain_ids
from tienbo.reporting.entry.models import EntryChange, JustificationChange, PassageChange
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.versions.models import ReportVersion

# Acts on the report as it stands; all others are about the version that was sent last.
_OF_THE_DRAFT = frozenset({"prepare", "submit"})


class ShownOtherwise(ValueError):
    """The report is no longer what the person looked at."""


def stamp_of(report: Report, act: str) -> str:
    """What tells one state of a report from another, as far as an act is about it: the number of the version that was
    sent last; before sending also figures, text and reasons, and the versions from below in its totals."""
    number = sent_last([report])[report.pk]
    if act not in _OF_THE_DRAFT:
        return number
    last = [
        model.objects.filter(report=report).aggregate(last=Max("pk"))["last"]
        for model in (EntryChange, PassageChange, JustificationChange)
    ]
    return hashlib.sha256(repr((number, last, chain_ids(report, None))).encode()).hexdigest()[:32]


def sent_last(reports: Iterable[Report]) -> dict[int, str]:
    """The number of the last version of each report, as it stands in a form; "0" before the first. One query."""
    numbers = [each.pk for each in reports]
    rows = ReportVersion.objects.filter(report__in=numbers).order_by().values_list("report").annotate(Max("number"))
    return dict.fromkeys(numbers, "0") | {number: str(last) for number, last in rows}


def refuse_unshown(report: Report, act: str, shown: str) -> None:
    """ShownOtherwise when a report no longer bears the stamp that was shown; "": nothing was shown (a program acts)."""
    if shown and shown != stamp_of(report, act):
        raise ShownOtherwise(act)
