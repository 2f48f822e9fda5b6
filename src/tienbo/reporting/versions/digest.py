"""The digest of a report version; pure. Frozen by docs/digest.md and its test vectors: a scheme is never changed, only
followed by another.

    digest = H(scheme, header, figures, narrative, totals, children)

where each part is itself a hash, so that a proof needs only the sibling hashes and reveals nobody else's figures.
H is SHA-256 over the parts, each preceded by its length in bytes as 8 bytes, big end first.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

# What is sent now is sealed by this scheme; scheme 1 had no nonce for the totals, scheme 2 not the rules.
SCHEME = 3


def joined_hash(*parts: bytes) -> bytes:
    """SHA-256 over length-prefixed parts: no two lists of parts share a hash."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(len(part).to_bytes(8, "big"))
        sha.update(part)
    return sha.digest()


def canonical_text(text: str) -> str:
    """NFC with LF line ends."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def canonical_number(value: Decimal | None) -> str | None:
    """No exponent, no trailing zero, no sign on zero: 12, 0.5, -3. None stays None."""
    if value is None:
        return None
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def canonical_json(value) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8, every text canonical. Floats are refused: numbers are text here."""
    return json.dumps(_canonical(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _canonical(value):
    if isinstance(value, str):
        return canonical_text(value)
    if isinstance(value, float):
        raise TypeError("a float has no canonical form")
    if isinstance(value, Mapping):
        return {canonical_text(key): _canonical(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(each) for each in value]
    return value


@dataclass(frozen=True)
class Parts:
    """The five hashes under a digest of a scheme."""

    scheme: int
    header: bytes
    figures: bytes
    narrative: bytes
    totals: bytes
    children: bytes

    def digest(self) -> str:
        """The digest of the version, hex."""
        name = f"tienbo-digest-{self.scheme}".encode()
        return joined_hash(name, self.header, self.figures, self.narrative, self.totals, self.children).hex()


def parts_of(
    *,
    header: Mapping,
    figures: list,
    justifications: list,
    narrative: Mapping,
    totals: list,
    outstanding: list,
    children: Iterable[tuple[str, str]],
    nonce_figures: str,
    nonce_narrative: str,
    nonce_totals: str = "",
    scheme: int = SCHEME,
) -> Parts:
    """The hashes of a version's content.

    header: unit uid, round uid, form digest, version number, previous digest, tree date; from scheme 2 on also the
    period and the closing day, from scheme 3 on the digest of the rule set ("": the form's own). `nonce_totals`: "" in
    scheme 1. figures: [[element, breakdown, number or null, flag, note]]; totals: [[element, breakdown, number or null,
    expected, reported, estimated, not collected, not applicable, withheld]]; both sorted. children: (unit uid, digest),
    any order.
    """
    ordered = [f"{uid}:{digest}".encode() for uid, digest in sorted(children)]
    salt = [bytes.fromhex(nonce_totals)] if scheme > 1 else []
    return Parts(
        scheme=scheme,
        header=joined_hash(canonical_json(header)),
        figures=joined_hash(
            bytes.fromhex(nonce_figures),
            canonical_json(sorted(figures, key=_cell)),
            canonical_json(justifications),
        ),
        narrative=joined_hash(bytes.fromhex(nonce_narrative), canonical_json(narrative)),
        totals=joined_hash(*salt, canonical_json(sorted(totals, key=_cell)), canonical_json(outstanding)),
        children=joined_hash(*ordered),
    )


def _cell(row: list) -> tuple[str, str]:
    return row[0], row[1]
