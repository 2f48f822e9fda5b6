"""Reads of letters: lists, the review of a draft, what stands in the way of issuing it, the board."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.core import clock
from tienbo.core.deadlines import Deadline, form_date
from tienbo.core.vietnamese import search_key
from tienbo.guidance.addressing import suggest_addressees
from tienbo.guidance.models import Addressee, Letter, Proposal
from tienbo.guidance.open_rounds import open_rounds
from tienbo.guidance.passages import Paragraph, Span, paragraphs_of
from tienbo.guidance.states import Decision, Find, State
from tienbo.register.models import OfficialDocument
from tienbo.tasks import queries as tasks
from tienbo.tasks.models import Task
from tienbo.tasks.states import Firmness
from tienbo.units.kinds import Kind as UnitKind
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import children_of, places_of

# Places that are shown in the text but not decided about: the reader's kinds, and the marks that show them.
_SHOWN = {"deadlines": "deadline", "closing_dates": "closing", "targets": "target", "citations": "citation"}
_HEAD = ("number", "issued_on", "issuer", "subject", "addressees", "signature.name")


# --- lists ------------------------------------------------------------------------------------------------


def letters_issued(unit: Unit):
    """Letters that the unit issued (or withdrew), each with `addressed` and `acknowledged` counts."""
    return (
        Letter.objects.filter(unit=unit)
        .exclude(state=State.DRAFT)
        .annotate(
            addressed=Count("addressees"),
            acknowledged=Count("addressees", filter=Q(addressees__acknowledged_at__isnull=False)),
        )
        .order_by("-issued_at", "-pk")
    )


def letters_received(unit: Unit):
    """What was addressed to the unit, the latest first: addressee lines with their letters."""
    return (
        Addressee.objects.filter(unit=unit)
        .exclude(letter__state=State.DRAFT)
        .select_related("letter")
        .order_by("-letter__issued_at", "-pk")
    )


def drafts_of(unit: Unit):
    """The unit's drafts, the latest first, each with `undecided`, the number of finds to be decided."""
    return (
        Letter.objects.filter(unit=unit, state=State.DRAFT)
        .annotate(undecided=Count("proposals", filter=Q(proposals__decision=Decision.PROPOSED)))
        .order_by("-created_at", "-pk")
    )


@dataclass(frozen=True)
class Box:
    """How many letters each list of a unit holds; `waiting` is how many of those received wait to be acknowledged."""

    received: int
    waiting: int
    issued: int
    drafts: int


def box_of(unit: Unit) -> Box:
    """The counts on the tabs of a unit's letters: two queries."""
    own = Letter.objects.filter(unit=unit).aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)), issued=Count("pk", filter=~Q(state=State.DRAFT))
    )
    received = Addressee.objects.filter(unit=unit).aggregate(
        received=Count("pk"),
        waiting=Count("pk", filter=Q(acknowledged_at__isnull=True, letter__state=State.ISSUED)),
    )
    return Box(**own, **received)


def searchable(letter: Letter) -> str:
    """What a letter is searched by."""
    return search_key(f"{letter.number} {letter.subject} {letter.text}")


def search(text: str, letters, limit: int = 20):
    """Among letters (a queryset), the newest whose number, subject or text holds these words (`holding`)."""
    return holding(text, letters).order_by("-created_at", "-pk")[:limit]


def holding(text: str, rows, path: str = ""):
    """Among rows (a queryset), those whose letter, at `path` from them, holds these words; no words mean all.

    Tone marks may be left out.
    """
    words = search_key(text)
    return rows.filter(**{f"{path}search_key__contains": words}) if words else rows


# --- a draft ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Review:
    """A letter as a person goes through it: the text with its marks beside what was found."""

    paragraphs: list[Paragraph]
    tasks: list[Proposal]
    deadlines: list[Proposal]

    @property
    def undecided(self) -> int:
        """How many finds are yet to be kept or dropped."""
        return sum(find.decision == Decision.PROPOSED for find in [*self.tasks, *self.deadlines])

    @property
    def total(self) -> int:
        """How many finds there are."""
        return len(self.tasks) + len(self.deadlines)

    @property
    def kept_tasks(self) -> int:
        """How many tasks each addressee will get."""
        return sum(find.decision == Decision.KEPT for find in self.tasks)


