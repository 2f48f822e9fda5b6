"""Sorting and paging of a list whose whole state is in the address: ``?sort=-due&page=3`` beside any filters.

An address somebody mistyped or kept from last year still shows a list: an unknown order is the default one, a page
past the end is the last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import QueryDict

from tienbo.core.incoming import whole_number

PAGE_SIZE = 50
# Pages shown around the present one.
_NEAR = 2


@dataclass(frozen=True)
class PageLink:
    """One entry of the pager: a page with its address, the present page, or a gap."""

    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Listing:
    """One page of a list, and the addresses around it.

    `rows` are this page's; `first` and `last` count from 1 (0 and 0 for an empty list); `sort` is the key in use,
    `descending` its direction; `query` the address's parameters.
    """

    rows: Sequence
    total: int
    page: int
    pages: int
    first: int
    last: int
    sort: str
    descending: bool
    query: QueryDict

    def url(self, **changes: str | int | None) -> str:
        """The address with these parameters changed; None takes one away."""
        query = self.query.copy()
        for name, value in changes.items():
            if value is None:
                query.pop(name, None)
            else:
                query[name] = str(value)
        return f"?{query.urlencode()}" if query else "?"

    def page_url(self, number: int) -> str:
        """The address of a page; the first needs no parameter."""
        return self.url(page=number if number > 1 else None)

    @property
    def previous_url(self) -> str:
        """The page before, or nothing."""
        return self.page_url(self.page - 1) if self.page > 1 else ""

    @property
    def next_url(self) -> str:
        """The page after, or nothing."""
        return self.page_url(self.page + 1) if self.page < self.pages else ""

    @property
    def page_links(self) -> list[PageLink]:
        """First, last and near pages, with gaps between."""
        shown = sorted({1, self.pages, *range(max(1, self.page - _NEAR), min(self.pages, self.page + _NEAR) + 1)})
        links: list[PageLink] = []
        for number in shown:
            if links and number - links[-1].number > 1:
                links.append(PageLink(number=number - 1, gap=True))
            links.append(PageLink(number, self.page_url(number), current=number == self.page))
        return links

    def sort_url(self, key: str) -> str:
        """The address sorted by this key, turned round when it already is; back on the first page."""
        turned = self.sort == key and not self.descending
        return self.url(sort=f"-{key}" if turned else key, page=None)

    def direction(self, key: str) -> str:
        """The ``aria-sort`` of a column: ascending, descending, or nothing when the list is not sorted by it."""
        if key != self.sort:
            return ""
        return "descending" if self.descending else "ascending"


def make_listing(
    rows: QuerySet | Sequence,
    *,
    query: QueryDict,
    sorts: Mapping[str, Sequence[str]],
    default: str,
    size: int = PAGE_SIZE,
) -> Listing:
    """One page of `rows` in the order the address asks for.

    `sorts` names each order and the fields behind it (``{"due": ("due_on", "pk")}``); the last field must make the
    order total, else two pages may show a row twice. `default` is one of them, with ``-`` for descending. A plain
    sequence is taken in the order it has: `sorts` may then be empty.
    """
    asked = query.get("sort", default)
    if asked.removeprefix("-") not in sorts:
        asked = default
    key, descending = asked.removeprefix("-"), asked.startswith("-")
    if isinstance(rows, QuerySet):
        fields = [_turned(field) if descending else field for field in sorts[key]]
        rows = rows.order_by(*fields)
        total = rows.count()
    else:
        total = len(rows)
    pages = max(1, -(-total // size))
    page = min(max(whole_number(query.get("page"), default=1), 1), pages)
    start = (page - 1) * size
    shown = list(rows[start : start + size])
    first = start + 1 if shown else 0
    return Listing(shown, total, page, pages, first, start + len(shown), key, descending, query)


def _turned(field: str) -> str:
    return field.removeprefix("-") if field.startswith("-") else f"-{field}"
