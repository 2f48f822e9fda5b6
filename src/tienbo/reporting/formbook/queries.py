"""Reads of the form book's screens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.reporting.definitions.lines import Line, RoundOptions, Variant, lines_for
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.definitions.queries import code_for, definition_of, forms_for
from tienbo.reporting.definitions.schema import Definition, Table
from tienbo.reporting.entry.models import Entry
from tienbo.reporting.rounds.audience import Shape, asked_of
from tienbo.reporting.rounds.models import Participant, Round
from tienbo.reporting.rounds.queries import rounds_visible_to
from tienbo.units.models import UnitAncestor


def forms_seen_by(user) -> QuerySet[FormVersion]:
    """The forms that come with the program, and those of every unit at, above or below one whose rounds the person
    sees; of each form the newest first."""
    seeing = units_where(user, Permission.ROUND_VIEW)
    above = UnitAncestor.objects.filter(descendant__in=seeing, valid_during__contains=clock.today())
    theirs = Q(unit__isnull=True) | Q(unit__in=seeing) | Q(unit__in=above.values("ancestor"))
    return FormVersion.objects.filter(theirs).select_related("unit").order_by("code", "-version")


@dataclass(frozen=True)
class Look:
    """Through whose eyes a form is looked at: the kind of unit, the sector it is in charge of, the report, the
    variant."""

    kind: str = "commune"
    sector: str = ""
    report: str = "annual"
    variant: Variant = "full"


@dataclass(frozen=True)
class LookedAt:
    """A table as a unit sees it: its lines, the columns that any of them has."""

    table: Table
    lines: tuple[Line, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """In the order of the form: T, F, FM; what is not split by sex stands under T."""
        used = {"T" if name == "value" else name for line in self.lines for name in line.columns}
        return tuple(name for name in ("T", "F", "FM") if name in used)


def looked_at(definition: Definition, look: Look) -> list[LookedAt]:
    """The tables that a unit is asked, as it sees them; every term that the form knows is named."""
    terms = {code: domain.known for code, domain in definition.terms.items() if not domain.follows}
    options = RoundOptions(report=look.report, terms=terms, election=True)
    sectors = (look.sector,) if look.sector else ()
    found = []
    for table in definition.tables:
        lines = lines_for(
            definition, table.code, kind=look.kind, sectors=sectors, variant=look.variant, options=options
        )
        if lines:
            found.append(LookedAt(table, lines))
    return found


@dataclass(frozen=True)
class CarriedOver:
    """What an open round keeps when it goes over to another form version: figures entered that are asked again, those
    that wait unseen, with the reports they are in, and cells that are asked anew."""

    kept: int
    unseen: int
    reports: tuple[Participant, ...]
    unseen_elements: tuple[str, ...]


def carried_over(round: Round, form: FormVersion) -> CarriedOver:
    """What becomes of the figures entered in a round."""
    there = Round(
        form=form, report=round.report, period=round.period, closing_on=round.closing_on, options=round.options
    )
    asked: dict[Shape, frozenset] = {}
    kept = unseen = 0
    reports: dict[int, Participant] = {}
    elements: dict[str, None] = {}
    entries = Entry.objects.filter(report__round=round).order_by("report__participant__sort_key", "element__code")
    for entry in entries.select_related("report__participant", "element", "breakdown"):
        participant = entry.report.participant
        shape = Shape.of(participant)
        if shape not in asked:
            asked[shape] = frozenset(asked_of(there, shape).typed)
        if (entry.element.code, entry.breakdown.code) in asked[shape]:
            kept += 1
        else:
            unseen += 1
            reports[participant.pk] = participant
            elements[entry.element.code] = None
    return CarriedOver(kept, unseen, tuple(reports.values()), tuple(elements))


def is_version_for(round: Round, form: FormVersion) -> bool:
    """Whether a form version is one of the round's own form, or of the form that its unit has made from it, and has the
    round's kind of report. Another form is another paper, with other issuers and series."""
    is_of_form = form.code in (round.form.code, code_for(round.unit, round.form))
    return is_of_form and (round.report == "adhoc" or round.report in definition_of(form).reports)


def versions_to_adopt(round: Round) -> list[FormVersion]:
    """The other versions that an open round may go over to."""
    mine = forms_for(round.unit).exclude(pk=round.form_id)
    return [form for form in mine if is_version_for(round, form)]


def rounds_on(user, form: FormVersion) -> Sequence[Round]:
    """The rounds on a form version that the person sees, the newest first."""
    return rounds_visible_to(user).filter(form=form)[:30]
