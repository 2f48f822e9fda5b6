"""Bytes by their digest on the disk. A write is whole or not there: temporary name, fsync, rename."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def digest_of(data: bytes) -> str:
    """The name of the bytes: their SHA-256 (hex)."""
    return hashlib.sha256(data).hexdigest()


def put(data: bytes) -> str:
    """Keep the bytes; returns their digest. Keeping the same bytes twice costs nothing."""
    digest = digest_of(data)
    path = path_of(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest


def get(digest: str) -> bytes:
    """The bytes with this digest. FileNotFoundError when they are gone."""
    return path_of(digest).read_bytes()


def remove(digest: str) -> None:
    """Take the bytes away; nothing happens when they are gone already."""
    path_of(digest).unlink(missing_ok=True)
