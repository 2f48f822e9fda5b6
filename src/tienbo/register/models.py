"""The table of official documents."""

from django.db import models
from django.db.models import Q

from tienbo.files.models import StoredFile
from tienbo.units.models import Unit


class OfficialDocument(models.Model):
    """One paper in a unit's register. ``number`` is blank until the records clerk enters it."""

    class Direction(models.TextChoices):
        INCOMING = "incoming"
        OUTGOING = "outgoing"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="official_documents")
    direction = models.CharField(max_length=10, choices=Direction)
    kind = models.CharField(max_length=30)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=250, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=500)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "direction", "-issued_on"], name="document_by_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number", "issued_on"],
                condition=Q(direction="outgoing") & ~Q(number=""),
                name="document_number_given_once_by_unit_and_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number or '…'} {self.subject}"
