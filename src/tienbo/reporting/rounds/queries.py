"""Reads of rounds and participants."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.core.statuses import EXEMPT
from tienbo.guidance.open_rounds import OpenRound
from tienbo.reporting.definitions.loading import builtin_codes
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import definition_of, forms_for
from tienbo.reporting.rounds.due_days import OwnDue
from tienbo.reporting.rounds.models import Participant, Report, Round, RoundDue
from tienbo.reporting.rounds.states import DONE, EXEMPTABLE, State
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit
from tienbo.units.queries import children_of, life_of


def rounds_visible_to(user):
    """Rounds in which a unit that the person sees takes part, or owes a report as a successor; newest first."""
    mine = units_where(user, Permission.ROUND_VIEW)
    seen = Participant.objects.filter(Q(unit__in=mine) | Q(owed_by__in=mine))
    return (
        Round.objects.filter(id__in=seen.values("round")).select_related("unit", "form").order_by("-closing_on", "-id")
    )


# A round falls due around a letter's day when one of its own due days is not further from it.
AROUND = dt.timedelta(days=92)


def open_rounds(*, unit: Unit, report: str, due: dt.date) -> list[OpenRound]:
    """For the page on which a letter is issued: see ``guidance.open_rounds``."""
    kinds = {place.kind for place in children_of(unit, clock.today())}
    near = RoundDue.objects.filter(on__range=(due - AROUND, due + AROUND))
    taking_part = Q(unit=unit) | Q(participants__unit=unit)
    rounds = Round.objects.filter(taking_part, report=report, dues__in=near).distinct().order_by("-closing_on", "-id")
    return [
        OpenRound(
            each.title, tuple(sorted({due.deadline.last_on_time for due in each.dues.all() if due.kind in kinds}))
        )
        for each in rounds.prefetch_related("dues")
    ]


def usual_days_below(*, unit: Unit) -> int:
    """For a unit that passes a letter on: see ``guidance.open_rounds``. The usual form says."""
    form = usual_form(unit)
    if form is None:
        return 0
    usual = definition_of(form).due_days_before_superior
    return max((usual.get(place.kind, 0) for place in children_of(unit, clock.today())), default=0)


def usual_form(unit: Unit) -> FormVersion | None:
    """The form version that a new round of a unit takes unless another is chosen: the newest of the form that its last
    periodic round was on, papers upward aside; before its first one that of the first form that comes with the program.
    """
    forms = forms_for(unit)
    periodic = Round.objects.filter(unit=unit, drawn_from__isnull=True).exclude(report=Round.Periodicity.ADHOC)
    last = periodic.order_by("-opened_at", "-pk")
    for code in (last.values_list("form__code", flat=True).first(), builtin_codes()[0]):
        if found := forms.filter(code=code).order_by("-version").first():
            return found
    return forms.order_by("-registered_at", "-pk").first()


def due_of(participant: Participant) -> OwnDue | None:
    """By when a participant sends, an extension considered; None when its round sets no day for its kind."""
    due = next((due for due in participant.round.dues.all() if due.kind == participant.kind), None)
    return OwnDue(due.deadline, participant.extended_to) if due else None


def dues_of(participants: Iterable[Participant]) -> dict[int, OwnDue]:
    """By when each of these sends, by participant; who has no day is left out. One query for all."""
    participants = list(participants)
    dues = RoundDue.objects.filter(round__in={each.round_id for each in participants})
    by_kind = {(due.round_id, due.kind): due.deadline for due in dues}
    keys = {each: (each.round_id, each.kind) for each in participants}
    return {each.pk: OwnDue(by_kind[key], each.extended_to) for each, key in keys.items() if key in by_kind}


def due_facts(due: OwnDue | None) -> dict[str, str]:
    """What a notice tells of the last day on time; nothing when there is none."""
    return {"due": due.deadline.last_on_time.isoformat()} if due else {}


def subtree_of(participant: Participant) -> list[Participant]:
    """All participants below one, itself first."""
    everyone = Participant.objects.filter(round=participant.round_id).order_by("sort_key", "id")
    below: dict[int | None, list[Participant]] = {}
    for each in everyone:
        below.setdefault(each.superior_id, []).append(each)
    found, queue = [], [participant]
    while queue:
        current = queue.pop(0)
        found.append(current)
        queue.extend(below.get(current.pk, []))
    return found


def possible_successors(participant: Participant) -> list[tuple[Unit, str]]:
    """Who may take over a participant's report, each with its name: its recorded successors, then the one it reports
    to and those beside it."""
    links = life_of(participant.unit).successors
    found = {link.to_unit: place.name for link in links for place in link.to_unit.placements.all()}
    near = Participant.objects.filter(
        Q(pk=participant.superior_id) | Q(superior=participant.superior_id),
        round=participant.round_id,
        standing=Participant.Standing.REPORTS,
    ).exclude(pk=participant.pk)
    for each in near.select_related("unit").order_by(F("superior").asc(nulls_first=True), "sort_key", "id"):
        found.setdefault(each.unit, each.name)
    return list(found.items())


@dataclass(frozen=True)
class RoundEntry:
    """A round in a list: the person's own unit in it (None when it takes no part), and how many report to that unit."""

    round: Round
    own: Participant | None
    owed: int
    taken: int


