"""What the lineage panel shows: a figure, the parts that make it, one step down at a time. For
``{% include "core/_lineage.html" %}`` with one context object `lineage`.

The link to it: ``<a class="lineage-link" href="URL" hx-get="URL" hx-target="#side" hx-push-url="true">1.234</a>``.
The view answers ``core/_lineage.html`` when ``request.htmx``, else ``core/lineage_page.html``: one address for both.
"""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part of a sum. `share` 0..100 draws its bar; `state` says why it has no figure (``late``, ``exempt``, ...);
    `mark` is a code of ``statuses.MARKS``; `url` the step down."""

    label: str
    text: str = ""
    share: float = 0
    url: str = ""
    mark: str = ""
    state: str = ""
    days: int = 0


@dataclass(frozen=True)
class Step:
    """One thing that happened to the cell somebody typed: newest first."""

    at: dt.datetime
    text: str
    by: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Crumb:
    """A step above this one; the last is where we are."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Lineage:
    """A figure and where it comes from. `what` names row and column, `where` the unit, `when` the period.

    `covered` of `expected` units gave a figure. `warnings` are whole sentences (differs from the signed figure, ...).
    """

    what: str
    where: str
    when: str
    text: str
    parts: tuple[Part, ...] = ()
    crumbs: tuple[Crumb, ...] = ()
    history: tuple[Step, ...] = ()
    covered: int = 0
    expected: int = 0
    estimated: int = 0
    unit: str = ""
    mark: str = ""
    formula: str = ""
    warnings: tuple[str, ...] = ()
