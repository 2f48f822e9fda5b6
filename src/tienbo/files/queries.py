"""Reads of stored files."""

import hashlib
from collections.abc import Iterator

from tienbo.files import store
from tienbo.files.models import StoredFile


def content(file: StoredFile) -> bytes:
    """The bytes of a stored file."""
    return store.get(file.sha256)


def damaged() -> Iterator[StoredFile]:
    """Stored files whose bytes are gone or no longer have their digest."""
    for file in StoredFile.objects.order_by("id").iterator():
        try:
            data = store.get(file.sha256)
        except FileNotFoundError:
            yield file
            continue
        if hashlib.sha256(data).hexdigest() != file.sha256:
            yield file
