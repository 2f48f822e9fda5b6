"""The tables of the inbox."""

from django.conf import settings
from django.db import models

from tienbo.units.models import Unit


class Notice(models.Model):
    """One fact for one unit: `code` chooses the sentence, `facts` fill it, the link says where to look."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    module = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)

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
