"""Bytes by their digest on the disk. A write is whole or not there: temporary name, fsync, rename."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def path_of(digest: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def put(data: bytes) -> str:
    """Keep the bytes; returns their SHA-256 (hex). Keeping the same bytes twice costs nothing."""
    digest = hashlib.sha256(data).hexdigest()
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
