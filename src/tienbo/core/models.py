"""Tables that belong to no module: mail on its way out, work done by the clock, days that were decided."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    """One message to one address, written in the transaction of the act that it tells of; a worker sends it.

    ``key`` says what the message is about, so that asking twice writes it once. ``headers`` are added to those that
    every message bears. ``uid`` makes its Message-ID: a message that arrives twice is one to the reader. ``last_error``
    is the server's answer.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        REFUSED = "refused", _("Refused by the mail server")
        GIVEN_UP = "given_up", _("Given up after a day")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
                name="mail_is_sent_at_a_moment",
            )
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="mail_by_state")]

    def __str__(self) -> str:
        return f"{self.key} -> {self.to}: {self.state}"


class PeriodicRun(models.Model):
    """Work that is due at an hour of some days was asked for on this day: it is not asked for again."""

    name = models.CharField(max_length=120)
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="periodic_run_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"


class DayOff(models.Model):
    """What was decided for one day besides the known calendar: offices rest (`is_off`), or work on what would be a day
    off. `words`: why, as a page says it."""

    on = models.DateField(unique=True)
    is_off = models.BooleanField(default=True)
    words = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.on} {'off' if self.is_off else 'worked'} {self.words}".strip()
