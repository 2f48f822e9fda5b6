"""Checking a report's own figures against its form. Pure.

Only own figures are checked: every total above is a sum of figures that were checked where they arose, and over
units of which some gave one part of a relation and some another, a relation between totals means nothing.

A missing value never makes a finding, except that a table in which nothing was said is one. One mistake gives one
sentence: a relation is not judged on a cell that already breaks a more basic rule (women above the total, a part
above its whole, or a check that stands instead of one of these), because it would only repeat it.

K26 of the form's plan (a commune entered by its superior and reporting itself) is not a check: the two cannot both
be taken, by construction.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.lines import RoundOptions, Variant
from tienbo.reporting.definitions.schema import Check, Definition
from tienbo.reporting.rules.builtin import CHECKS
from tienbo.reporting.rules.findings import Finding
from tienbo.reporting.rules.relations import broken_relations
from tienbo.reporting.rules.sheet import Sheet

__all__ = ["Finding", "check"]


def check(
    definition: Definition,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
    cells: Mapping[Cell, Figure],
    previous: Mapping[Cell, Figure] | None = None,
    half_year: Mapping[Cell, Figure] | None = None,
    justified: Collection[str] = (),
) -> list[Finding]:
    """What is wrong or doubtful in a unit's own figures, in the order of the form.

    `cells`: the figures; a cell that is absent is blank. `previous`: the unit's figures in the report that this one
    is compared with; `half_year`: those of this year's half-year report, given only when both windows start on the
    same day. What needs them is not judged without them. `justified`: keys (`Finding.key`) of warnings for which a
    justification was given; they are returned marked. An error cannot be justified.
    """
    sheet = Sheet(
        definition,
        kind=kind,
        sectors=sectors,
        variant=variant,
        options=options,
        cells=cells,
        previous=previous,
        half_year=half_year,
    )
    wanted = [rule for rule in definition.checks if options.report in rule.reports]
    found = [finding for rule in wanted if rule.builtin for finding in CHECKS[rule.builtin](sheet, rule)]
    errors = {target for finding in found if finding.severity == "error" for target in finding.cells}
    instead = _relations_broken(sheet, [rule for rule in wanted if rule.instead_of], but=errors)
    said = errors.union(*(finding.cells for finding in instead))
    found += instead + _relations_broken(sheet, [rule for rule in wanted if not rule.instead_of], but=said)
    marked = [
        replace(finding, is_justified=finding.severity == "warning" and finding.key in justified) for finding in found
    ]
    return sorted(marked, key=lambda finding: (finding.table, finding.row_id or "", finding.code))


def _relations_broken(sheet: Sheet, rules: Collection[Check], *, but: Collection[Cell]) -> list[Finding]:
    """What these rules find on cells about which nothing was said yet."""
    return [
        finding
        for rule in rules
        for finding in broken_relations(sheet, rule)
        if not any(target in but for target in finding.cells)
    ]
