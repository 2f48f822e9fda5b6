"""Tables of reminders."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tienbo.register.models import OfficialDocument
from tienbo.reporting.reminders.ladder import Ladder
from tienbo.reporting.rounds.models import Participant, Report, Round


class RoundLadder(models.Model):
    """The ladder of a round that chose another than the usual one (``ladder.Ladder``)."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="ladder")
    days = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    weekly = models.BooleanField(default=True)

    class Meta:
        db_table = "reporting_ladder"

    def __str__(self) -> str:
        return f"{self.round_id}: {self.days}"

    @property
    def ladder(self) -> Ladder:
        """As the pure core has it."""
        return Ladder(tuple(self.days), self.weekly)


class ReminderSent(models.Model):
    """A unit was reminded on a rung of its ladder. ``due_on`` is the last day on time from which the rung was counted:
    a granted extension is another day, and its ladder begins anew."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    rung = models.SmallIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "due_on", "rung"], name="reminder_once_per_rung"),
            # Two rungs of a changed ladder may fall on one day: one word a day is enough.
            models.UniqueConstraint(fields=["participant", "on"], name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.rung} on {self.on}"


class RemindingLetter(models.Model):
    """An official letter that urged units below to send, as it stands in the register; its file is the document's.

    `report` is the sender's, `addressed` are those to whom it went: they are told of it, and may read it.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="reminding_letters")
    addressed = models.ManyToManyField(Participant, related_name="+")
    document = models.OneToOneField(OfficialDocument, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.document}"
