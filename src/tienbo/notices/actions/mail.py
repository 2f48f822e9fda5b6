"""Writes of who gets mail, and of the mail itself."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.utils import translation

from tienbo.access.actions import change_details
from tienbo.access.models import Grant, User
from tienbo.access.permissions import roles_with
from tienbo.access.queries import seats_of
from tienbo.core import clock
from tienbo.core.actions.mail import write_mail
from tienbo.core.calendar_entries import entries_for
from tienbo.core.links import link_for
from tienbo.core.models import OutgoingMail
from tienbo.journal.actions import record
from tienbo.notices import letters
from tienbo.notices.models import MailPreference, Notice
from tienbo.notices.queries import lines_of, mail_address_of, preference_of, told
from tienbo.notices.sentences import sentence_of
from tienbo.notices.tokens import BadToken, read_proof, read_stop
from tienbo.units.queries import place_of

Often = MailPreference.Often
# Messages that ask to prove an address, for one person within a day: a wrong address is somebody else's mailbox.
MOST_PROOFS = 5
# How far ahead a digest looks, and how long it goes on naming what is late.
AHEAD = {Often.DAILY: 7, Often.WEEKLY: 14}
LATE_DAYS = 14
# What a first digest looks back on: a week and the morning on which it is written.
FIRST_DIGEST = dt.timedelta(days=8)


class TooManyProofs(ValueError):
    """The person has had an address proved too often today."""


class NoAddress(ValueError):
    """The person's account has no address."""


@transaction.atomic
def choose_mail(*, by: User, often: str, language: str, email: str) -> None:
    """A person says how often, in which language and where he wants mail. A new address is asked to be proved."""
    preference = _locked(by)
    preference.often, preference.language = often, language
    preference.save(update_fields=["often", "language"])
    if email != by.email:
        change_details(by=by, email=email, phone=by.phone)
        by.email = email
    if email and often != Often.NEVER and mail_address_of(by, preference) is None:
        ask_to_prove(by=by)


@transaction.atomic
def ask_to_prove(*, by: User) -> bool:
    """Send the person a link to his address; whether a message was written: within an hour one is enough.

    NoAddress; TooManyProofs after five in a day.
    """
    if not by.email:
        raise NoAddress(str(by))
    preference = _locked(by)
    begins = f"prove-{by.pk}-"
    since = clock.now() - dt.timedelta(days=1)
    if OutgoingMail.objects.filter(key__startswith=begins, created_at__gt=since).count() >= MOST_PROOFS:
        raise TooManyProofs(str(by))
    where = hashlib.sha256(by.email.casefold().encode()).hexdigest()[:16]
    with translation.override(preference.language):
        message = letters.to_prove(by, by.email)
    key = f"{begins}{where}-{clock.now():%Y%m%d%H}"
    return _write(by.email, message, key) is not None


@transaction.atomic
def prove_address(*, by, token: str) -> User:
    """Whoever opened the link reads mail at the address: from now on mail goes there. BadToken, also when the account
    has another address by now.
    """
    claim = read_proof(token)
    user = User.objects.select_for_update().filter(uid=claim.uid, is_active=True).first()
    if user is None or user.email.casefold() != claim.address.casefold():
        raise BadToken
    preference = _locked(user)
    if preference.proved_address != user.email:
        preference.proved_address, preference.proved_at = user.email, clock.now()
        preference.save(update_fields=["proved_address", "proved_at"])
        _journal(user, "user.address_proved")
    return user


@transaction.atomic
def stop_mail(*, by, token: str) -> User:
    """The person wants no more mail; asked twice is done once. BadToken."""
    user = User.objects.select_for_update().filter(uid=read_stop(token)).first()
    if user is None:
        raise BadToken
    preference = _locked(user)
    if preference.often != Often.NEVER:
        preference.often = Often.NEVER
        preference.save(update_fields=["often"])
        _journal(user, "user.mail_stopped")
    return user


@transaction.atomic
def mail_notices(*, by, notices: Sequence[Notice]) -> None:
    """Within the act that wrote these notices: a message to each who wants them at once. Nobody: one query."""
    if not settings.MAIL_SERVER or not notices:
        return
    wanting = MailPreference.objects.filter(often=Often.EACH, user__is_active=True).exclude(proved_address="")
    preferences = {each.user_id: each for each in wanting.select_related("user")}
    if not preferences:
        return
    roles: dict[int, dict[int, set[str]]] = {}
    grants = Grant.objects.on(clock.today()).filter(unit__in={each.unit_id for each in notices}, user__in=preferences)
    for unit, user, role in grants.order_by("user").values_list("unit", "user", "role"):
        roles.setdefault(unit, {}).setdefault(user, set()).add(role)
    for notice in notices:
        for number, held in roles.get(notice.unit_id, {}).items():
            if notice.concerns and held.isdisjoint(roles_with(notice.concerns)):
                continue
            preference, user = preferences[number], preferences[number].user
            if to := mail_address_of(user, preference):
                with translation.override(preference.language):
                    _mail_one(user, notice, to)


@transaction.atomic
def write_digest(*, by, user: User, day: dt.date) -> bool:
    """What is due to a person and what his inboxes received since his last digest, in one message; whether there was
    anything to say. Once per person and day.
    """
    preference = _locked(user)
    to = mail_address_of(user, preference)
    if to is None or preference.often not in AHEAD:
        return False
    now = clock.now()
    since = preference.digested_at or now - FIRST_DIGEST
    with translation.override(preference.language):
        due = [
            entry
            for entry in entries_for(user)
            if -LATE_DAYS <= entry.deadline.days_left(day) <= AHEAD[preference.often]
        ]
        news = [each for seat in seats_of(user) if (each := _news(user, seat, since)).lines]
        if not due and not news:
            return False
        message = letters.digest(user, due, news, day)
    if _write(to, message, f"digest-{user.pk}-{day.isoformat()}") is None:
        return False
    preference.digested_at = now
    preference.save(update_fields=["digested_at"])
    return True


def _news(user: User, seat, since: dt.datetime) -> letters.News:
    rows = lines_of(seat.unit, since, user=user).order_by("-latest", "-last_id")[: letters.MOST_LINES * 5]
    return letters.News(seat.name, [line for line in told(user, seat.unit, rows) if line.unread])


def _mail_one(user: User, notice: Notice, to: str) -> None:
    notice.sentence = sentence_of(notice.code, notice.facts)
    path = link_for(user, notice.unit, notice.module, notice.kind, notice.key)
    message = letters.one_notice(user, place_of(notice.unit).name, notice, path)
    _write(to, message, f"notice-{notice.pk}-{user.pk}")


def _write(to: str, message: letters.Message, key: str) -> OutgoingMail | None:
    return write_mail(to=to, subject=message.subject, text=message.text, key=key, headers=message.headers)


def _locked(user: User) -> MailPreference:
    """The person's preference, made with the defaults where there is none yet, locked for a change."""
    MailPreference.objects.get_or_create(user=user, defaults={"language": preference_of(user).language})
    return MailPreference.objects.select_for_update().get(user=user)


def _journal(user: User, action: str) -> None:
    record(by=user, action=action, module="access", kind="user", key=user.uid)
