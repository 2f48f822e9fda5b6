"""The one write of the journal: a line, or the first lines of many things."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from tienbo.core import clock
from tienbo.journal.chain import FIRST, line_digest
from tienbo.journal.models import Line


@transaction.atomic
def record(*, by, action: str, module: str, kind: str, key, unit_uid=None, facts: dict | None = None) -> Line:
    """Write one line about a subject. The caller holds the subject's lock, so a subject's lines are in order."""
    before = Line.objects.about(module, kind, key).order_by("-id").first()
    previous = before.digest if before else FIRST
    line = _line(by, action, module, kind, Subject(key, unit_uid, facts or {}), previous)
    line.save(force_insert=True)
    return line


@dataclass(frozen=True)
class Subject:
    """A thing that a line is about, and what the line says."""

    key: object
    unit_uid: uuid.UUID | None = None
    facts: dict = field(default_factory=dict)


def record_first(*, by, action: str, module: str, kind: str, subjects: Sequence[Subject]) -> None:
    """The first line about each of many things that were just made, in one statement.

    About a thing that has a line already it is refused: two lines cannot follow from the same one.
    """
    Line.objects.bulk_create([_line(by, action, module, kind, subject, FIRST) for subject in subjects], batch_size=2000)


def _line(by, action: str, module: str, kind: str, subject: Subject, previous: str) -> Line:
    at = clock.now().astimezone(dt.UTC)
    actor = str(by.uid) if getattr(by, "uid", None) else None
    # A person who acts by way of another software: the line names it too.
    through = getattr(by, "through", "")
    facts = subject.facts | ({"through": through} if through else {})
    digest = line_digest(
        at=at.isoformat(timespec="microseconds"),
        actor_uid=actor,
        action=action,
        module=module,
        kind=kind,
        key=str(subject.key),
        unit_uid=str(subject.unit_uid) if subject.unit_uid else None,
        facts=facts,
        previous=previous,
    )
    return Line(
        at=at,
        actor_uid=actor,
        action=action,
        module=module,
        kind=kind,
        key=str(subject.key),
        unit_uid=subject.unit_uid,
        facts=facts,
        previous=previous,
        digest=digest,
    )
