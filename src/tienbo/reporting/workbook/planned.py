"""The sheets of a workbook that are read: of the report it is for, each table once. Pure."""

from collections import Counter
from collections.abc import Iterator

from tienbo.reporting.workbook.facts import FileFacts, KnownSheet
from tienbo.reporting.workbook.layout import SheetPlan


def planned(facts: FileFacts) -> Iterator[tuple[KnownSheet, SheetPlan]]:
    """Each sheet that is read, with what it should hold."""
    if facts.expected is None:
        return
    times = Counter(each.identity.table for each in facts.true)
    for each in facts.true:
        table = each.identity.table
        if times[table] == 1 and table in facts.expected.plans:
            yield each, facts.expected.plans[table]