def review(letter: Letter) -> Review:
    """Everything the review page shows of a letter: one query."""
    finds = list(letter.proposals.order_by("order", "pk"))
    spans = [
        Span(find.start, find.end, find.kind, find.pk)
        for find in finds
        if find.start is not None and find.end is not None
    ]
    spans += [
        Span(mark["start"], mark["end"], _SHOWN.get(mark["kind"], "other"))
        for mark in letter.reading.get("marks", [])
        if mark["kind"] in _SHOWN or mark["kind"] in _HEAD
    ]
    return Review(
        paragraphs=paragraphs_of(letter.text, spans),
        tasks=[find for find in finds if find.kind == Find.TASK],
        deadlines=[find for find in finds if find.kind == Find.DEADLINE],
    )


@dataclass(frozen=True)
class Obstacle:
    """Something that stands in the way of issuing: a stable code, and a number or a name for its sentence."""

    code: str
    count: int = 0
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What is missing and what to do, in the active language."""
        if self.code == "undecided":
            return ngettext(
                "%(count)d find is not decided yet. Keep it or drop it.",
                "%(count)d finds are not decided yet. Keep or drop each of them.",
                self.count,
            ) % {"count": self.count}
        return {
            "no_number": _("It bears no number yet. Enter it once the records clerk has given it."),
            "no_date": _("It bears no day yet. Enter the day printed on the document."),
            "no_subject": _("The subject is empty. Enter what the document is about."),
            "no_addressees": _("No addressee is chosen. Tick at least one unit."),
            "not_below": _("Only units below yours can be addressed. Untick the others."),
            "number_taken": _(
                "Your register already holds an outgoing document with this number and day: “%(detail)s”."
            ),
            "past_days": _("These days have passed: %(detail)s. Put them right, or the tasks are late from the start."),
            "round_open": _(
                "A reporting round that it asks for is open already: %(detail)s. Its due days stay as they are."
            ),
        }[self.code] % {"detail": self.detail}


def obstacles_to_issue(letter: Letter, addressees: Iterable[Unit]) -> list[Obstacle]:
    """What stands in the way of issuing a draft to these units; empty when nothing does.

    A number or a day that is not given yet does not (`cautions`): the records clerk gives them after signing.
    """
    units = {unit.pk for unit in addressees}
    found = [
        Obstacle(code)
        for code, missing in (
            ("no_subject", not letter.subject),
            ("no_addressees", not units),
        )
        if missing
    ]
    if undecided := letter.proposals.filter(decision=Decision.PROPOSED).count():
        found.append(Obstacle("undecided", undecided))
    below = Unit.objects.below(letter.unit, clock.today(), itself=False)
    if units and below.filter(pk__in=units).count() != len(units):
        found.append(Obstacle("not_below"))
    paper = same_paper(letter)
    if paper and not paper.is_withdrawn:
        found.append(Obstacle("number_taken", detail=paper.subject))
    return found


def cautions(letter: Letter) -> list[Obstacle]:
    """What is to be looked at though the letter may be issued: no number or day yet, days that have passed, a round
    that it asks for and that is open already.
    """
    lacking = (("no_number", not letter.number), ("no_date", letter.issued_on is None))
    found = [Obstacle(code) for code, missing in lacking if missing]
    if past := _past_days(letter):
        found.append(Obstacle("past_days", len(past), "; ".join(past)))
    for report, deadline in report_deadlines(letter).items():
        for each in open_rounds(unit=letter.unit, report=report, due=deadline.on):
            if letter.based_on_id and deadline.last_on_time in each.last_days:
                # The day was taken from the round.
                continue
            days = ", ".join(form_date(day) for day in each.last_days)
            found.append(Obstacle("round_open", detail=f"“{each.title}” ({days})"))
    return found


def _past_days(letter: Letter) -> list[str]:
    """Place and last day on time of the finds that nobody dropped and that are late already, each once."""
    finds = letter.proposals.exclude(decision=Decision.DROPPED).exclude(firmness=Firmness.ENCOURAGED)
    past = [
        f"{find.position} ({form_date(find.deadline.last_on_time)})".strip()
        for find in finds.filter(due_on__isnull=False).order_by("order", "kind")
        if find.deadline.days_left(clock.today()) < 0
    ]
    return list(dict.fromkeys(past))


def same_paper(letter: Letter) -> OfficialDocument | None:
    """The unit's outgoing paper that already bears the letter's number and day.

    `is_withdrawn` is true when its letter was withdrawn and not sent again since: then it may be; else it stands in the
    way.
    """
    if not letter.number:
        return None
    standing = Letter.objects.filter(document=OuterRef("pk"), state=State.ISSUED)
    withdrawn = Letter.objects.filter(document=OuterRef("pk"), state=State.WITHDRAWN)
    return (
        OfficialDocument.objects.filter(
            unit=letter.unit,
            direction=OfficialDocument.Direction.OUTGOING,
            number=letter.number,
            issued_on=letter.issued_on,
        )
        .annotate(is_withdrawn=Exists(withdrawn) & ~Exists(standing))
        .order_by("pk")
        .first()
    )


def letter_of(paper: OfficialDocument) -> Letter | None:
    """The letter that stands behind an entry of the register, when there is one."""
    return paper.letters.filter(state=State.ISSUED).order_by("pk").first()


@dataclass(frozen=True)
class Choice:
    """A unit that may be addressed; `suggested` when the letter's words mean it."""

    place: Placement
    suggested: bool


