"""Tables of rounds."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models
from django.db.models import F, Q

from tienbo.core.authorise import UnitOn
from tienbo.core.deadlines import Deadline
from tienbo.reporting.definitions.models import FormVersion
from tienbo.reporting.rounds.extensions.states import State as Asking
from tienbo.reporting.rounds.states import EDITABLE, State
from tienbo.reporting.rules.models import RuleSet
from tienbo.units.kinds import Kind
from tienbo.units.models import Unit


class Round(models.Model):
    """One collection: a form, a period, a closing date, the tree of a day, and whose it is.

    ``period`` is half-open [start, day after the end). ``previous`` is the round that figures are compared with (flows:
    the same period a year before; stocks: the last closing date); ``half_year`` stands beside an annual round.
    ``rules``: the rule set by which reports are checked; None: the form's own checks. ``drawn_from``: of a paper
    upward, the round whose report of the same unit feeds it: same period and closing date, another form (ADR 0031).
    ``options`` holds what the form leaves to the round: the terms asked per domain, whether it is an election period,
    the coverage (percent) below which no verdict is given, where not all are asked the ``tables`` and ``headings``,
    ``whole``: its one unit answers for its whole territory, and where figures for the whole year are asked the day
    ``estimate_to`` which they reach.
    """

    class Periodicity(models.TextChoices):
        HALF_YEAR = "half_year"
        ANNUAL = "annual"
        ADHOC = "adhoc"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="rounds")
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="rounds")
    report = models.CharField(max_length=10, choices=Periodicity)
    period = DateRangeField()
    closing_on = models.DateField()
    tree_on = models.DateField()
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="next_rounds")
    half_year = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, null=True, blank=True, related_name="rounds")
    drawn_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    options = models.JSONField(default=dict)
    origin = models.CharField(max_length=120, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(period__isempty=False), name="round_period_is_not_empty"),
            models.CheckConstraint(condition=~Q(previous=F("id")), name="round_not_compared_with_itself"),
            models.CheckConstraint(condition=~Q(drawn_from=F("id")), name="round_not_drawn_from_itself"),
        ]
        indexes = [models.Index(fields=["unit", "-closing_on"], name="round_by_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def scope_on(self) -> dt.date:
        """The day whose tree decides who sees what."""
        return self.tree_on

    @property
    def is_paper(self) -> bool:
        """Whether it is a paper upward: one unit's, fed by its report in another round."""
        return self.drawn_from_id is not None

    @property
    def starts_on(self) -> dt.date:
        """First day of the period."""
        return self.period.lower

    @property
    def ends_on(self) -> dt.date:
        """Last day of the period."""
        return self.period.upper - dt.timedelta(days=1)


class RoundDue(models.Model):
    """By when units of a kind send. ``exclusive`` ("trước ngày"): the last on-time day is the day before.

    ``grace_days`` is a silent grace: within it nothing is shown as late.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="dues")
    kind = models.CharField(max_length=20, choices=Kind)
    on = models.DateField()
    exclusive = models.BooleanField(default=True)
    grace_days = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "kind"], name="round_due_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind} {self.on}"

    @property
    def deadline(self) -> Deadline:
        """As a deadline with its sentence."""
        return Deadline(self.on, self.exclusive, grace_days=self.grace_days)

    def is_late(self, day: dt.date) -> bool:
        """Whether something sent on this day is late, the silent grace considered."""
        return self.deadline.is_late(day)


class Participant(models.Model):
    """A unit in a round, as it was on the day of the round's tree: name, kind, sectors, under whom it reports.

    ``superior`` is the nearest participant above it that reports. An exempt participant owes nothing, for a reason. The
    report of a unit that no longer stands stays expected: ``owed_by`` names the successor that writes and sends it.
    ``extended_to`` is the last day on time that the superior granted to this unit, decided at ``extended_at``; None:
    the round's own day holds.
    """

    class Standing(models.TextChoices):
        REPORTS = "reports"
        EXEMPT = "exempt"

    class Variant(models.TextChoices):
        FULL = "full"
        SHORT = "short"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="participants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="participations")
    superior = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reporters")
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.REPORTS)
    owed_by = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    variant = models.CharField(max_length=10, choices=Variant)
    name = models.CharField(max_length=200)
    code = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    sectors = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    sort_key = models.CharField(max_length=800, db_collation="C")
    extended_to = models.DateField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="participant_once_per_round"),
            models.CheckConstraint(
                condition=Q(standing="reports") | Q(owed_by__isnull=True), name="participant_exempt_owes_nothing"
            ),
            models.CheckConstraint(
                condition=Q(standing="reports", owed_by__isnull=True) | ~Q(reason=""),
                name="participant_let_off_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["superior", "sort_key"], name="participant_by_superior")]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The unit's part of an address: ``051``, or ``u77`` without a code."""
        return self.code or f"u{self.unit_id}"

    @property
    def answering_unit(self) -> Unit:
        """Who writes, sends and takes for this participant: the unit, or the successor that owes its report."""
        return self.owed_by or self.unit

    def acting(self, tree_on: dt.date) -> UnitOn:
        """Over whom permissions to act for this participant are asked. A successor stands in today's tree: it need not
        have stood on the round's day."""
        return UnitOn(self.owed_by, None) if self.owed_by else UnitOn(self.unit, tree_on)


class Report(models.Model):
    """A unit's paper in a round. Its state lives here and nowhere else.

    ``proxy`` is the superior's unit when the superior types for the unit; while it is set, the unit itself does not.
    """

    participant = models.OneToOneField(Participant, on_delete=models.PROTECT, related_name="report")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    state = models.CharField(max_length=12, choices=State, default=State.NOT_STARTED)
    proxy = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "round"], name="report_one_per_unit_and_round")]
        indexes = [models.Index(fields=["round", "state"], name="report_by_state")]

    def __str__(self) -> str:
        return f"{self.participant} / {self.round}"

    @property
    def scope_on(self) -> dt.date:
        """The day whose tree decides who sees the report."""
        return self.round.tree_on

    @property
    def answered_by(self) -> UnitOn:
        """Over whom the permissions to write, to send and to take from below are asked."""
        return self.participant.acting(self.round.tree_on)

    @property
    def is_editable(self) -> bool:
        """Whether figures and text may change now."""
        return State(self.state) in EDITABLE


class Extension(models.Model):
    """A unit's request for a later last day on time, with what the superior answered; or a day given unasked, which
    has no ``asked_at`` and no ``until``. The day that holds stands at the participant; these rows say how it came.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="extensions")
    state = models.CharField(max_length=10, choices=Asking)
    asked_by_uid = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    decided_by_uid = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    granted_until = models.DateField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(state="asked"), name="extension_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="granted", granted_until__isnull=False)
                | (~Q(state="granted") & Q(granted_until__isnull=True)),
                name="extension_granted_until_a_day",
            ),
            models.CheckConstraint(
                condition=Q(asked_at__isnull=True, until__isnull=True, state="granted")
                | (Q(asked_at__isnull=False, until__isnull=False) & ~Q(reason="")),
                name="extension_asked_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="extension_decided_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "participant"], name="extension_by_state")]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.state}"
