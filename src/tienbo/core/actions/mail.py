"""Mail: written within the act that it tells of, sent by a worker, tried again for a day, kept for ninety."""

import datetime as dt
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from tienbo.core import clock
from tienbo.core.jobs import defer, send_mail
from tienbo.core.mail_delivery import Letter, Outcome, deliver
from tienbo.core.models import OutgoingMail

State = OutgoingMail.State
MINUTE = dt.timedelta(minutes=1)
# How long a message waits after each failure; after the last one it is given up, a day after it was written.
WAITS = tuple(minutes * MINUTE for minutes in (1, 5, 15, 60, 120, 240, 480, 480))
# A server that did not answer is left alone for so long: a hundred messages must not hold up the worker one by one.
REST = MINUTE
KEPT_DAYS = 90


@transaction.atomic
def write_mail(
    *, to: str, subject: str, text: str, key: str, headers: dict[str, str] | None = None
) -> OutgoingMail | None:
    """Write a message, once per `key`; the caller is the act itself. None when it was written before, or when no mail
    server is set up: then the inbox works alone.
    """
    if not settings.MAIL_SERVER or OutgoingMail.objects.filter(key=key).exists():
        return None
    written = OutgoingMail.objects.bulk_create(
        [
            OutgoingMail(
                key=key, to=to, subject=" ".join(subject.split())[:250], text=text, headers=headers or {},
                created_at=clock.now(),
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    mail = OutgoingMail.objects.filter(uid=written[0].uid).first()
    if mail:
        defer(send_mail, key=f"mail-{mail.pk}", number=mail.pk)
    return mail


@transaction.atomic
def send(*, by, number: int) -> OutgoingMail | None:
    """Hand one message to the server, if it still waits. The row is locked meanwhile, so that of two workers one sends.

    A worker that is killed after the server took the message and before this is committed sends it again, with the same
    Message-ID.
    """
    mail = OutgoingMail.objects.select_for_update().filter(pk=number, state=State.WAITING).first()
    if mail is None or not settings.MAIL_SERVER:
        return None
    if _is_silent():
        defer(send_mail, key=f"mail-{mail.pk}", after=REST, number=mail.pk)
        return mail
    _note(mail, deliver(settings.MAIL_SERVER, _letter(mail)))
    mail.save()
    if mail.state == State.WAITING:
        defer(send_mail, key=f"mail-{mail.pk}", after=WAITS[mail.attempts - 1], number=mail.pk)
    return mail


@transaction.atomic
def try_again(*, by) -> int:
    """Send at once what waits, was refused or was given up; returns how many there are. The act that asks for it has
    authorised it.
    """
    stopped = OutgoingMail.objects.select_for_update().exclude(state=State.SENT).order_by("pk")
    numbers = list(stopped.values_list("pk", flat=True))
    OutgoingMail.objects.filter(pk__in=numbers).update(state=State.WAITING, attempts=0, tried_at=None)
    for number in numbers:
        # Of another key than the job that may wait for its hour: that one will find nothing left to do.
        defer(send_mail, key=f"mail-again-{number}", number=number)
    return len(numbers)


@transaction.atomic
def forget_old(*, by) -> int:
    """Messages hold addresses: they are kept for ninety days, whatever became of them."""
    before = clock.now() - dt.timedelta(days=KEPT_DAYS)
    old, _ = OutgoingMail.objects.filter(created_at__lt=before).delete()
    return old


def _is_silent() -> bool:
    """Whether the server failed to answer a moment ago; what it did answer begins with a code."""
    tried = OutgoingMail.objects.filter(state=State.WAITING, tried_at__gt=clock.now() - REST, attempts__gt=0)
    return tried.exclude(last_error__regex=r"^\d{3} ").exists()


def _letter(mail: OutgoingMail) -> Letter:
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return Letter(
        message_id=f"<{mail.uid}@{domain}>",
        sender=settings.MAIL_FROM,
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        date=mail.created_at.astimezone(clock.ZONE),
        headers=mail.headers,
    )


def _note(mail: OutgoingMail, outcome: Outcome) -> None:
    mail.attempts += 1
    mail.tried_at, mail.last_error = clock.now(), outcome.answer
    if outcome.taken:
        mail.state, mail.sent_at = State.SENT, mail.tried_at
    elif outcome.permanent:
        mail.state = State.REFUSED
    elif mail.attempts > len(WAITS):
        mail.state = State.GIVEN_UP
