"""The one write of papers upward."""

import datetime as dt

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.core.deadlines import Deadline
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.rounds.actions import Due, RoundPlan, open_round
from tienbo.reporting.rounds.audience import estimate_of
from tienbo.reporting.rounds.locking import locked_round
from tienbo.reporting.rounds.models import Round
from tienbo.reporting.rounds.papers.queries import form_problem, own_kind, previous_of, terms_for
from tienbo.reporting.rounds.proposals import free_code
from tienbo.reporting.rules.queries import newest_rules_for

# A round's code has forty places; the form's part of a paper's is cut to what is left.
_OF_ROUND, _OF_FORM = 18, 18


class PaperImpossible(ValueError):
    """No paper on this form can be drawn from the round, or not by this day; ``reason`` is a `papers.queries.Problem`
    or ``too_early``: figures as at a closing date cannot be sent before it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@transaction.atomic
def open_paper(
    *,
    by,
    round: Round,
    form: FormVersion,
    title: str,
    due: dt.date,
    exclusive: bool = False,
    origin: str = "",
) -> Round:
    """Open a paper on another form, fed by the report that the round's unit makes in it. Whoever may open a round of
    the unit may; `due`, `exclusive`: by when it is sent, as in `RoundDue`. PaperImpossible with the reason."""
    authorise(by, Permission.ROUND_OPEN, round.unit)
    # Two who open a paper on one form at once do so one after the other.
    round = locked_round(round, "unit", "form", "previous")
    if reason := form_problem(round, form):
        raise PaperImpossible(reason)
    if Deadline(due, exclusive).last_on_time < round.closing_on:
        raise PaperImpossible("too_early")
    plan = RoundPlan(
        code=free_code(f"{round.code[:_OF_ROUND]}-{form.code[:_OF_FORM]}".strip("-")),
        title=title,
        form=form,
        report=round.report,
        starts_on=round.starts_on,
        ends_on=round.ends_on,
        closing_on=round.closing_on,
        tree_on=round.tree_on,
        dues=(Due(own_kind(round), due, exclusive),),
        previous=previous_of(round, form),
        rules=newest_rules_for(round.unit, form.code),
        terms=terms_for(round, form),
        election=round.options.get("election", False),
        coverage=round.options.get("coverage", 80),
        origin=origin,
        illustrative=round.options.get("illustrative", False),
        estimate_to=estimate_of(round),
        drawn_from=round,
    )
    return open_round(by=by, unit=round.unit, plan=plan, units=[])
