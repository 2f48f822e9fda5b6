"""The tables of the inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tienbo.units.models import Unit


class Notice(models.Model):
    """One fact for one unit: `code` chooses the sentence, `facts` fill it, the link says where to look.

    ``concerns``: the permission of those at the unit whose matter it is ("" for everyone there). The whole unit can
    read it in the inbox; it is unread, on the desk and in the mail of those alone.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    module = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    concerns = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-id"], name="notice_by_unit"),
            models.Index(fields=["module", "kind", "key", "code"], name="notice_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.code} -> {self.unit_id}"


class Reading(models.Model):
    """A person has read the notices of a unit up to one of them: all that stood there when he said so."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    up_to = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "unit"], name="reading_one_per_person_and_unit")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.unit_id}: {self.up_to}"


class Seen(models.Model):
    """A person has read one notice by itself. It falls away once his `Reading` reaches beyond the notice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="seen")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "notice"], name="seen_once_per_person_and_notice")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.notice_id}"


class MailPreference(models.Model):
    """How often a person wants mail, in which language, and the address that he has proved to be his.

    Mail goes to the address of his account only while it is the proved one. ``digested_at``: what the inbox had
    received by then, the last digest told.
    """

    class Often(models.TextChoices):
        NEVER = "never", _("Never: I read the inbox")
        EACH = "each", _("Each notice at once")
        DAILY = "daily", _("One letter a day, at 7:00")
        WEEKLY = "weekly", _("One letter a week, on Monday at 7:00")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_preference")
    often = models.CharField(max_length=8, choices=Often, default=Often.DAILY)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="vi")
    proved_address = models.EmailField(blank=True)
    proved_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proved_address="") | Q(proved_at__isnull=False), name="mail_address_proved_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.often}"


class CalendarFeed(models.Model):
    """The secret address at which a calendar program reads a person's due days. Only the secret's SHA-256 is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="vi")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} since {self.made_at:%Y-%m-%d}"
