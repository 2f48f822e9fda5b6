"""Writes of rounds."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.vietnamese import nfc
from tienbo.indicators.actions import register_breakdowns
from tienbo.journal.actions import record
from tienbo.notices.actions import Telling, notify, notify_each
from tienbo.reporting.definitions.estimating import reach_problem
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, forms_for
from tienbo.reporting.rounds.audience import Shape, asked_of
from tienbo.reporting.rounds.locking import locked_round
from tienbo.reporting.rounds.models import Participant, Report, Round, RoundDue
from tienbo.reporting.rounds.places import superiors_of
from tienbo.reporting.rounds.queries import due_facts, dues_of
from tienbo.reporting.rounds.states import DONE, EXEMPTABLE
from tienbo.reporting.rules.models import RuleSet
from tienbo.reporting.rules.queries import book_of, problems_with, rules_for
from tienbo.units.kinds import Kind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import tree_below

SHORT_FORM_KINDS = frozenset({Kind.COMMUNE, Kind.SUB_UNIT})


# Why a round cannot take a form version, or go over to it: another unit's; another form, or one without this report;
# a report was sent; rules, terms or choices of the round that do not fit.
FORM_UNFIT = frozenset({"not_yours", "other_form", "sent", "rules", "terms", "choices"})


class NotInTree(ValueError):
    """A unit asked to take part does not stand below the round's unit on the day of the tree."""


class NotInForm(ValueError):
    """The form has no table or heading of this code, or the round would ask no table at all."""


class EstimateOutOfReach(ValueError):
    """A round cannot ask an estimate up to this day; the sentence says why."""


class RulesUnfit(ValueError):
    """The rule set is not in force for the round's unit, or does not fit its form."""


class FormUnfit(ValueError):
    """A round of this unit cannot take this form version; `reason` is one of `FORM_UNFIT`."""

    def __init__(self, reason: str) -> None:
        assert reason in FORM_UNFIT
        self.reason = reason
        super().__init__(reason)


class StandingFixed(ValueError):
    """The topmost unit always reports, and a unit that has put its report forward cannot be let off afterwards."""


@dataclass(frozen=True)
class Due:
    """By when a kind of unit sends; see `RoundDue`."""

    kind: str
    on: dt.date
    exclusive: bool = True
    grace_days: int = 0


@dataclass(frozen=True)
class RoundPlan:
    """What a round is to be; see `Round` for the meaning of each. ``ends_on`` is the last day of the period;
    ``tables`` and ``headings``: the codes of those that are asked, None for every one of the form; ``estimate_to``: the
    day up to which a figure for the whole year is asked beside the actual one, None asks none. ``drawn_from``: of a
    paper upward, which its one unit fills for its whole territory (`papers.open_paper`)."""

    code: str
    title: str
    form: FormVersion
    report: str
    starts_on: dt.date
    ends_on: dt.date
    closing_on: dt.date
    tree_on: dt.date
    dues: tuple[Due, ...] = ()
    previous: Round | None = None
    half_year: Round | None = None
    rules: RuleSet | None = None
    terms: dict[str, list[str]] = field(default_factory=dict)
    election: bool = False
    coverage: int = 80
    origin: str = ""
    illustrative: bool = False
    full_form: frozenset[int] = frozenset()
    tables: tuple[str, ...] | None = None
    headings: tuple[str, ...] | None = None
    estimate_to: dt.date | None = None
    drawn_from: Round | None = None

    def as_round(self, unit: Unit) -> Round:
        """The round of a unit as it would be, not saved: what it asks can be looked at before it is opened."""
        options = {"terms": self.terms, "election": self.election, "coverage": self.coverage}
        chosen = {"tables": self.tables, "headings": self.headings}
        return Round(
            code=self.code,
            title=self.title,
            unit=unit,
            form=self.form,
            report=self.report,
            period=DateRange(self.starts_on, self.ends_on + dt.timedelta(days=1)),
            closing_on=self.closing_on,
            tree_on=self.tree_on,
            previous=self.previous,
            half_year=self.half_year,
            drawn_from=self.drawn_from,
            rules=self.rules,
            options=options
            | {name: list(codes) for name, codes in chosen.items() if codes is not None}
            | ({"illustrative": True} if self.illustrative else {})
            | ({"estimate_to": self.estimate_to.isoformat()} if self.estimate_to else {})
            | ({"whole": True} if self.drawn_from else {}),
            origin=self.origin,
        )


