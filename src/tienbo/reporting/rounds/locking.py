"""A report or a round held while something is decided about it: first the lock, then everything else.

Lock and joined read in one statement would give what stood before the wait: PostgreSQL reads again the row that it has
locked, and not what it is joined with (a standing that was changed, another form); a join that no longer holds would
find nothing.
"""

from tienbo.reporting.rounds.models import Report, Round


def locked_report(report: Report, *relations: str) -> Report:
    """The report as it stands once nobody else holds it, with these relations."""
    Report.objects.select_for_update().get(pk=report.pk)
    return Report.objects.select_related(*relations).get(pk=report.pk)


def locked_round(round: Round, *relations: str) -> Round:
    """The round as it stands once nobody else holds it, with these relations."""
    Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    return Round.objects.select_related(*relations).get(pk=round.pk)
