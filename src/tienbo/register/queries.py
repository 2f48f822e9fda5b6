"""Reads of the register."""

from tienbo.register.models import OfficialDocument
from tienbo.units.models import Unit


def outgoing_numbered(unit: Unit, number: str, year: int) -> OfficialDocument | None:
    """The outgoing document that bears this number and symbol in the unit's register of the year: numbers begin anew
    with each year, within one a number is given once."""
    return (
        OfficialDocument.objects.filter(
            unit=unit,
            direction=OfficialDocument.Direction.OUTGOING,
            number__iexact=number,
            issued_on__year=year,
        )
        .order_by("pk")
        .first()
    )
