"""The journal in words: which lines a person may read, and the sentence of each act."""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tienbo.access.models import User
from tienbo.access.permissions import ROLE_NAMES, Permission, Role
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.core.clock import ZONE
from tienbo.core.deadlines import form_date
from tienbo.core.links import link_for, link_to
from tienbo.journal.models import Line
from tienbo.units.models import Placement, Unit
from tienbo.units.queries import place_of, search_places

# What was done, told after the person's name. A fact that a line does not hold is left out of its sentence.
ACTS = {
    "calendar.decided": _("recorded what was decided for %(days)s days of the calendar"),
    "calendar.withdrawn": _("took back what was decided for the day %(on)s of the calendar"),
    "committee.established": _("recorded the committee “%(name)s”"),
    "document.number_struck": _("struck the number %(number)s of a document from the register"),
    "document.numbered": _("entered the number %(number)s of a document"),
    "document.recorded": _("put the document %(number)s into the register"),
    "document.file_replaced": _("replaced the file of a document in the register"),
    "form.registered": _("registered the form %(code)s"),
    "form.drafted": _("began version %(version)s of the form %(code)s"),
    "form.changed": _("changed the draft of the form %(code)s, version %(version)s (%(what)s)"),
    "form.read": _("read %(tables)s tables of a file into the draft of the form %(code)s, version %(version)s"),
    "form.discarded": _("threw away the draft of the form %(code)s, version %(version)s"),
    "grant.ended": _("ended a role: %(role)s"),
    "grant.given": _("gave a role: %(role)s, from %(since)s"),
    "layout.begun": _("began to say how the own table “%(name)s” is read"),
    "layout.changed": _("changed how the own table “%(name)s” is read"),
    "layout.discarded": _("threw away the reading of the own table “%(name)s”"),
    "layout.retired": _("retired the reading of the own table “%(name)s”"),
    "layout.used": _("put the reading of the own table “%(name)s” to use"),
    "letter.acknowledged": _("acknowledged the letter"),
    "letter.begun_from": _("began a letter of one's own from the one received"),
    "letter.corrected": _("corrected what was read of the letter"),
    "letter.decided": _("decided about finds in the letter"),
    "letter.discarded": _("discarded a draft letter"),
    "letter.find_added": _("added a find to the letter"),
    "letter.find_corrected": _("corrected a find in the letter"),
    "letter.issued": _("issued the letter %(number)s to %(addressees)s units"),
    "letter.numbered": _("entered the number %(number)s of the letter"),
    "letter.read": _("had a letter read"),
    "letter.reminded": _("reminded units of the letter"),
    "letter.withdrawn": _("withdrew the letter"),
    "mail.tried_again": _("had %(count)s messages sent again"),
    "paper_issuer.ended": _("had reports of the kind %(kind)s be the committee's own papers again, from %(since)s"),
    "paper_issuer.named": _("recorded “%(name)s” as issuer of reports of the kind %(kind)s, from %(since)s"),
    "participant.exempt": _("excused a unit from reporting"),
    "participant.handed_over": _("passed a unit's report to its successor"),
    "participant.reports": _("took a unit back into the round"),
    "question.answered": _("answered a question about the report"),
    "question.asked": _("asked about a place of the report"),
    "question.asked_again": _("asked again about a place of the report"),
    "question.closed": _("closed a question about the report"),
    "question.withdrawn": _("took back a question about the report"),
    "report.accepted": _("took the report, version %(version)s"),
    "report.drawn": _("drew figures of the report from one that was sent"),
    "report.enter": _("began the report"),
    "report.extension_asked": _("asked for more time for the report, until %(until)s"),
    "report.extension_granted": _("gave the unit more time, until %(until)s"),
    "report.extension_refused": _("gave the unit no more time"),
    "report.extension_withdrawn": _("took back the request for more time"),
    "report.issued": _("had the official documents of the report made"),
    "report.justification_withdrawn": _("took back the reason for a warning of the report (%(finding)s)"),
    "report.justified": _("gave the reason for a warning of the report (%(finding)s)"),
    "report.letter_recorded": _("recorded the reminding letter %(number)s"),
    "report.paper_recorded": _("recorded the signed paper %(number)s"),
    "report.prepare": _("put the report forward for signature"),
    "report.proxy_started": _("began to enter figures for the unit"),
    "report.proxy_stopped": _("stopped entering figures for the unit"),
    "report.recalled": _("recalled the report, version %(version)s"),
    "report.reminded": _("reminded %(count)s units of their reports"),
    "report.reopened": _("reopened the report after version %(version)s"),
    "report.resume": _("took the report back to edit it"),
    "report.returned": _("asked for additions to the report, version %(version)s"),
    "report.submitted": _("sent the report, version %(version)s"),
    "round.ladder_set": _("changed on which days the units of the round are reminded"),
    "round.reminded": _("%(count)s units were reminded of their reports by the clock"),
    "round.opened": _("opened the reporting round %(code)s"),
    "round.form_adopted": _("had the round go over from %(before)s to the form %(form)s"),
    "round.rules_adopted": _("had the reports of the round checked by the rules %(rules)s from now on"),
    "rules.changed": _("changed the draft of the rules %(code)s, version %(version)s (%(rule)s)"),
    "rules.discarded": _("threw away the draft of the rules %(code)s, version %(version)s"),
    "rules.drafted": _("began the rules %(code)s, version %(version)s"),
    "rules.released": _("put the rules %(code)s, version %(version)s, in force"),
    "rules.retired": _("put the rules %(code)s, version %(version)s, out of force"),
    "task.amended": _("amended the result of a task"),
    "task.reopened": _("took the result of a task back"),
    "task.reported": _("reported the result of a task"),
    "tasks.assigned": _("gave tasks to units"),
    "tasks.renamed": _("put the document's name on its tasks"),
    "tasks.taken_back": _("took tasks back"),
    "token.issued": _("let the software “%(name)s” read in one's name until %(until)s"),
    "token.issued_to_write": _("let the software “%(name)s” read and write in one's name until %(until)s"),
    "token.revoked": _("revoked the secret of the software “%(name)s”"),
    "unit.closed": _("closed the unit from %(on)s"),
    "unit.established": _("established the unit “%(name)s”"),
    "unit.replaced": _("changed the unit's name or place from %(on)s"),
    "unit.standing_office": _("named the standing office"),
    "user.address_proved": _("confirmed one's own e-mail address"),
    "user.calendar_made": _("made an address for one's own calendar"),
    "user.calendar_revoked": _("closed the address of one's own calendar"),
    "user.created": _("made an account"),
    "user.details_changed": _("changed one's own details"),
    "user.locked": _("locked an account"),
    "user.mail_stopped": _("stopped mail to oneself"),
    "user.password_chosen": _("chose one's own password"),
    "user.password_issued": _("gave out a one-time password"),
    "user.renamed": _("changed the name of an account from “%(before)s” to “%(name)s”"),
    "user.second_factor_removed": _("removed a second factor"),
    "user.unlocked": _("opened an account again"),
}


