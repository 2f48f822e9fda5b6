"""The one write of the form book: an open round goes over to another version of its form."""

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core.authorise import authorise
from tienbo.journal.actions import record
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, forms_for
from tienbo.reporting.formbook.queries import is_version_for
from tienbo.reporting.rounds.actions import FormUnfit, register_asked, tell_who_owes, unknown_to
from tienbo.reporting.rounds.locking import locked_round
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rules.queries import book_of, problems_with
from tienbo.reporting.versions.models import ReportVersion


@transaction.atomic
def adopt_form(*, by, round: Round, form: FormVersion) -> Round:
    """Let an open round go over to another version of its form, before any of its reports was sent. What is entered
    stays: a figure whose element is asked goes on, one that is not asked any more waits unseen. Units that owe a report
    are told. FormUnfit with the reason: sent, not for this round's unit, rules or choices of the round that do not fit.
    """
    authorise(by, Permission.ROUND_OPEN, round.unit)
    round = locked_round(round, "unit", "form", "rules")
    if form == round.form:
        return round
    # Nobody sends while it is decided: a report is sent under a lock of its own row, which reads the round again.
    list(Report.objects.select_for_update().filter(round=round).order_by("id").values_list("id"))
    if ReportVersion.objects.filter(report__round=round).exists():
        raise FormUnfit("sent")
    if not forms_for(round.unit).filter(pk=form.pk).exists():
        raise FormUnfit("not_yours")
    if not is_version_for(round, form):
        raise FormUnfit("other_form")
    if round.rules and (form.code != round.rules.form_code or problems_with(book_of(round.rules), form)):
        raise FormUnfit("rules")
    named, domains = set(round.options.get("terms", {})), definition_of(form).terms
    if named - set(domains) or {code for code, domain in domains.items() if not domain.follows} - named:
        raise FormUnfit("terms")
    if unknown_to(form, round.options.get("tables"), round.options.get("headings")):
        raise FormUnfit("choices")
    facts = {"round": round.title, "form": str(form), "before": str(round.form)}
    round.form = form
    round.save(update_fields=["form"])
    register_asked(round, Participant.objects.filter(round=round))
    record(
        by=by,
        action="round.form_adopted",
        module="reporting",
        kind="round",
        key=round.pk,
        unit_uid=round.unit.uid,
        facts=facts | {"digest": form.digest},
    )
    tell_who_owes(round, "round.form_adopted", facts)
    return round
