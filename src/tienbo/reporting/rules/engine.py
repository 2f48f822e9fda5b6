"""Checking a report's own figures against its form. Pure.

Only own figures are checked: every total above is a sum of figures that were checked where they arose, and over
units of which some gave one part of a relation and some another, a relation between totals means nothing.

A missing value never makes a finding, except that a table in which nothing was said is one. One mistake gives one
sentence: a relation is not judged on a cell that already breaks a more basic rule (women above the total, a part
above its whole, or a check that stands instead of one of these), because it would only repeat it.

K26 of the form's plan (a commune entered by its superior and reporting itself) is not a check: the two cannot both
be taken, by construction.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from tienbo.reporting.definitions.cells import Cell, Figure
from tienbo.reporting.definitions.expressions import parse_relation, references
from tienbo.reporting.definitions.lines import RoundOptions, Variant
from tienbo.reporting.definitions.schema import Check, Definition
from tienbo.reporting.rules.builtin import CHECKS
from tienbo.reporting.rules.comparing import apart_from_another, beside_name, outside_limits, unlike_earlier
from tienbo.reporting.rules.estimates import ESTIMATE_CHECKS, FINDERS
from tienbo.reporting.rules.findings import Finding
from tienbo.reporting.rules.relations import broken_relations
from tienbo.reporting.rules.sheet import Figures, Sheet
from tienbo.reporting.rules.territory import AS_DRAWN, softened, unlike_drawn

__all__ = ["EARLIER", "Finding", "check", "needed_beside"]

# What built-in rules look at besides the report itself.
_BUILTIN_BESIDE = {
    "money_near_previous": "previous",
    "term_unchanged": "previous",
    "annual_includes_half_year": "half_year",
}
# The name of the unit's earlier comparable reports among what rules need.
EARLIER = "earlier"


def needed_beside(checks: Iterable[Check], *, kind: str, report: str) -> frozenset[str]:
    """The names of what these checks look at besides the report (see `Sheet`), for a kind of unit and of report."""
    return frozenset().union(*(_beside_of(rule) for rule in checks if _is_for(rule, kind, report)))


@lru_cache(maxsize=1024)
def _beside_of(rule: Check) -> frozenset[str]:
    found = {reference.at for text in rule.relations for reference in references(parse_relation(text))} - {"now"}
    if rule.builtin in _BUILTIN_BESIDE:
        found.add(_BUILTIN_BESIDE[rule.builtin])
    if rule.against is not None:
        found.add(beside_name(rule))
    if rule.outlier is not None:
        found.add(EARLIER)
    return frozenset(found)


def _is_for(rule: Check, kind: str, report: str) -> bool:
    return report in rule.reports and (not rule.kinds or kind in rule.kinds)


def check(
    definition: Definition,
    *,
    kind: str,
    sectors: Collection[str] = (),
    variant: Variant = "full",
    options: RoundOptions,
    cells: Mapping[Cell, Figure],
    checks: Sequence[Check] | None = None,
    beside: Mapping[str, Figures | None] | None = None,
    earlier: Sequence[Figures] = (),
    justified: Collection[str] = (),
    memo: dict[Check, list[Finding]] | None = None,
) -> list[Finding]:
    """What is wrong or doubtful in a unit's own figures, in the order of the form.

    `cells`: the figures; a cell that is absent is blank. `checks`: the rules they are held to; None: the form's own.
    `beside`, `earlier`: other reports by name (`Sheet`); ``half_year`` is given only when both windows start on the
    same day. What needs one that is not there is not judged. `justified`: keys (`Finding.key`) of warnings for which a
    justification was given; they are returned marked. An error cannot be justified. `memo`: what single rules found,
    kept by who checks the same figures by several rule sets.
    """
    sheet = Sheet(
        definition,
        kind=kind,
        sectors=sectors,
        variant=variant,
        options=options,
        cells=cells,
        checks=checks,
        beside=beside,
        earlier=earlier,
    )
    wanted = [rule for rule in sheet.checks if _is_for(rule, kind, options.report)]
    if options.estimate_to:
        wanted += ESTIMATE_CHECKS
    found_by = partial(_found, sheet, {} if memo is None else memo)
    found = [finding for rule in wanted if rule.builtin for finding in found_by(rule)]
    found += [finding for rule in wanted if rule.limits for finding in found_by(rule)]
    errors = {target for finding in found if finding.severity == "error" for target in finding.cells}
    instead = _unsaid(found_by, [rule for rule in wanted if rule.instead_of and rule.relations], but=errors)
    said = errors.union(*(finding.cells for finding in instead))
    found += instead + _unsaid(found_by, [rule for rule in wanted if rule.relations and not rule.instead_of], but=said)
    found += _unsaid(found_by, [rule for rule in wanted if rule.against], but=said)
    if options.whole:
        found = [*softened(found, wanted), *unlike_drawn(sheet, AS_DRAWN)]
    # What is only unusual is not said of a cell about which anything else was said.
    mentioned = {target for finding in found for target in finding.cells}
    found += _unsaid(found_by, [rule for rule in wanted if rule.outlier], but=mentioned)
    marked = [
        replace(finding, is_justified=finding.severity == "warning" and finding.key in justified) for finding in found
    ]
    return sorted(marked, key=lambda finding: (finding.table, finding.row_id or "", finding.code))


# What this built-in rule finds depends on the other rules of the set.
_NEVER_KEPT = "part_within_whole"


def _found(sheet: Sheet, memo: dict[Check, list[Finding]], rule: Check) -> list[Finding]:
    """What one rule finds by itself."""
    if rule.builtin == _NEVER_KEPT:
        return list(CHECKS[rule.builtin](sheet, rule))
    if rule not in memo:
        memo[rule] = list(_find_of(rule)(sheet, rule))
    return memo[rule]


def _find_of(rule: Check) -> Callable[[Sheet, Check], Iterable[Finding]]:
    if rule.code in FINDERS and rule in ESTIMATE_CHECKS:
        return FINDERS[rule.code]
    if rule.builtin:
        return CHECKS[rule.builtin]
    if rule.limits:
        return outside_limits
    if rule.against:
        return apart_from_another
    return unlike_earlier if rule.outlier else broken_relations


def _unsaid(
    found_by: Callable[[Check], list[Finding]], rules: Iterable[Check], *, but: Collection[Cell]
) -> list[Finding]:
    """What these rules find on cells about which nothing was said yet."""
    return [finding for rule in rules for finding in found_by(rule) if not any(cell in but for cell in finding.cells)]