@dataclass(frozen=True)
class ChoiceGroup:
    """Units of one kind, in Vietnamese order."""

    kind: str
    label: str
    choices: list[Choice]


def addressee_choices(letter: Letter) -> list[ChoiceGroup]:
    """The units directly below the issuer by kind, with those ticked that the letter's own words mean.

    The words after "Kính gửi" count, and the paragraph that asks them ("đề nghị ... các Sở, ban, ngành, đoàn thể"):
    letters often name mass organisations only there.
    """
    places = list(children_of(letter.unit, clock.today()))
    words = "\n".join([*letter.addressed_to, *_asking(letter.text)])
    meant = {suggestion.place.unit_id for suggestion in suggest_addressees(words, places)}
    groups = []
    for kind in UnitKind:
        choices = [Choice(place, place.unit_id in meant) for place in places if place.kind == kind]
        if choices:
            groups.append(ChoiceGroup(kind.value, str(kind.label), choices))
    return groups


def _asking(text: str) -> list[str]:
    """The parts of the first paragraphs that say whom the letter asks: from "đề nghị" on, up to the verb's object."""
    parts = []
    for line in text.split("\n")[:40]:
        plain = search_key(line)
        if "de nghi" in plain and ("cac so" in plain or "cac huyen" in plain or "cac xa" in plain):
            start = line.lower().find("đề nghị")
            parts.append(line[max(start, 0) :][:200])
    return parts[:1]


def suggested_units(letter: Letter) -> list[Unit]:
    """The units that the letter's words mean, as ticked at first on the page of issue."""
    return [choice.place.unit for group in addressee_choices(letter) for choice in group.choices if choice.suggested]


def report_deadlines(letter: Letter) -> dict[str, Deadline]:
    """When the letter wants the periodic reports: ``half_year`` and ``annual``, those it names and nobody dropped."""
    found: dict[str, Deadline] = {}
    finds = letter.proposals.filter(kind=Find.DEADLINE).exclude(report_kind="").exclude(decision=Decision.DROPPED)
    for find in finds.order_by("order"):
        if find.deadline:
            found.setdefault(find.report_kind, find.deadline)
    return found


def tasks_for_report(unit: Unit, report: str, days: tuple[dt.date, dt.date]) -> list[Task]:
    """The tasks of a unit that ask for this periodic report (`ReportKind`) by a day between these two, both included:
    of each letter to the unit the paragraphs in which such a deadline stands."""
    deadlines = _report_deadlines_to(unit).filter(report_kind=report, due_on__range=days)
    return tasks.of_origin(unit, "guidance", "proposal", _keys_asked(deadlines))


def keys_asking_for_reports(unit: Unit) -> set[str]:
    """The keys (`Letter.task_key`) of all tasks of a unit that ask for a periodic report."""
    return _keys_asked(_report_deadlines_to(unit))


def _report_deadlines_to(unit: Unit):
    """The deadlines for periodic reports in the letters to a unit."""
    named = Proposal.objects.filter(kind=Find.DEADLINE, letter__addressees__unit=unit).exclude(report_kind="")
    return named.exclude(decision=Decision.DROPPED)


