"""A rule set as text: YAML read strictly into checks, written back, its digest, what changed between two. Pure.

The text is ``form`` (the code of the form), ``title`` (vi, en) and ``rules``, a list of checks in the language of a
form's own (`definitions.schema.Check`). A rule set is whole: what it does not hold is not checked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

import yaml
from pydantic import StringConstraints, ValidationError

from tienbo.reporting.definitions.check_consistency import problems_of_checks
from tienbo.reporting.definitions.loading import data_digest, problems_named, read_yaml
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.schema import Bilingual, Check, Definition, Part

# More rules than any form needs; a larger text is a mistake or an attack.
MOST_RULES = 300
LARGEST_TEXT = 400_000


class RuleBook(Part):
    """What a rule set says."""

    form: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    title: Bilingual
    rules: tuple[Check, ...]

    def rule(self, code: str) -> Check | None:
        """The rule of this code."""
        return next((rule for rule in self.rules if rule.code == code), None)


@lru_cache(maxsize=32)
def read_book(text: str) -> RuleBook:
    """Read a rule set; the same text gives the same object. Raises DefinitionError with every problem of its shape."""
    if len(text) > LARGEST_TEXT:
        raise DefinitionError([_too_large()])
    raw = read_yaml(text)
    try:
        book = RuleBook.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError(problems_named(error, raw)) from None
    if len(book.rules) > MOST_RULES:
        raise DefinitionError([_too_large()])
    return book


def _too_large() -> Problem:
    return Problem(
        "rules",
        f"Quá lớn: nhiều nhất {MOST_RULES} quy tắc.",
        f"Too large: at most {MOST_RULES} rules.",
    )


def read_rule(text: str) -> Check:
    """Read one rule, a mapping in YAML. Raises DefinitionError, with places inside the rule."""
    if len(text) > LARGEST_TEXT:
        raise DefinitionError([_too_large()])
    raw = read_yaml(text)
    if isinstance(raw, tuple) and len(raw) == 1:
        raw = raw[0]
    try:
        return Check.model_validate(raw)
    except ValidationError as error:
        raise DefinitionError(problems_named(error, raw)) from None


def problems_of_book(book: RuleBook, definition: Definition, *, forms: Collection[str] | None = None) -> list[Problem]:
    """Where a rule set and the form disagree; `forms`: see `problems_of_checks`."""
    found = list(problems_of_checks(definition, book.rules, forms=forms))
    if book.form != definition.code:
        wanted = definition.code
        found.append(
            Problem(
                "form",
                f"Bộ quy tắc này dành cho mẫu “{book.form}”, không phải “{wanted}”: sửa form hoặc chọn mẫu khác.",
                f"These rules are for the form “{book.form}”, not “{wanted}”: correct form, or take another form.",
            )
        )
    return found


def book_text(book: RuleBook) -> str:
    """The rule set as YAML, one rule after the other, only what it says itself."""
    head = _yaml({"form": book.form, "title": _data(book.title)})
    rules = "".join("- " + rule_text(rule).replace("\n", "\n  ").rstrip() + "\n" for rule in book.rules)
    return head + ("rules:\n" + rules if rules else "rules: []\n")


def rule_text(rule: Check) -> str:
    """One rule as YAML, its code and severity first."""
    data = _data(rule)
    first = {key: data.pop(key) for key in ("code", "severity", "vi", "en")}
    return _yaml(first | data)


def book_digest(book: RuleBook) -> str:
    """SHA-256 (hex) of what the rule set says, like that of a form definition."""
    return data_digest(_data(book))


def book_of_form(definition: Definition) -> RuleBook:
    """The form's own checks as a rule set, to begin with."""
    title = Bilingual(vi="Quy tắc kiểm tra báo cáo", en="Rules for checking reports")
    return RuleBook(form=definition.code, title=title, rules=definition.checks)


def with_rule(book: RuleBook, rule: Check, *, instead_of: str = "") -> RuleBook:
    """The book with a rule in the place of another (by code), or at its end."""
    rules = list(book.rules)
    places = [number for number, each in enumerate(rules) if each.code == instead_of]
    if places:
        rules[places[0]] = rule
    else:
        rules.append(rule)
    return book.model_copy(update={"rules": tuple(rules)})


def without_rule(book: RuleBook, code: str) -> RuleBook:
    """The book without the rule of this code."""
    return book.model_copy(update={"rules": tuple(rule for rule in book.rules if rule.code != code)})


@dataclass(frozen=True)
class Change:
    """A rule that two sets do not say alike. `before` or `after` None: one of them does not have it; `parts`: the keys
    in which they differ."""

    code: str
    before: Check | None
    after: Check | None
    parts: tuple[str, ...] = ()


def changes_between(before: Sequence[Check], after: Sequence[Check]) -> list[Change]:
    """What the second set says otherwise, in its order; what it no longer has last."""
    old, new = {rule.code: rule for rule in before}, {rule.code: rule for rule in after}
    found = []
    for code, rule in new.items():
        if code not in old:
            found.append(Change(code, None, rule))
        elif parts := _differing(old[code], rule):
            found.append(Change(code, old[code], rule, parts))
    found += [Change(code, rule, None) for code, rule in old.items() if code not in new]
    return found


def _differing(before: Check, after: Check) -> tuple[str, ...]:
    """A part left out says the same as its usual value given."""
    return tuple(name for name in Check.model_fields if getattr(before, name) != getattr(after, name))


def free_code(rules: Sequence[Check], retired: Collection[str] = ()) -> str:
    """A code that no rule bears: ``Q`` stands for a rule set's own rules, ``K`` for the form's."""
    taken = {rule.code for rule in rules} | set(retired)
    return next(code for number in range(1, 1000) if (code := f"Q{number:02d}") not in taken)


def _data(part: Part) -> Any:
    return part.model_dump(mode="json", exclude_unset=True)


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)