def choices_of_acts() -> list[tuple[str, object]]:
    """Every act in words, for a filter; the values that stand for a line's own facts are shown as dots."""
    return [(code, _sentence(code, {})) for code in ACTS]


def lines_visible_to(
    user, seat_unit: Unit, *, unit: str = "", action: str = "", since: dt.date | None = None, last_day=None
) -> QuerySet[Line]:
    """Lines about units over which the person keeps the journal; at the top of the tree also those about no
    unit.
    """
    kept = units_where(user, Permission.JOURNAL_VIEW)
    lines = Line.objects.filter(unit_uid__in=kept.values("uid"))
    today = clock.today()
    if place_of(seat_unit, today).parent_id is None:
        lines = Line.objects.filter(Q(unit_uid__in=kept.values("uid")) | Q(unit_uid=None))
    if unit:
        named = search_places(unit, within=kept, on=today).values("unit__uid").order_by()
        lines = lines.filter(unit_uid__in=named)
    if action:
        lines = lines.filter(action=action)
    if since:
        lines = lines.filter(at__gte=_midnight(since))
    if last_day:
        lines = lines.filter(at__lt=_midnight(last_day + dt.timedelta(days=1)))
    return lines


@dataclass(frozen=True)
class Told:
    """One line as a page tells it; `who` is "" for the program itself."""

    at: dt.datetime
    who: str
    sentence: str
    unit_name: str
    unit_url: str
    url: str


def told(lines: list[Line], reader: User, unit: Unit) -> list[Told]:
    """Lines in words for a reader who sits at a unit, with the persons' and units' names: two queries for all."""
    people = {
        user.uid: str(user) for user in User.objects.filter(uid__in={line.actor_uid for line in lines}).order_by("pk")
    }
    places = Placement.objects.filter(unit__uid__in={line.unit_uid for line in lines}).select_related("unit")
    # The latest name wins; a line keeps the unit's uid, not what it was called.
    units = {place.unit.uid: place.name for place in places.order_by("valid_during")}
    return [
        Told(
            at=line.at,
            who=people.get(line.actor_uid, ""),
            sentence=_sentence(line.action, line.facts),
            unit_name=units.get(line.unit_uid, ""),
            unit_url=link_to("units", "unit", str(line.unit_uid)) if line.unit_uid in units else "",
            url=link_for(reader, unit, line.module, line.kind, line.key),
        )
        for line in lines
    ]


class _Facts(dict):
    """A line's facts; one that is not there is left as dots."""

    def __missing__(self, key: str) -> str:
        return "…"


_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _sentence(code: str, facts: dict) -> str:
    act = ACTS.get(code)
    if act is None:
        return code
    shown = _Facts({name: _shown(name, value) for name, value in facts.items()})
    done = str(act) % shown
    if software := facts.get("through"):
        return gettext("%(done)s, through the software “%(software)s”") % {"done": done, "software": software}
    return done


def _shown(name: str, value) -> str:
    if name == "role" and value in set(Role):
        return str(ROLE_NAMES[Role(value)])
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        return form_date(dt.date.fromisoformat(value))
    return str(value) if value != "" else "…"


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZONE)
