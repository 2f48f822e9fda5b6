"""The one write of the journal."""

import datetime as dt

from django.db import transaction

from tienbo.core import clock
from tienbo.journal.chain import FIRST, line_digest
from tienbo.journal.models import Line


@transaction.atomic
def record(*, by, action: str, module: str, kind: str, key, unit_uid=None, facts: dict | None = None) -> Line:
    """Write one line about a subject. The caller holds the subject's lock, so a subject's lines are in order."""
    facts = facts or {}
    before = Line.objects.about(module, kind, key).order_by("-id").first()
    previous = before.digest if before else FIRST
    at = clock.now().astimezone(dt.UTC)
    actor = str(by.uid) if getattr(by, "uid", None) else None
    digest = line_digest(
        at=at.isoformat(timespec="microseconds"),
        actor_uid=actor,
        action=action,
        module=module,
        kind=kind,
        key=str(key),
        facts=facts,
        previous=previous,
    )
    return Line.objects.create(
        at=at,
        actor_uid=actor,
        action=action,
        module=module,
        kind=kind,
        key=str(key),
        unit_uid=unit_uid,
        facts=facts,
        previous=previous,
        digest=digest,
    )
