"""Reads of the inbox."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    Func,
    JSONField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, TruncDate

from tienbo.access.models import Grant
from tienbo.access.permissions import Permission, roles_with
from tienbo.core import clock
from tienbo.core.clock import ZONE
from tienbo.core.links import link_for
from tienbo.notices.models import CalendarFeed, MailPreference, Notice, Reading, Seen
from tienbo.notices.sentences import MANY, sentence_of, sentence_of_many
from tienbo.units.models import Unit

# What a notice may be the matter of: those who write the unit's report, those who take reports from below.
CONCERNS = (Permission.REPORT_ENTER, Permission.REPORT_TAKE)


@dataclass(frozen=True)
class Line:
    """One line of the inbox: a notice, or what many units did on a day (`notices`, the newest first).

    Each notice has its `sentence`, its `url` ("" when it has no page) and `is_unread`.
    """

    notices: tuple[Notice, ...]
    sentence: str

    @property
    def latest(self) -> Notice:
        """The newest, whose moment the line bears."""
        return self.notices[0]

    @property
    def unread(self) -> tuple[Notice, ...]:
        """Those that the person has not read."""
        return tuple(notice for notice in self.notices if notice.is_unread)


def lines_of(unit: Unit, since: dt.datetime | None = None, *, user=None) -> QuerySet:
    """The lines of an inbox (since a moment; those that are this person's matter), as rows with `latest` (a moment),
    `last_id`, and the `ids` of the notices in each.

    Notices of one day and one code in `MANY` whose facts differ in the unit alone are one line.
    """
    alone = Case(When(code__in=MANY, then=Value(0)), default=F("id"), output_field=BigIntegerField())
    notices = Notice.objects.filter(unit=unit, at__gt=since) if since else Notice.objects.filter(unit=unit)
    if user is not None:
        notices = notices.filter(_matter_of(user, unit))
    return (
        notices.annotate(day=TruncDate("at", tzinfo=ZONE), shared=_without("facts", "unit"), alone=alone)
        .order_by()
        .values("day", "code", "shared", "alone")
        .annotate(latest=Max("at"), last_id=Max("id"), ids=ArrayAgg("id"))
    )


def _matter_of(user, unit: Unit) -> Q:
    """Notices of the unit that are a person's matter: everyone's, and those of a permission that he holds there."""
    held = Grant.objects.on(clock.today()).filter(user=user, unit=unit)
    found = Q(concerns="")
    for permission in CONCERNS:
        found |= Q(concerns=permission) & Exists(held.filter(role__in=roles_with(permission)))
    return found


def _without(column: str, key: str) -> Func:
    """A JSON object without one of its keys."""
    return Func(
        F(column), Cast(Value(key), TextField()), template="(%(expressions)s)", arg_joiner=" - ",
        output_field=JSONField(),
    )  # fmt: skip


def told(user, unit: Unit, rows: Iterable[dict]) -> list[Line]:
    """Rows of `lines_of` in words."""
    rows = list(rows)
    wanted = [number for row in rows for number in row["ids"]]
    unread = set(_unread(user, unit).filter(id__in=wanted).values_list("id", flat=True))
    notices = Notice.objects.in_bulk(wanted)
    for notice in notices.values():
        notice.is_unread = notice.pk in unread
        notice.sentence = sentence_of(notice.code, notice.facts)
        notice.url = link_for(user, unit, notice.module, notice.kind, notice.key)
    return [_line([notices[number] for number in row["ids"]]) for row in rows]


def _line(found: list[Notice]) -> Line:
    notices = sorted(found, key=lambda notice: (notice.at, notice.pk), reverse=True)
    latest = notices[0]
    units = {notice.facts.get("unit") for notice in notices}
    sentence = sentence_of_many(latest.code, latest.facts, len(units)) if len(units) > 1 else latest.sentence
    return Line(tuple(notices), sentence)


def latest_lines(user, unit: Unit, limit: int) -> list[Line]:
    """The newest lines of an inbox that are the person's matter."""
    return told(user, unit, lines_of(unit, user=user).order_by("-latest", "-last_id")[:limit])


def unread_count(user, unit: Unit) -> int:
    """How many notices of the unit this person has not read."""
    return _unread(user, unit).count()


def newest_id(unit: Unit) -> int:
    """The number of the notice that came last into the unit's inbox; 0 for an empty one."""
    return Notice.objects.filter(unit=unit).aggregate(last=Max("id"))["last"] or 0


def keys_told(*, code: str, module: str, kind: str, keys: Iterable, since: dt.datetime) -> set[str]:
    """Of the things with these keys, those of which a notice of this code has told since a moment."""
    found = Notice.objects.filter(module=module, kind=kind, key__in=[str(key) for key in keys], code=code)
    return set(found.filter(at__gte=since).order_by().values_list("key", flat=True))


def _unread(user, unit: Unit) -> QuerySet[Notice]:
    reading = Reading.objects.filter(user=user, unit=unit).first()
    seen = Seen.objects.filter(user=user, notice=OuterRef("pk"))
    return Notice.objects.filter(
        ~Exists(seen), _matter_of(user, unit), unit=unit, id__gt=reading.up_to if reading else 0
    )


def preference_of(user) -> MailPreference:
    """How often a person wants mail; the defaults, unsaved, where he has said nothing."""
    return MailPreference.objects.filter(user=user).first() or MailPreference(user=user)


def mail_address_of(user, preference: MailPreference) -> str | None:
    """Where mail to a person goes: his account's address if that is the one that he proved; else None."""
    is_proved = bool(user.email) and preference.proved_address.casefold() == user.email.casefold()
    return user.email if user.is_active and is_proved else None


def wanting_digest(monday: bool) -> list[int]:
    """The persons (by their keys) who want a digest today: those of every day, and on Monday those of every week."""
    wanted = [MailPreference.Often.DAILY] + ([MailPreference.Often.WEEKLY] if monday else [])
    found = MailPreference.objects.filter(often__in=wanted, user__is_active=True).exclude(proved_address="")
    return list(found.order_by("user").values_list("user", flat=True))


def hash_of(secret: str) -> str:
    """What is kept of a feed's secret. It is drawn by the machine and long, so it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of_secret(secret: str) -> CalendarFeed | None:
    """The feed at a secret address, of a person who may still enter."""
    feeds = CalendarFeed.objects.filter(secret_hash=hash_of(secret), user__is_active=True)
    return feeds.select_related("user").first()