def entries_of_rounds(rounds: Iterable[Round], unit: Unit | None) -> list[RoundEntry]:
    """Rounds as the list shows them to somebody who sits at a unit: two queries for all."""
    rounds = list(rounds)
    own = {
        each.round_id: each
        for each in Participant.objects.filter(round__in=rounds, unit=unit).select_related("report").order_by("id")
    }
    taken = Count("id", filter=Q(report__state=State.ACCEPTED))
    below = {
        row["superior"]: row
        for row in Participant.objects.filter(superior__in=own.values(), standing=Participant.Standing.REPORTS)
        .values("superior")
        .annotate(owed=Count("id"), taken=taken)
        .order_by()
    }
    found = []
    for round in rounds:
        mine = own.get(round.pk)
        counts = below.get(mine.pk if mine else None, {"owed": 0, "taken": 0})
        found.append(RoundEntry(round, mine, counts["owed"], counts["taken"]))
    return found


@dataclass(frozen=True)
class RoundRow:
    """A participant on a round's page: how deep it stands below the topmost one shown, and its report."""

    participant: Participant
    depth: int
    state: str
    below: int

    @property
    def is_owed(self) -> bool:
        """The unit still has to send."""
        return self.state != EXEMPT and self.state not in DONE

    @property
    def is_let_off(self) -> bool:
        """The unit owes nothing, or a successor owes its report: this can be changed or taken back."""
        return self.state == EXEMPT or self.participant.owed_by_id is not None

    @property
    def can_be_let_off(self) -> bool:
        """The report is still owed, to somebody above: a successor may take it over."""
        return self.is_owed and self.participant.superior_id is not None

    @property
    def can_be_exempted(self) -> bool:
        """Nothing was put forward or sent yet either: the unit may owe nothing at all."""
        return self.can_be_let_off and self.state in EXEMPTABLE


@dataclass(frozen=True)
class RoundPage:
    """What a person sees of a round: the participants in the order of the tree, the one where he sits (None when it
    takes no part), and counts by state.
    """

    rows: tuple[RoundRow, ...]
    states: dict[str, int]
    own: RoundRow | None


@dataclass(frozen=True)
class DueLine:
    """By when a level sends; `days_left` until its last day on time, negative once that has passed."""

    due: RoundDue
    days_left: int

    @property
    def days_passed(self) -> int:
        """Days since the last day on time; 0 or less while it has not passed."""
        return -self.days_left


def due_lines(round: Round, today: dt.date) -> list[DueLine]:
    """The due days of a round, the top of the tree first."""
    order = list(Kind)
    dues = sorted(round.dues.all(), key=lambda due: order.index(Kind(due.kind)))
    return [DueLine(due, (due.deadline.last_on_time - today).days) for due in dues]


def form_name(form: FormVersion) -> str:
    """What people call a form: by the year of the letter that asked for it, else by its title."""
    asked_by = definition_of(form).form.asked_by
    facts = {"version": form.version}
    if asked_by is None or form.unit_id is not None:
        title = form.title_en if get_language() == "en" else form.title_vi
        return _("%(title)s (version %(version)d)") % (facts | {"title": title})
    return _("Reporting form of %(year)d (version %(version)d)") % (facts | {"year": asked_by.dated.year})


def round_page(user, round: Round, unit: Unit | None) -> RoundPage:
    """The participants of a round that a person sees, in the tree of the round's day."""
    then, now = (units_where(user, Permission.ROUND_VIEW, day) for day in (round.tree_on, None))
    seen = Participant.objects.filter(Q(unit__in=then) | Q(owed_by__in=now), round=round)
    seen = seen.select_related("unit", "owed_by")
    everyone = {each.pk: each for each in seen.order_by("sort_key", "id")}
    states = dict(Report.objects.filter(participant__in=everyone).values_list("participant_id", "state"))
    below: dict[int | None, list[Participant]] = {}
    for each in everyone.values():
        each.round = round
        below.setdefault(each.superior_id if each.superior_id in everyone else None, []).append(each)
    rows: list[RoundRow] = []

    def visit(participant: Participant, depth: int) -> None:
        standing = participant.standing
        state = states[participant.pk] if standing == Participant.Standing.REPORTS else EXEMPT
        rows.append(RoundRow(participant, depth, state, len(below.get(participant.pk, ()))))
        for each in below.get(participant.pk, ()):
            visit(each, depth + 1)

    for top in below.get(None, ()):
        visit(top, 0)
    counts = Counter(row.state for row in rows)
    own = next((row for row in rows if unit is not None and row.participant.unit_id == unit.pk), None)
    return RoundPage(tuple(rows), dict(counts), own)
