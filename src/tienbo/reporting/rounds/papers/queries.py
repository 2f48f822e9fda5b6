"""Reads of papers upward: what can be drawn from a round, and which papers there are."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from tienbo.committees.kinds_of_paper import KindOfPaper
from tienbo.committees.queries import issuer_name
from tienbo.core import clock
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, forms_for, newest_forms
from tienbo.reporting.rounds.audience import Shape, lines_of, tables_of
from tienbo.reporting.rounds.models import Participant, Report, Round
from tienbo.reporting.rounds.papers.signed import Signed, signed_papers
from tienbo.reporting.rounds.queries import form_name, rounds_visible_to, usual_form
from tienbo.units.models import Unit


class Problem:
    """Why a paper on a form cannot be drawn from a round."""

    IS_PAPER = "is_paper"
    NOT_YOURS = "not_yours"
    SAME_FORM = "same_form"
    OTHER_REPORT = "other_report"
    OPEN_ALREADY = "open_already"
    NOTHING_IN_COMMON = "nothing_in_common"


def own_participant(round: Round) -> Participant:
    """The round's own unit in it."""
    return round.participants.get(unit=round.unit_id)


def own_kind(round: Round) -> str:
    """The kind of the round's own unit, as it takes part."""
    return own_participant(round).kind


def fed_cells(round: Round) -> set[Cell]:
    """The cells whose totals the report of the round's own unit tells, with all below it."""
    shape = Shape.of(own_participant(round))
    return {
        cell
        for table in tables_of(round)
        for line in lines_of(round, shape, table.code, "consolidated")
        if line.is_entered
        for cell in line.columns.values()
    }


def paper_cells(round: Round, form: FormVersion) -> set[Cell]:
    """The cells that a paper on a form, drawn from a round, would ask."""
    options = round.options | {"terms": terms_for(round, form), "whole": True, "tables": None, "headings": None}
    paper = Round(
        form=form, report=round.report, period=round.period, unit=round.unit, tree_on=round.tree_on, options=options
    )
    shape = Shape.of(own_participant(round))
    return {
        cell
        for table in tables_of(paper)
        for line in lines_of(paper, shape, table.code)
        if line.is_entered
        for cell in line.columns.values()
    }


def terms_for(round: Round, form: FormVersion) -> dict[str, list[str]]:
    """The terms that a paper asks: those of the round that feeds it, in the form's own domains."""
    named = round.options.get("terms", {})
    return {code: named.get(code, []) for code, domain in definition_of(form).terms.items() if not domain.follows}


def form_problem(round: Round, form: FormVersion) -> str:
    """Why no paper on this form can be drawn from the round (`Problem`); "" when one can."""
    if round.is_paper:
        return Problem.IS_PAPER
    if not forms_for(round.unit).filter(pk=form.pk).exists():
        return Problem.NOT_YOURS
    if form.code == round.form.code:
        return Problem.SAME_FORM
    if round.report not in (*definition_of(form).reports, Round.Periodicity.ADHOC):
        return Problem.OTHER_REPORT
    if round.papers.filter(form__code=form.code).exists():
        return Problem.OPEN_ALREADY
    return "" if paper_cells(round, form) & fed_cells(round) else Problem.NOTHING_IN_COMMON


def previous_of(round: Round, form: FormVersion) -> Round | None:
    """What a paper is compared with: the unit's last paper on the form for a report of this kind; before the first one
    what the round that feeds it is compared with, so that the series goes on."""
    papers = Round.objects.filter(
        unit=round.unit_id,
        form__code=form.code,
        report=round.report,
        drawn_from__isnull=False,
        closing_on__lt=round.closing_on,
    )
    return papers.order_by("-closing_on", "-pk").first() or round.previous


def forms_offered(round: Round) -> QuerySet[FormVersion]:
    """The newest version of each other form that a round of the unit may take, without those on which there is a paper
    already."""
    taken = [round.form.code, *round.papers.values_list("form__code", flat=True)]
    return newest_forms(forms_for(round.unit).exclude(code__in=taken)).order_by("registered_at", "pk")


@dataclass(frozen=True)
class Paper:
    """A paper drawn from a round, as it is listed. `signed`: None before it was sent."""

    round: Round
    participant: Participant
    state: str
    form_name: str
    issuer: str
    signed: Signed | None


def papers_of(user, round: Round) -> list[Paper]:
    """The papers drawn from a round that a person sees, in the order in which they were opened."""
    seen = rounds_visible_to(user).filter(drawn_from=round).values("pk")
    reports = Report.objects.filter(round__in=seen).select_related("round__form", "participant", "unit")
    reports = list(reports.order_by("round__opened_at", "pk"))
    signed = signed_papers([report.pk for report in reports]) if reports else {}
    return [_paper(report, signed.get(report.pk)) for report in reports]


def _paper(report: Report, signed: Signed | None) -> Paper:
    """Its issuer is that of the day of sending; before, that of today."""
    day = signed.sent_on if signed else clock.today()
    return Paper(
        round=report.round,
        participant=report.participant,
        state=report.state,
        form_name=form_name(report.round.form),
        issuer=issuer_name(report.unit, report.round.form.code, day) or report.participant.name,
        signed=signed,
    )


def kinds_of_paper(unit: Unit) -> list[KindOfPaper]:
    """For the page of a unit's issuers: see ``committees.kinds_of_paper``. Each form of its rounds is one."""
    usual = usual_form(unit)
    forms = sorted(
        newest_forms(forms_for(unit)),
        key=lambda form: (usual is None or form.code != usual.code, form.registered_at, form.pk),
    )
    return [KindOfPaper(form.code, form.title_en if get_language() == "en" else form.title_vi) for form in forms]
