"""Tables of letters."""

import datetime as dt
import uuid

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from tienbo.access.queries import reach_of
from tienbo.core import clock
from tienbo.core.deadlines import Deadline, form_date
from tienbo.files.models import StoredFile
from tienbo.guidance.permissions import ISSUE, VIEW
from tienbo.guidance.states import Decision, Find, Kind, ReportKind, State
from tienbo.register.models import OfficialDocument
from tienbo.tasks.states import Firmness, Recurrence
from tienbo.units.models import Unit


class LetterQuerySet(models.QuerySet):
    def overseen_by(self, user) -> "LetterQuerySet":
        """Letters that left a unit which the person may look at, in the tree of the day they were issued on."""
        reach = reach_of(user, VIEW).filter(descendant=OuterRef("unit"), valid_during__contains=OuterRef("given_on"))
        return self.filter(Exists(reach), given_on__isnull=False)

    def visible_to(self, user) -> "LetterQuerySet":
        """Letters a person may read: drafts of a unit for which he may issue; issued (or withdrawn) ones that left,
        or were addressed to, a unit which he may look at.
        """
        reach = reach_of(user, VIEW)
        sent = reach.filter(descendant=OuterRef("unit"), valid_during__contains=OuterRef("given_on"))
        received = Addressee.objects.filter(
            Exists(reach.filter(descendant=OuterRef("unit"), valid_during__contains=OuterRef(OuterRef("given_on")))),
            letter=OuterRef("pk"),
        )
        drafts = reach_of(user, ISSUE).filter(descendant=OuterRef("unit"), valid_during__contains=clock.today())
        return self.filter(
            Q(state=State.DRAFT) & Exists(drafts) | Q(given_on__isnull=False) & (Exists(sent) | Exists(received))
        )


class Letter(models.Model):
    """One paper that guides units below, from the moment a file was read to its being followed up.

    ``unit`` issues it. ``text`` is the normalised text into which all offsets point; ``reading`` is everything as
    it was read, never changed; the columns beside it hold the values a person let stand or corrected. ``issued_on``
    is the day printed on the paper; ``given_on`` the day it was issued here, whose tree decides who sees it.
    ``document`` is its entry in the register of outgoing papers. ``search_key`` holds number, subject and text for
    searching without tone marks. ``revision`` counts the corrections, so that two
    persons who correct one draft are told. ``based_on`` is the letter from above that it passes on.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letters")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    number = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OFFICIAL_LETTER)
    issuer = models.CharField(max_length=250, blank=True)
    place = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    addressed_to = ArrayField(models.TextField(), default=list, blank=True)
    copy_to = ArrayField(models.TextField(), default=list, blank=True)
    signature = models.JSONField(default=dict)
    contacts = models.JSONField(default=dict)
    attachments = ArrayField(models.TextField(), default=list, blank=True)
    text = models.TextField()
    search_key = models.TextField(db_collation="C")
    reading = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    source_file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(
        OfficialDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on_as")
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    given_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, given_on__isnull=True, issued_at__isnull=True, document__isnull=True)
                | ~Q(state=State.DRAFT) & Q(given_on__isnull=False, issued_at__isnull=False, document__isnull=False),
                name="letter_issued_has_its_day_and_its_place_in_the_register",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "-created_at"], name="letter_by_unit")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """``Công văn số 202/BVSTBCPN-VP, 23/03/2015``: kind, number, day; the subject while there is no number."""
        if not self.number:
            return self.subject[:1].upper() + self.subject[1:] or _("Document without a number")
        title = _("%(kind)s No. %(number)s") % {"kind": self.get_kind_display(), "number": self.number}
        return f"{title}, {form_date(self.issued_on)}" if self.issued_on else title

    @property
    def scope_on(self) -> dt.date | None:
        """The day whose tree decides who may act on it; today while it is a draft."""
        return self.given_on

    @property
    def group(self) -> str:
        """The name under which its tasks are gathered."""
        return f"guidance/letter/{self.uid}"

    def task_key(self, proposal: "Proposal") -> str:
        """What the tasks from this place in the letter are called at every unit."""
        return f"{self.uid}.{proposal.pk}"

    @property
    def warnings(self) -> list[dict]:
        """The reader's reservations, each {code, vi, en}."""
        return self.reading.get("warnings", [])


class Proposal(models.Model):
    """Something found in a letter, or added by a person, and what was decided about it.

    ``start`` and ``end`` are offsets into the letter's text, null for what a person added. ``read`` holds the values as
    they were read; in a letter that passes another on, the find's place in that one (`origin`), whether it is for
    others (`asks_others`) and, where its day was brought forward, what that one asks (`asked_above`). A task's
    ``deadlines``, ``targets`` and ``citations`` are those the reader found inside its text; ``part`` says which of its
    days this one is, where the text sets several. ``report_kind`` says which periodic report a deadline is for.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=10, choices=Find)
    order = models.PositiveIntegerField()
    position = models.CharField(max_length=20, blank=True)
    section_number = models.CharField(max_length=20, blank=True)
    section_title = models.TextField(blank=True)
    text = models.TextField()
    part = models.CharField(max_length=300, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    firmness = models.CharField(max_length=12, choices=Firmness, default=Firmness.REQUIRED)
    due_on = models.DateField(null=True, blank=True)
    due_exclusive = models.BooleanField(default=False)
    due_time = models.TimeField(null=True, blank=True)
    recurrence = models.CharField(max_length=10, choices=Recurrence, blank=True)
    report_kind = models.CharField(max_length=10, choices=ReportKind, blank=True)
    deadlines = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    targets = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    citations = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    read = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PROPOSED)
    is_edited = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "kind", "order"], name="proposal_has_its_own_place"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=models.F("end")),
                name="proposal_covers_some_text",
            ),
            models.CheckConstraint(
                condition=Q(recurrence="") | Q(due_on__isnull=True),
                name="proposal_that_recurs_has_no_single_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.text[:80]}".strip()

    @property
    def deadline(self) -> Deadline | None:
        """When it is due, or None."""
        return Deadline(self.due_on, self.due_exclusive, self.due_time) if self.due_on else None

    @property
    def origin(self) -> tuple[int, int] | None:
        """Of a find in a letter that passes another on: its place in the letter above."""
        start, end = self.read.get("start"), self.read.get("end")
        return None if start is None or end is None else (start, end)

    @property
    def asked_above(self) -> Deadline | None:
        """When the letter above wants what this one wants earlier; ``round_below`` says which round sets that day."""
        above = self.read.get("above")
        return Deadline(dt.date.fromisoformat(above["due_on"]), above["due_exclusive"]) if above else None

    @property
    def asks_others(self) -> bool:
        """Whether the letter above asks it of other kinds of units than stand below."""
        return self.read.get("asks_others", False)

    @property
    def round_below(self) -> str:
        """The title of the round that sets the earlier day; "" when the usual number of days does."""
        return self.read.get("above", {}).get("round", "")


class Addressee(models.Model):
    """A unit to which a letter was issued, and when somebody there took note of it."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letters_received")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by_uid = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "unit"], name="addressee_once_per_letter"),
        ]
        indexes = [models.Index(fields=["unit", "letter"], name="addressee_by_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} <- letter {self.letter_id}"
