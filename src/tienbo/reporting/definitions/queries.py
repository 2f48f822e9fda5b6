"""Reads of forms. A version never changes, so its parsed definition is kept by the process."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import count

from django.db.models import Q, QuerySet

from tienbo.access.permissions import Permission
from tienbo.access.queries import units_where
from tienbo.core import clock
from tienbo.indicators.queries import element_meanings
from tienbo.reporting.definitions import consistency
from tienbo.reporting.definitions.drafting.editing import Data
from tienbo.reporting.definitions.drafting.text import plain, read_form
from tienbo.reporting.definitions.loading import load
from tienbo.reporting.definitions.models import FormDraft, FormVersion
from tienbo.reporting.definitions.problems import Problem
from tienbo.reporting.definitions.schema import Definition
from tienbo.units.models import Placement, Unit, UnitAncestor
from tienbo.units.queries import top_of_tree

# What the columns of `indicators.DataElement` and `FormVersion` hold.
LONGEST, LONGEST_CODE = 300, 60


@lru_cache(maxsize=16)
def _definition(digest: str, source: str):
    return load(source)


def definition_of(form: FormVersion):
    """The parsed definition of a form version."""
    return _definition(form.digest, form.source)


def latest_version(code: str) -> FormVersion | None:
    """The newest version of a form."""
    return FormVersion.objects.filter(code=code).order_by("-version").first()


def forms_for(unit: Unit) -> QuerySet[FormVersion]:
    """The form versions that a round of a unit may take: those that come with the program, its own and those of units
    above; the newest of each form first."""
    above = UnitAncestor.objects.filter(descendant=unit, valid_during__contains=clock.today())
    return FormVersion.objects.filter(Q(unit__isnull=True) | Q(unit__in=above.values("ancestor"))).order_by(
        "code", "-version"
    )


def newest_forms(forms: QuerySet[FormVersion]) -> QuerySet[FormVersion]:
    """Of each form the newest version among these: a newer one that is not among them hides nothing."""
    newest = forms.order_by("code", "-version").distinct("code")
    return FormVersion.objects.filter(pk__in=newest.values("pk")).order_by("code")


# --- drafts -----------------------------------------------------------------------------------------------------------


def draft_definition(draft: FormDraft) -> Definition:
    """What a draft says; its parts may not agree (`problems_of_draft`)."""
    return _drafted(draft.source)


@lru_cache(maxsize=8)
def _drafted(source: str) -> Definition:
    return read_form(source)


def drafts_of(user) -> QuerySet[FormDraft]:
    """The drafts of the units whose forms the person writes."""
    units = units_where(user, Permission.FORMS_EDIT)
    return FormDraft.objects.filter(unit__in=units).select_related("unit", "based_on").order_by("code")


def problems_of_draft(definition: Definition, unit: Unit) -> list[Problem]:
    """What must be mended before a unit's definition can be released: parts that do not agree, words that are too long,
    elements to which it gives another meaning than the one under which their series were collected, and new elements
    that could be taken for another unit's."""
    return [*consistency.problems_of(definition), *_too_long(definition), *_elements(definition, unit)]


def _too_long(definition: Definition) -> Iterator[Problem]:
    """What the register of elements and the list of forms have no room for."""
    texts = [("form.title", definition.title)]
    texts += [(f"tables[{definition.table_of(row).code}].rows[{row.row}].vi", row.label) for row in definition.rows()]
    for place, text in texts:
        if max(len(text.vi), len(text.en)) > LONGEST:
            yield Problem(
                place, f"Dài quá {LONGEST} ký tự: rút gọn.", f"Longer than {LONGEST} characters: make it shorter."
            )


def _elements(definition: Definition, unit: Unit) -> Iterator[Problem]:
    """Elements that would get another meaning, and new ones that do not say whose they are."""
    meanings, prefix = element_meanings(row.code for row in definition.rows()), f"{element_prefix(unit)}."
    for row in definition.rows():
        known = meanings.get(row.code)
        place = f"tables[{definition.table_of(row).code}].rows[{row.row}].code"
        if known is None and not row.code.startswith(prefix):
            yield Problem(
                place,
                f"Phần tử mới “{row.code}” phải bắt đầu bằng “{prefix}”: đổi mã, hoặc dùng phần tử đã có.",
                f"The new element “{row.code}” must begin with “{prefix}”: change its code, or take one that is there.",
            )
        if len(row.code) > LONGEST_CODE:
            yield Problem(
                place, f"Mã dài quá {LONGEST_CODE} ký tự.", f"The code is longer than {LONGEST_CODE} characters."
            )
        for key, was in zip(("kind", "nature", "aggregation"), known or (), strict=False):
            if getattr(row, key) != was:
                yield Problem(
                    f"tables[{definition.table_of(row).code}].rows[{row.row}].{key}",
                    f"Phần tử “{row.code}” đã được thu thập với {key} là “{was}”: giữ nguyên, hoặc dùng phần tử mới.",
                    f"The element “{row.code}” was collected with {key} “{was}”: keep it, or take a new element.",
                )


def code_for(unit: Unit, base: FormVersion) -> str:
    """The code of the form that a unit makes from a version: the same form's next version where it is the unit's own
    (or, of one that comes with the program, the topmost unit's); else a form of its own, so that nobody changes what
    others ask."""
    if is_of(unit, base.code):
        return base.code
    code = first = f"{base.code[:40]}-{_short(unit)}"
    # Official codes are taken again by other units: a form of that ending may be one of theirs.
    further = count(2)
    while not is_of(unit, code):
        code = f"{first}-{next(further)}"
    return code


def is_of(unit: Unit, code: str) -> bool:
    """Whether a unit may write the next version of a form: nobody has the code, or it is the unit's own, or one of the
    program's and the unit is the topmost."""
    latest = latest_version(code)
    return latest is None or latest.unit_id == unit.pk or (latest.unit_id is None and top_of_tree() == unit)


def element_prefix(unit: Unit) -> str:
    """What the codes of a unit's new elements begin with (``u045``): two units' elements are never taken for one."""
    return f"u{_short(unit)}"


def _short(unit: Unit) -> str:
    """A unit's official code as part of a code, else its row."""
    place = Placement.objects.on(clock.today()).filter(unit=unit).first()
    code = place.official_code.lower() if place else ""
    return "".join(char for char in code if char.isascii() and char.isalnum()) or f"x{unit.pk}"


def known_rows(unit: Unit) -> Mapping[str, Data]:
    """Elements with a row that asks them, as plain data without its place: the newest form's for each."""
    found: dict[str, Data] = {}
    for form in newest_forms(forms_for(unit)).order_by("registered_at", "pk"):
        found |= {row.code: plain(row) | {"row": ""} for row in definition_of(form).rows()}
    return found
