"""Search: the same words in units, letters, tasks and reports, each as far as the person sees."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tienbo.access.permissions import Permission
from tienbo.access.queries import reach_of, units_visible_to
from tienbo.core.links import link_to
from tienbo.core.vietnamese import nfc
from tienbo.guidance import queries as letters
from tienbo.guidance.models import Letter
from tienbo.reporting.rounds.models import Report
from tienbo.tasks import queries as tasks
from tienbo.tasks.models import Task
from tienbo.units.models import Placement
from tienbo.units.queries import search_places

MOST = 20


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    url: str
    detail: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first `MOST`."""

    label: str
    hits: list[Hit]

    @property
    def more(self) -> bool:
        """Whether there may be more than is shown."""
        return len(self.hits) == MOST


@dataclass(frozen=True)
class Found:
    """What was found, by kind."""

    groups: tuple[Group, ...]

    @property
    def total(self) -> int:
        """How many things are shown."""
        return sum(len(group.hits) for group in self.groups)


def find_everywhere(user, text: str, on: dt.date) -> Found:
    """The first `MOST` of each kind; tone marks may be left out in names of units."""
    return Found((_units(user, text, on), _letters(user, text), _tasks(user, text), _reports(user, text)))


def _units(user, text: str, on: dt.date) -> Group:
    places = search_places(text, within=units_visible_to(user, on), on=on)[:MOST]
    hits = [Hit(place.name, reverse("home:unit", args=[place.unit.uid]), place.parent_name or "") for place in places]
    return Group(_("Units"), hits)


def _letters(user, text: str) -> Group:
    found = letters.search(text, Letter.objects.visible_to(user), MOST)
    hits = [Hit(letter.subject, reverse("guidance:letter", args=[letter.uid]), letter.number) for letter in found]
    return Group(_("Documents"), hits)


def _tasks(user, text: str) -> Group:
    found = tasks.find(text, Task.objects.visible_to(user), MOST)
    hits = [Hit(task.text, reverse("tasks:task", args=[task.pk]), task.source) for task in found]
    return Group(_("Tasks"), hits)


def _reports(user, text: str) -> Group:
    """Reports of units called so (whenever), and those of rounds whose title holds the words."""
    called = Q(unit__in=Placement.objects.named(text).values("unit"))
    found = reports_seen_by(user).filter(called | Q(round__title__icontains=nfc(text)))
    hits = [
        Hit(report.participant.name, link_to("reporting", "report", str(report.pk)), report.round.title)
        for report in found[:MOST]
    ]
    return Group(_("Reports"), hits)


def reports_seen_by(user) -> QuerySet[Report]:
    """Reports that a person may read, each in the tree of its own round; the newest round first."""
    seen = reach_of(user, Permission.REPORT_VIEW).filter(
        descendant=OuterRef("unit"), valid_during__contains=OuterRef("round__tree_on")
    )
    reports = Report.objects.filter(Exists(seen)).select_related("round", "participant")
    return reports.order_by("-round__closing_on", "participant__sort_key", "pk")
