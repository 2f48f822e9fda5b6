"""Writes of elements and observations. Called by the module whose report they come from, which has authorised."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from psycopg.types.range import Range

from tienbo.core import clock
from tienbo.indicators.models import Breakdown, DataElement, Observation
from tienbo.indicators.queries import breakdown_ids, element_ids
from tienbo.units.models import Unit

# What a newer form may say otherwise about an element.
REWORDED = ("name_vi", "name_en", "unit_label", "is_restricted")


class ElementChanged(ValueError):
    """A form gives an existing element another nature, kind or aggregation: that would break its series."""


@dataclass(frozen=True)
class Window:
    """When and within which boundaries figures hold; see `Observation`. `period` is half-open."""

    period: Range
    closing_on: dt.date
    tree_on: dt.date


@dataclass(frozen=True)
class OwnFigure:
    """A unit's own figure to be observed."""

    element: str
    breakdown: str
    value: Decimal | None
    flag: str


@transaction.atomic
def register_elements(*, elements: Iterable[DataElement], breakdowns: Iterable[str], rewords: str = "") -> None:
    """Add the elements and breakdowns that a form uses; names may be reworded, meaning may not change.

    `rewords` begins the codes of the elements that the form may reword: what a unit's own form says of an element that
    others share is read from that form alone.
    """
    known = {element.code: element for element in DataElement.objects.select_for_update()}
    new, reworded = [], []
    for element in elements:
        old = known.get(element.code)
        if old is None:
            new.append(element)
        elif (old.kind, old.nature, old.aggregation) != (element.kind, element.nature, element.aggregation):
            raise ElementChanged(element.code)
        elif element.code.startswith(rewords) and any(
            getattr(old, name) != getattr(element, name) for name in REWORDED
        ):
            element.pk = old.pk
            reworded.append(element)
    DataElement.objects.bulk_create(new)
    DataElement.objects.bulk_update(reworded, REWORDED)
    register_breakdowns(codes=breakdowns)


@transaction.atomic
def register_breakdowns(*, codes: Iterable[str]) -> None:
    """Add breakdowns that are not there yet."""
    Breakdown.objects.bulk_create([Breakdown(code=code) for code in sorted(set(codes))], ignore_conflicts=True)


# One statement with four arrays: a report has some 440 figures, and it is taken while somebody waits. Row by row
# through the ORM the same insert takes several times as long.
_INSERT = """
INSERT INTO indicators_observation (
    unit_id, period, closing_on, tree_on, source_module, source_kind, source_key, recorded_at,
    element_id, breakdown_id, value, flag
)
SELECT
    %(unit)s, %(period)s, %(closing_on)s, %(tree_on)s, %(module)s, %(kind)s, %(key)s, %(moment)s,
    element, breakdown, value, flag
FROM unnest(
    %(elements)s::bigint[], %(breakdowns)s::bigint[], %(values)s::numeric[], %(flags)s::text[]
) AS given (element, breakdown, value, flag)
"""


@transaction.atomic
def observe(
    *, unit: Unit, window: Window, figures: list[OwnFigure], source: tuple[str, str, str], replaces: str | None
) -> None:
    """Record a unit's own figures from a source (module, kind, key).

    Those of the key that it replaces are superseded, and so is what another source said of the same cells for the same
    period: the last one taken prevails (ADR 0014).
    """
    moment = clock.now()
    module, kind, key = source
    elements = element_ids(figure.element for figure in figures)
    breakdowns = breakdown_ids(figure.breakdown for figure in figures)
    cells = {(elements[figure.element], breakdowns[figure.breakdown]) for figure in figures}
    current = Observation.objects.filter(unit=unit, period=window.period, superseded_at__isnull=True)
    over = [
        pk
        for pk, element, breakdown, *stated_by in current.values_list(
            "pk", "element_id", "breakdown_id", "source_module", "source_kind", "source_key"
        )
        if (element, breakdown) in cells or stated_by == [module, kind, replaces]
    ]
    if over:
        Observation.objects.filter(pk__in=over).update(superseded_at=moment)
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "unit": unit.pk,
                "period": window.period,
                "closing_on": window.closing_on,
                "tree_on": window.tree_on,
                "module": module,
                "kind": kind,
                "key": key,
                "moment": moment,
                "elements": [elements[figure.element] for figure in figures],
                "breakdowns": [breakdowns[figure.breakdown] for figure in figures],
                "values": [figure.value for figure in figures],
                "flags": [figure.flag for figure in figures],
            },
        )
