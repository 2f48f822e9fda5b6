"""What one version of a form asks otherwise than another: by elements, which are what series are made of. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tienbo.reporting.definitions.drafting.editing import short_elements
from tienbo.reporting.definitions.schema import Definition, Part

Kind = Literal["new", "gone", "otherwise", "moved"]
# What of a row is its place and no content.
_PLACES = frozenset({"row"})


@dataclass(frozen=True)
class Change:
    """One part that two versions do not say alike. `before` or `after` None: one of them does not have it; `parts`: the
    keys in which they differ; `moved`: it stands elsewhere among those that both have."""

    key: str
    before: Part | None
    after: Part | None
    parts: tuple[str, ...] = ()
    moved: bool = False

    @property
    def kind(self) -> Kind:
        """New, gone, said otherwise, or only moved."""
        if self.before is None:
            return "new"
        if self.after is None:
            return "gone"
        return "otherwise" if self.parts else "moved"


@dataclass(frozen=True)
class FormChanges:
    """Everything that changed. `rows` by element, `kept`: elements that both ask, so that their series go on; `others`:
    names of the other parts that differ."""

    rows: tuple[Change, ...]
    tables: tuple[Change, ...]
    headings: tuple[Change, ...]
    checks: tuple[Change, ...]
    indicators: tuple[Change, ...]
    others: tuple[str, ...]
    kept: int

    @property
    def new(self) -> int:
        """Elements that were not asked before."""
        return sum(change.kind == "new" for change in self.rows)

    @property
    def gone(self) -> int:
        """Elements that are not asked any more: their series end."""
        return sum(change.kind == "gone" for change in self.rows)

    def __bool__(self) -> bool:
        parts = (self.rows, self.tables, self.headings, self.checks, self.indicators, self.others)
        return any(parts)


def compared(before: Definition, after: Definition) -> FormChanges:
    """What the second version says otherwise than the first."""
    rows_before, rows_after = before.row_by_code, after.row_by_code
    tables = {code: before.table_of(row).code for code, row in rows_before.items()}
    moved = _moved(list(rows_before), list(rows_after)) | {
        code for code, row in rows_after.items() if code in tables and tables[code] != after.table_of(row).code
    }
    seen = {"form", "tables", "narrative", "checks", "indicators"}
    return FormChanges(
        rows=_changes(rows_before, rows_after, moved, leaving=_PLACES),
        tables=_changes(
            {table.code: table for table in before.tables},
            {table.code: table for table in after.tables},
            _moved([table.code for table in before.tables], [table.code for table in after.tables]),
            leaving=frozenset({"rows"}),
        ),
        headings=_changes(*_by_code(before.narrative, after.narrative)),
        checks=_changes(*_by_code(before.checks, after.checks)),
        indicators=_changes(*_by_code(before.indicators, after.indicators)),
        others=tuple(
            name for name in Definition.model_fields if name not in seen and not _is_same_part(name, before, after)
        ),
        kept=len(rows_before.keys() & rows_after.keys()),
    )


def _is_same_part(name: str, before: Definition, after: Definition) -> bool:
    """The short form is compared by elements: its rows change their numbers with every row above them."""
    if name == "short_form":
        kinds = before.short_form.kinds == after.short_form.kinds
        return kinds and short_elements(before) == short_elements(after)
    return getattr(before, name) == getattr(after, name)


def _by_code(before: Sequence[Part], after: Sequence[Part]) -> tuple[Mapping, Mapping, set[str]]:
    old, new = {each.code: each for each in before}, {each.code: each for each in after}
    return old, new, _moved(list(old), list(new))


def _changes(
    old: Mapping[str, Part], new: Mapping[str, Part], moved: set[str], leaving: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """In the order of the second, what is gone last."""
    found = []
    for code, part in new.items():
        if code not in old:
            found.append(Change(code, None, part))
            continue
        parts = _differing(old[code], part, leaving)
        if parts or code in moved:
            found.append(Change(code, old[code], part, parts, code in moved))
    found += [Change(code, part, None) for code, part in old.items() if code not in new]
    return tuple(found)


def _differing(before: Part, after: Part, leaving: frozenset[str]) -> tuple[str, ...]:
    """A part left out says the same as its usual value given."""
    names = (name for name in type(after).model_fields if name not in leaving)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Those that both have and that stand elsewhere among each other: the fewest that explain the new order."""
    common = set(before) & set(after)
    old, new = [code for code in before if code in common], [code for code in after if code in common]
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return common - {code for block in blocks for code in old[block.a : block.a + block.size]}
