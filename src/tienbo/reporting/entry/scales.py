"""In what unit figures of money are shown and typed. They are kept in đồng whatever it is.

A page says its unit in the address to which it sends (``?scale=million``), so that what was typed is read in the unit
in which it was typed, also when somebody chooses another one meanwhile or the figures wait for a connection.
"""

from dataclasses import replace
from decimal import Decimal

from tienbo.reporting.definitions.cells import Figure, Text
from tienbo.reporting.definitions.schema import Table
from tienbo.reporting.entry.models import TableScale
from tienbo.reporting.rounds.models import Report

Scale = TableScale.Scale
FACTORS = {Scale.DONG: Decimal(1), Scale.MILLION: Decimal(10) ** 6}
UNITS = {Scale.DONG: Text("đồng", "dong"), Scale.MILLION: Text("triệu đồng", "million dong")}
NOT_WHOLE = Text(
    "Số này tính ra đồng bị lẻ: ghi nhiều nhất sáu chữ số sau dấu phẩy (triệu đồng).",
    "This is not a whole number of dong: write at most six digits after the comma (million dong).",
)


def has_money(table: Table) -> bool:
    """Whether a unit is chosen for a table at all."""
    return any(row.kind == "money" for row in table.rows)


def scale_of(report: Report, table: str) -> Scale:
    """The unit in which a report shows and takes the money of a table: đồng unless another one was chosen."""
    found = TableScale.objects.filter(report=report, table=table).values_list("scale", flat=True).first()
    return Scale(found or Scale.DONG)


def scale_named(text: str | None) -> Scale:
    """The unit that an address names; đồng where it names none that there is."""
    return Scale(text) if text in Scale.values else Scale.DONG


def shown(figure: Figure, scale: Scale) -> Figure:
    """A figure of money as it is shown."""
    return (
        figure if figure.value is None or scale == Scale.DONG else replace(figure, value=figure.value / FACTORS[scale])
    )


def in_dong(value: Decimal, scale: Scale) -> Decimal | None:
    """What was typed, in đồng; None when đồng would not stay whole. What is typed in đồng is left to the checks."""
    found = value * FACTORS[scale]
    return None if scale != Scale.DONG and found != found.to_integral_value() else found
