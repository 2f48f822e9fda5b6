"""The certificates that an office believes, from a folder of PEM or DER files."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import pem, x509

MOST_FILES = 1_000
MOST_BYTES = 1024 * 1024
ENDINGS = {".pem", ".crt", ".cer", ".der"}


class RootsUnreadable(Exception):
    """The folder, or a file in it, cannot be read as certificates. `path` is which; `vi` and `en` are sentences."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.vi = f"Không đọc được chứng thư gốc trong {path}: cần thư mục các tệp .pem, .crt, .cer, .der."
        self.en = f"No certificates can be read from {path}: a folder of .pem, .crt, .cer, .der files is needed."
        super().__init__(self.en)


@dataclass(frozen=True)
class Roots:
    """Certificates that end a chain. None at all: nothing is configured, and nobody is trusted."""

    certificates: tuple[x509.Certificate, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.certificates)

    @property
    def fingerprint(self) -> str:
        """One SHA-256 over all of them, whatever their order; "" for none."""
        if not self.certificates:
            return ""
        return hashlib.sha256(b"".join(sorted(each.sha256 for each in self.certificates))).hexdigest()


def roots_of(data: bytes) -> Roots:
    """The certificates of one file: one in DER, or any number in PEM. ValueError for anything else."""
    found = [data]
    if pem.detect(data):
        found = [der for kind, _headers, der in pem.unarmor(data, multiple=True) if kind == "CERTIFICATE"]
    certificates = tuple(x509.Certificate.load(der, strict=True) for der in found)
    for each in certificates:
        each.subject.native  # noqa: B018  Parsed lazily: what is no certificate shows here.
    return Roots(certificates)


def roots_in(folder: Path | str | None) -> Roots:
    """The certificates of a folder; none without a folder. RootsUnreadable names the first file that holds none."""
    if not folder:
        return Roots()
    folder = Path(folder)
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError as error:
        raise RootsUnreadable(folder) from error
    found: dict[bytes, x509.Certificate] = {}
    for path in paths[:MOST_FILES]:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise ValueError("no certificate is so large")
            certificates = roots_of(path.read_bytes()).certificates
        except (OSError, ValueError, TypeError) as error:
            raise RootsUnreadable(path) from error
        found |= {each.sha256: each for each in certificates}
    return Roots(tuple(found.values()))
