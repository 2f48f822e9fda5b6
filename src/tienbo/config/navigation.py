"""What stands around every page: the rail, the unit switcher, the inbox count, whom to ring.

Only what the person can use where he sits is shown. Everything that costs a query is asked when a page shows
it, so a fragment costs nothing.
"""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.shared_device import is_shared
from tienbo.notices.queries import unread_count
from tienbo.units.queries import Contact, contact_above, contact_of_root, place_of

P = Permission


@dataclass(frozen=True)
class Entry:
    """A word: the page it opens, what a person must hold at his unit to use it, and the pages it stands for.

    `covers` holds beginnings of URL names.
    """

    label: object
    url_name: str
    icon: str
    covers: tuple[str, ...]
    needs: Permission | None = None
    # Only for whoever sits at the unit under which all others stand.
    at_the_top: bool = False


# Eight words at most; one whose module is not there yet is not shown.
RAIL = (
    Entry(_("Desk"), "home:desk", "desk", ("home:desk",)),
    Entry(_("Documents"), "guidance:list", "document", ("guidance:",), P.LETTER_VIEW),
    Entry(_("Tasks"), "tasks:list", "task", ("tasks:",), P.TASK_VIEW),
    Entry(_("Reports"), "reporting:reports", "report", ("reporting:",), P.REPORT_VIEW),
    Entry(_("Indicators"), "indicators:list", "indicator", ("indicators:",), P.REPORT_VIEW),
    Entry(_("Activities"), "outreach:list", "activity", ("outreach:",), P.REPORT_VIEW),
    Entry(_("Inspections"), "inspections:list", "inspection", ("inspections:",), P.REPORT_VIEW),
    Entry(
        _("Units"),
        "home:units",
        "unit",
        ("home:unit", "home:journal", "home:system", "home:day_", "committees:")
        + ("access:people", "access:person", "access:role", "access:delegate"),
        P.UNIT_VIEW,
    ),
)
UNIT_TABS = (
    Entry(_("Units"), "home:units", "unit", ("home:units",), P.UNIT_VIEW),
    Entry(_("People"), "access:people", "person", ("access:people",), P.UNIT_VIEW),
    Entry(_("Journal"), "home:journal", "history", ("home:journal",), P.JOURNAL_VIEW),
    Entry(_("Calendar and mail"), "home:system", "settings", ("home:system",), P.SYSTEM_KEEP, at_the_top=True),
)


def chrome(request) -> dict:
    """Template context `chrome` of every page."""
    return {"chrome": Chrome(request)}


class Chrome:
    """The frame of one page, asked piece by piece."""

    def __init__(self, request) -> None:
        self._request = request
        self._seat = getattr(request, "seat", None)
        match = getattr(request, "resolver_match", None)
        self._view_name = match.view_name if match else ""

    @property
    def demo(self) -> bool:
        """Whether the banner of the demonstration is shown."""
        return settings.DEMO

    @cached_property
    def today(self):
        """The day in Viet Nam, as the program's clock has it."""
        return clock.today()

    @property
    def unit(self) -> str:
        """The name of the unit where the person sits; "" without a seat."""
        return self._seat.name if self._seat else ""

    @cached_property
    def units(self) -> list[dict]:
        """The units to choose from: {value, label, current}."""
        return [
            {"value": str(seat.unit.uid), "label": seat.name, "current": seat.unit == self._seat.unit}
            for seat in getattr(self._request, "seats", [])
        ]

    @cached_property
    def rail(self) -> list[dict]:
        """The words of the rail: {label, url, icon, current}; none without a seat."""
        return self._shown(RAIL)

    @cached_property
    def unit_tabs(self) -> list[dict]:
        """The pages about units and people."""
        return self._shown(UNIT_TABS)

    @cached_property
    def urls(self) -> dict:
        """Addresses that the frame itself uses."""
        urls = {"home": reverse("home:desk"), "help": reverse("home:help"), "about": reverse("home:about")}
        if self._is_known:
            urls["profile"] = reverse("access:profile")
            urls["mail"] = _address("notices:preferences")
            if any(P.REPORT_VIEW in seat.permissions for seat in getattr(self._request, "seats", [])):
                urls["software"] = reverse("access:tokens")
        if self._seat:
            urls |= {
                "search": reverse("home:search"),
                "inbox": reverse("notices:inbox"),
                "switch": reverse("access:seat"),
            }
        return urls

    @property
    def person(self) -> str:
        """The uid of the person, to whom what the device keeps belongs; "" before signing in."""
        return str(self._request.user.uid) if self._is_known else ""

    @property
    def is_shared_device(self) -> bool:
        """Whether others use the device too, so that nothing may be kept on it."""
        return is_shared(self._request)

    @cached_property
    def inbox_count(self) -> int:
        """Notices that the person has not seen."""
        return unread_count(self._request.user, self._seat.unit) if self._seat else 0

    @cached_property
    def contact(self) -> Contact | None:
        """Whom to ring: the standing office above the unit; before signing in, that of the top of the tree."""
        return contact_above(self._seat.unit, self.today) if self._seat else contact_of_root(self.today)

    @cached_property
    def _is_at_the_top(self) -> bool:
        return place_of(self._seat.unit, self.today).parent_id is None

    @property
    def _is_known(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    def _shown(self, entries: tuple[Entry, ...]) -> list[dict]:
        if not self._seat:
            return []
        held = self._seat.permissions
        return [
            {
                "label": entry.label,
                "url": url,
                "icon": entry.icon,
                "current": self._view_name.startswith(entry.covers),
            }
            for entry in entries
            if (entry.needs is None or entry.needs in held)
            and (not entry.at_the_top or self._is_at_the_top)
            and (url := _address(entry.url_name))
        ]


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