@transaction.atomic
def open_round(*, by, unit: Unit, plan: RoundPlan, units: list[Unit] | None = None) -> Round:
    """Open a round over a unit's subtree in the tree of ``tree_on``, or over any subset (the unit always takes part).

    Each participant reports to the nearest participant above it. Communes and sub-units get the short form, unless
    their id is in ``full_form``.
    """
    authorise(by, Permission.ROUND_OPEN, unit)
    places = list(tree_below(unit, plan.tree_on))
    if units is not None:
        wanted = {each.pk for each in units} | {unit.pk}
        if unknown := wanted - {place.unit_id for place in places}:
            raise NotInTree(", ".join(map(str, sorted(unknown))))
    else:
        wanted = {place.unit_id for place in places}
    if not forms_for(unit).filter(pk=plan.form.pk).exists():
        raise FormUnfit("not_yours")
    _refuse_unknown(plan)
    _refuse_unfit(unit, plan.form, plan.rules)
    round = plan.as_round(unit)
    round.opened_at = clock.now()
    round.save(force_insert=True)
    RoundDue.objects.bulk_create(
        [
            RoundDue(round=round, kind=due.kind, on=due.on, exclusive=due.exclusive, grace_days=due.grace_days)
            for due in plan.dues
        ]
    )
    participants = _participants(round, unit, places, wanted, plan.full_form)
    # Terms are named by the round, so its cells may bring breakdowns that no form has named before.
    reports = Report.objects.bulk_create(
        [Report(participant=each, round=round, unit=each.unit) for each in participants]
    )
    register_asked(round, participants)
    record(
        by=by,
        action="round.opened",
        module="reporting",
        kind="round",
        key=round.pk,
        unit_uid=unit.uid,
        facts={"code": round.code, "participants": len(participants)}
        | ({"drawn_from": plan.drawn_from.code} if plan.drawn_from else {}),
    )
    dues = dues_of(participants)
    notify_each(
        tellings=[
            Telling(each.unit, each.pk, {"round": round.title} | due_facts(dues.get(each.participant_id)))
            for each in reports
        ],
        code="round.opened",
        module="reporting",
        kind="report",
    )
    return round


def register_asked(round: Round, participants: Iterable[Participant]) -> None:
    """Name the breakdowns that a round asks of these: it may name terms that no form has named before."""
    shapes = {Shape.of(each) for each in participants}
    register_breakdowns(codes={cell.breakdown for shape in shapes for cell in asked_of(round, shape).all})


def variant_of(place: Placement, full_form: Collection[int] = frozenset()) -> str:
    """The form that a unit fills."""
    is_short = place.kind in SHORT_FORM_KINDS and place.unit_id not in full_form
    return Participant.Variant.SHORT if is_short else Participant.Variant.FULL


def _refuse_unknown(plan: RoundPlan) -> None:
    if unknown := unknown_to(plan.form, plan.tables, plan.headings):
        raise NotInForm(", ".join(sorted(unknown)))
    if plan.tables == ():
        raise NotInForm("no table")
    if plan.estimate_to and (problem := reach_problem(plan.ends_on, plan.estimate_to)):
        raise EstimateOutOfReach(problem.en)


def unknown_to(form: FormVersion, tables: Iterable[str] | None, headings: Iterable[str] | None) -> set[str]:
    """Tables and headings that a round would ask and the form does not have."""
    definition = definition_of(form)
    known = {each.code for each in definition.narrative}
    return (set(tables or ()) - set(definition.table_by_code)) | (set(headings or ()) - known)


def _participants(
    round: Round, root: Unit, places: list[Placement], wanted: set[int], full_form: frozenset[int]
) -> list[Participant]:
    superiors = superiors_of(places, root.pk, wanted)

    # Level by level, so that each participant's superior has its row already.
    made: dict[int, Participant] = {}
    waiting = [place for place in places if place.unit_id in wanted]
    while waiting:
        level = [place for place in waiting if superiors[place.unit_id] is None or superiors[place.unit_id] in made]
        rows = [
            Participant(
                round=round,
                unit=place.unit,
                superior=made.get(superiors[place.unit_id]),
                variant=variant_of(place, full_form),
                name=place.name,
                code=place.official_code,
                phone=place.phone,
                kind=place.kind,
                sectors=place.sectors,
                sort_key=place.sort_key,
            )
            for place in level
        ]
        for row in Participant.objects.bulk_create(rows):
            made[row.unit_id] = row
        waiting = [place for place in waiting if place.unit_id not in made]
    return list(made.values())


