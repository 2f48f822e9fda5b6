"""Reads of the journal."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from tienbo.journal.chain import FIRST, SCHEMES, line_digest
from tienbo.journal.models import Line


@dataclass(frozen=True)
class Broken:
    """A line whose digest or whose place in its subject's chain is wrong."""

    line_id: int
    subject: str
    reason: str


def history(module: str, kind: str, key):
    """The lines about one thing, oldest first."""
    return Line.objects.about(module, kind, key)


def broken_lines() -> Iterator[Broken]:
    """Every line that does not follow from the one before it; empty when the journal is whole."""
    last: dict[tuple[str, str, str], str] = {}
    for line in Line.objects.order_by("id").iterator(chunk_size=5000):
        subject = (line.module, line.kind, line.key)
        name = "/".join(subject)
        if not any(line.digest == _digest(line, scheme) for scheme in SCHEMES):
            yield Broken(line.pk, name, "digest")
        if line.previous != last.get(subject, FIRST):
            yield Broken(line.pk, name, "order")
        last[subject] = line.digest


def _digest(line: Line, scheme: int) -> str:
    return line_digest(
        at=line.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        actor_uid=str(line.actor_uid) if line.actor_uid else None,
        action=line.action,
        module=line.module,
        kind=line.kind,
        key=line.key,
        unit_uid=str(line.unit_uid) if line.unit_uid else None,
        facts=line.facts,
        previous=line.previous,
        scheme=scheme,
    )
