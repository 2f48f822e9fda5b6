"""The one write of `files`."""

from django.db import transaction

from tienbo.core import clock
from tienbo.files import store
from tienbo.files.models import StoredFile


@transaction.atomic
def store_file(*, by, name: str, media_type: str, data: bytes) -> StoredFile:
    """Keep a file. The bytes reach the disk before the row: a killed process leaves at most unreferenced bytes."""
    digest = store.put(data)
    return StoredFile.objects.create(
        name=name[-255:],
        media_type=media_type,
        size=len(data),
        sha256=digest,
        stored_at=clock.now(),
        stored_by_uid=getattr(by, "uid", None),
    )