@transaction.atomic
def adopt_rules(*, by, round: Round, rules: RuleSet | None) -> Round:
    """Have the reports of a round that are not sent yet checked by other rules from now on (None: the form's own). What
    is sent keeps what it was sent under. Units that still owe a report are told. RulesUnfit: see there."""
    authorise(by, Permission.RULES_EDIT, round.unit)
    round = locked_round(round, "unit", "form", "rules")
    if rules == round.rules:
        return round
    _refuse_unfit(round.unit, round.form, rules)
    round.rules = rules
    round.save(update_fields=["rules"])
    named = str(rules) if rules else str(round.form)
    record(
        by=by,
        action="round.rules_adopted",
        module="reporting",
        kind="round",
        key=round.pk,
        unit_uid=round.unit.uid,
        facts={"rules": named, "digest": rules.digest if rules else ""},
    )
    facts = {"round": round.title, "rules": rules.title_vi if rules else round.form.title_vi}
    tell_who_owes(round, "round.rules_adopted", facts)
    return round


def tell_who_owes(round: Round, code: str, facts: dict) -> None:
    """Tell each unit that still owes a report of a round."""
    owed = Report.objects.filter(round=round, participant__standing=Participant.Standing.REPORTS)
    owed = owed.exclude(state__in=DONE).select_related("participant__unit", "participant__owed_by").order_by("id")
    notify_each(
        tellings=[Telling(each.participant.answering_unit, each.pk, facts) for each in owed],
        code=code,
        module="reporting",
        kind="report",
    )


def _refuse_unfit(unit: Unit, form: FormVersion, rules: RuleSet | None) -> None:
    if rules is None:
        return
    if not rules_for(unit, form.code).filter(pk=rules.pk).exists():
        raise RulesUnfit(str(rules))
    if problems := problems_with(book_of(rules), form):
        raise RulesUnfit("; ".join(f"{each.place}: {each.en}" for each in problems))


@transaction.atomic
def exempt_participant(*, by, participant: Participant, reason: str) -> None:
    """A unit owes no report in this round, for a reason that the board shows."""
    _stand(by, participant, Participant.Standing.EXEMPT, reason=reason)


@transaction.atomic
def hand_to_successor(*, by, participant: Participant, successor: Unit, reason: str) -> None:
    """The unit no longer stands: its successor writes and sends its report, which stays expected under the old name.

    What was typed stays; the successor goes on from there, and takes what is sent to the unit from below. ValueError
    for the unit itself.
    """
    if successor.pk == participant.unit_id:
        raise ValueError("a unit is not its own successor")
    _stand(by, participant, Participant.Standing.REPORTS, owed_by=successor, reason=reason)
    notify(
        units=[successor],
        code="report.handed_over",
        facts={"round": participant.round.title, "unit": participant.name},
        module="reporting",
        kind="report",
        key=participant.report.pk,
    )


@transaction.atomic
def reinstate_participant(*, by, participant: Participant) -> None:
    """The unit owes and writes its own report again: an exemption, or a hand-over to a successor, is taken back."""
    _stand(by, participant, Participant.Standing.REPORTS)


def _stand(by, participant: Participant, standing: str, owed_by: Unit | None = None, reason: str = "") -> None:
    round = participant.round
    authorise(by, Permission.ROUND_OPEN, round.unit)
    # Every report of the round, in one order: those below the unit change their superior.
    reports = Report.objects.select_for_update().filter(round=round).order_by("id")
    states = dict(reports.values_list("participant", "state"))
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    lets_off = standing == Participant.Standing.EXEMPT
    if lets_off and (participant.superior_id is None or states[participant.pk] not in EXEMPTABLE):
        raise StandingFixed(states[participant.pk])
    participant.standing, participant.owed_by, participant.reason = standing, owed_by, nfc(reason).strip()
    participant.save(update_fields=["standing", "owed_by", "reason"])
    _hang(round)
    record(
        by=by,
        action="participant.handed_over" if owed_by else f"participant.{standing}",
        module="reporting",
        kind="round",
        key=round.pk,
        unit_uid=participant.unit.uid,
        facts={"reason": participant.reason} | ({"successor": str(owed_by.uid)} if owed_by else {}),
    )


def _hang(round: Round) -> None:
    """Each participant reports to the nearest one above it that reports: what an exempt unit would have gathered
    reaches its superior. A superior that typed for a unit it no longer stands above hands the report over."""
    participants = {each.unit_id: each for each in round.participants.order_by("id")}
    takers = {unit for unit, each in participants.items() if each.standing == Participant.Standing.REPORTS}
    superiors = superiors_of(tree_below(round.unit, round.tree_on), round.unit_id, participants, takers)
    moved = []
    for unit, participant in participants.items():
        above = participants[superiors[unit]].pk if superiors[unit] is not None else None
        if participant.superior_id != above:
            participant.superior_id = above
            moved.append(participant)
    Participant.objects.bulk_update(moved, ["superior"])
    Report.objects.filter(participant__in=moved).update(proxy=None)
