"""The table of stored files."""

import uuid

from django.db import models


class StoredFile(models.Model):
    """One file as somebody gave or issued it: its name, kind and digest. The bytes lie in the store."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_at = models.DateTimeField()
    stored_by_uid = models.UUIDField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="file_size_not_negative")]

    def __str__(self) -> str:
        return self.name
