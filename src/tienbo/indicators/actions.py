"""Writes of elements and observations. Called by the module whose report they come from, which has authorised."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from tienbo.core import clock
from tienbo.indicators.models import Breakdown, DataElement, Observation
from tienbo.indicators.queries import breakdown_ids, element_ids
from tienbo.units.models import Unit


class ElementChanged(ValueError):
    """A form gives an existing element another nature, kind or aggregation: that would break its series."""


@dataclass(frozen=True)
class OwnFigure:
    """A unit's own figure to be observed."""

    element: str
    breakdown: str
    value: Decimal | None
    flag: str


@transaction.atomic
def register_elements(*, elements: Iterable[DataElement], breakdowns: Iterable[str]) -> None:
    """Add the elements and breakdowns that a form uses; names may be reworded, meaning may not change."""
    known = {element.code: element for element in DataElement.objects.select_for_update()}
    new = []
    for element in elements:
        old = known.get(element.code)
        if old is None:
            new.append(element)
        elif (old.kind, old.nature, old.aggregation) != (element.kind, element.nature, element.aggregation):
            raise ElementChanged(element.code)
    DataElement.objects.bulk_create(new)
    register_breakdowns(codes=breakdowns)


@transaction.atomic
def register_breakdowns(*, codes: Iterable[str]) -> None:
    """Add breakdowns that are not there yet."""
    Breakdown.objects.bulk_create(
        [Breakdown(code=code) for code in sorted(set(codes))], ignore_conflicts=True
    )


@transaction.atomic
def observe(
    *, unit: Unit, period, figures: list[OwnFigure], source: tuple[str, str, str], replaces: str | None
) -> None:
    """Record a unit's own figures from a source (module, kind, key); those of the key it replaces are superseded."""
    moment = clock.now()
    module, kind, key = source
    if replaces is not None:
        Observation.objects.filter(
            source_module=module, source_kind=kind, source_key=replaces, superseded_at__isnull=True
        ).update(superseded_at=moment)
    elements = element_ids(figure.element for figure in figures)
    breakdowns = breakdown_ids(figure.breakdown for figure in figures)
    Observation.objects.bulk_create(
        [
            Observation(
                unit=unit,
                element_id=elements[figure.element],
                breakdown_id=breakdowns[figure.breakdown],
                period=period,
                value=figure.value,
                flag=figure.flag,
                source_module=module,
                source_kind=kind,
                source_key=key,
                recorded_at=moment,
            )
            for figure in figures
        ]
    )
