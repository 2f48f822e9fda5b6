"""Digests: at seven each morning one job asks for one per person, so that no one's trouble stops the others."""

import datetime as dt

from tienbo.access.models import User
from tienbo.core.authorise import SYSTEM
from tienbo.core.jobs import MONDAY, defer, job, periodic
from tienbo.notices.actions.mail import write_digest
from tienbo.notices.queries import wanting_digest


@periodic(at=dt.time(7))
@job
def ask_for_digests(*, day: str) -> None:
    """Ask for the digest of each person who wants one today."""
    is_monday = dt.date.fromisoformat(day).weekday() == MONDAY
    for user in wanting_digest(is_monday):
        defer(send_digest, key=f"digest-{user}", user=user, day=day)


@job
def send_digest(*, user: int, day: str) -> None:
    """Write one person's digest."""
    if person := User.objects.filter(pk=user).first():
        write_digest(by=SYSTEM, user=person, day=dt.date.fromisoformat(day))
