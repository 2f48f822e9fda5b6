"""The fingerprint under which an issued file is kept."""

from __future__ import annotations

import hashlib


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of a file's bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