def _keys_asked(deadlines) -> set[str]:
    """The keys of the tasks in which these deadlines (a queryset) stand: two queries."""
    deadlines = list(deadlines.select_related("letter"))
    kept = Proposal.objects.filter(
        kind=Find.TASK, decision=Decision.KEPT, letter__in={each.letter_id for each in deadlines}
    )
    by_letter: dict[int, list[Proposal]] = {}
    for asked in kept:
        by_letter.setdefault(asked.letter_id, []).append(asked)
    return {
        deadline.letter.task_key(asked)
        for deadline in deadlines
        for asked in by_letter.get(deadline.letter_id, [])
        if asked.due_on == deadline.due_on and stands_in(deadline, asked)
    }


def stands_in(deadline: Proposal, asked: Proposal) -> bool:
    """Whether a deadline is in the text of a task; of what a person added, it is when the task is about a report."""
    if None in (deadline.start, asked.start):
        return "bao cao" in search_key(asked.text)
    return asked.start <= deadline.start and deadline.end <= asked.end


# --- an issued letter -------------------------------------------------------------------------------------


def addressee_seen(letter: Letter, unit: Unit | None, units) -> Addressee | None:
    """As which addressee a person reads the letter: his present unit's, else the first among `units` (or None)."""
    addressees = letter.addressees.select_related("unit").order_by("pk")
    if unit is not None and (own := addressees.filter(unit=unit).first()):
        return own
    return None if units is None else addressees.filter(unit__in=units).first()


def passed_on_by(letter: Letter, unit: Unit) -> Letter | None:
    """The unit's own letter that passes this one on, if it began one that it did not withdraw."""
    return letter.passed_on_as.filter(unit=unit).exclude(state=State.WITHDRAWN).order_by("pk").first()


@dataclass(frozen=True)
class Counts:
    """How many units a letter was addressed to, and how many took note."""

    addressed: int
    acknowledged: int


def counts_of(letter: Letter) -> Counts:
    """The counts of one letter: one query."""
    return Counts(
        **letter.addressees.aggregate(
            addressed=Count("pk"), acknowledged=Count("pk", filter=Q(acknowledged_at__isnull=False))
        )
    )


def addressee_names(letter: Letter) -> list[str]:
    """The addressees as they were called on the day of issue, in Vietnamese order."""
    places = places_of(letter.addressees.values_list("unit_id", flat=True), letter.given_on or clock.today())
    return [place.name for place in sorted(places.values(), key=lambda place: place.sort_key)]


@dataclass(frozen=True)
class Row:
    """One addressee on the board; `cells` stand in the order of the board's columns."""

    place: Placement
    acknowledged_at: dt.datetime | None
    progress: tasks.Progress
    cells: list


@dataclass(frozen=True)
class LetterBoard:
    """Who did what of a letter: tasks across, addressees down, the late ones first."""

    columns: list[tasks.Column]
    rows: list[Row]

    @property
    def acknowledged(self) -> int:
        """How many addressees took note."""
        return sum(row.acknowledged_at is not None for row in self.rows)

    @property
    def finished(self) -> int:
        """How many addressees have done every task."""
        return sum(row.progress.total > 0 and row.progress.done == row.progress.total for row in self.rows)

    @property
    def late(self) -> int:
        """How many addressees are late with at least one task."""
        return sum(row.progress.late > 0 for row in self.rows)


def board_of(letter: Letter) -> LetterBoard:
    """The board of an issued letter: four queries, whatever the number of units."""
    addressees = list(letter.addressees.order_by("pk"))
    places = places_of([addressee.unit_id for addressee in addressees], letter.given_on or clock.today())
    grid = tasks.board(letter.group)
    rows = [
        Row(
            place=places[addressee.unit_id],
            acknowledged_at=addressee.acknowledged_at,
            progress=grid.progress_of(addressee.unit_id),
            cells=grid.cells.get(addressee.unit_id, []),
        )
        for addressee in addressees
        if addressee.unit_id in places
    ]
    rows.sort(key=lambda row: (-row.progress.late, row.acknowledged_at is not None, row.place.sort_key))
    return LetterBoard(grid.columns, rows)
