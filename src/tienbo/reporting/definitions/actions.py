"""Writes of forms: a version is registered once and for all; a draft is written until it becomes one.

Every write of a draft names the revision that it was made over (None: whatever stands there); DraftMoved when somebody
else has changed it meanwhile.
"""

from collections.abc import Callable, Sequence

from django.db import transaction

from tienbo.access.permissions import Permission
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM, authorise
from tienbo.documents.extraction import refuse_marked_text
from tienbo.indicators.actions import register_elements
from tienbo.indicators.models import DataElement
from tienbo.journal.actions import record
from tienbo.reporting.definitions.drafting.editing import named, without_table
from tienbo.reporting.definitions.drafting.foreign import ForeignTable
from tienbo.reporting.definitions.drafting.text import form_text, plain
from tienbo.reporting.definitions.loading import builtin_codes, builtin_text, definition_digest, load, load_builtin
from tienbo.reporting.definitions.models import FormDraft, FormVersion
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import (
    code_for,
    definition_of,
    draft_definition,
    element_prefix,
    forms_for,
    is_of,
    latest_version,
    problems_of_draft,
)
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.definitions.states import DraftMoved, DraftThere, NothingChanged
from tienbo.units.models import Unit
from tienbo.units.queries import top_of_tree


class NotYours(ValueError):
    """The form is another unit's: a unit begins with its own, those of units above and those of the program."""


@transaction.atomic
def register_form(*, by, source: str, unit: Unit | None = None) -> FormVersion:
    """Read a definition (YAML) and keep it as a form version with its elements and breakdowns; `unit`: whose it is, and
    who may write its forms; without one the program registers it.

    The same definition again gives the version that is there. Raises what `load` raises for a definition
    that is not right, ElementChanged when it gives an existing element another meaning, and NotYours when the form is
    another unit's.
    """
    if unit is not None:
        authorise(by, Permission.FORMS_EDIT, unit)
    definition = load(source)
    digest = definition_digest(definition)
    if unit is not None and not is_of(unit, definition.code):
        raise NotYours(definition.code)
    known = FormVersion.objects.filter(code=definition.code, version=definition.version).first()
    if known is not None:
        if known.digest != digest:
            raise VersionTaken(f"{definition.code} v{definition.version}")
        return known
    register_elements(
        elements=[
            DataElement(
                code=row.code,
                name_vi=row.label.vi,
                name_en=row.label.en,
                unit_label=row.unit,
                kind=row.kind,
                nature=row.nature,
                aggregation=row.aggregation,
                is_restricted=row.confidentiality == "restricted",
            )
            for row in definition.rows()
        ],
        breakdowns=[""],
        rewords="" if unit in (None, top_of_tree()) else f"{element_prefix(unit)}.",
    )
    form = FormVersion.objects.create(
        code=definition.code,
        version=definition.version,
        title_vi=definition.title.vi,
        title_en=definition.title.en,
        source=source,
        digest=digest,
        registered_at=clock.now(),
        unit=unit,
    )
    record(
        by=by,
        action="form.registered",
        module="reporting",
        kind="form",
        key=form.pk,
        unit_uid=unit.uid if unit else None,
        facts={"code": form.code, "version": form.version, "digest": digest},
    )
    return form


def register_builtin_forms() -> list[FormVersion]:
    """Register each form that comes with the program and is not there yet; returns the new ones."""
    new = []
    for code in builtin_codes():
        definition = load_builtin(code)
        if not FormVersion.objects.filter(code=definition.code, version=definition.version).exists():
            new.append(register_form(by=SYSTEM, source=builtin_text(code)))
    return new


# --- drafts -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_form(*, by, unit: Unit, base: FormVersion, is_empty: bool = False) -> FormDraft:
    """Begin a version of a unit's own with everything that a version says, or (`is_empty`) without its tables: for a
    form that is read from paper. The code and the number are given (`code_for`). DraftThere when it is begun already.
    """
    authorise(by, Permission.FORMS_EDIT, unit)
    if not forms_for(unit).filter(pk=base.pk).exists():
        raise NotYours(str(base))
    # One after the other: the number of a version is taken once. Others may go on naming the unit.
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    code = code_for(unit, base)
    if there := FormDraft.objects.filter(code=code).select_related("unit").first():
        raise DraftThere(there)
    latest = latest_version(code)
    definition = definition_of(base)
    if is_empty:
        for table in definition.tables:
            definition = without_table(definition, table.code)
    definition = named(
        definition,
        code=code,
        version=latest.version + 1 if latest else 1,
        # What was verified was the version before.
        status="proposal",
        verified={"by": None, "on": None},
    )
    draft = FormDraft(unit=unit, based_on=base)
    _say(draft, definition)
    draft.save(force_insert=True)
    _journal(by, "form.drafted", draft)
    return draft


@transaction.atomic
def change_form(
    *, by, draft: FormDraft, change: Callable[[Definition], Definition], revision: int | None = None, what: str = ""
) -> FormDraft:
    """Let a verb of `drafting.editing` do its work on a draft. DefinitionError when the outcome has no shape; KeyError
    when what it is about is not there. `what`: the place that is told in the journal."""
    draft = _locked(by, draft, revision)
    stood = draft_definition(draft)
    definition = named(change(stood), code=draft.code, version=draft.version)
    if definition_digest(definition) == definition_digest(stood):
        return draft
    draft.revision += 1
    _say(draft, definition)
    draft.save()
    _journal(by, "form.changed", draft, what=what[:80])
    return draft


@transaction.atomic
def keep_reading(*, by, draft: FormDraft, tables: Sequence[ForeignTable], revision: int | None = None) -> FormDraft:
    """Keep the tables of a paper form until somebody has mapped their rows; those of the file before are dropped."""
    draft = _locked(by, draft, revision)
    draft.reading = [table.as_data() for table in tables]
    refuse_marked_text([row.label for table in tables for row in table.rows])
    draft.revision += 1
    draft.changed_at = clock.now()
    draft.save(update_fields=["reading", "revision", "changed_at"])
    _journal(by, "form.read", draft, tables=len(tables))
    return draft


@transaction.atomic
def discard_form(*, by, draft: FormDraft) -> None:
    """Throw a draft away; its number is taken again by the next."""
    draft = _locked(by, draft, None)
    _journal(by, "form.discarded", draft)
    draft.delete()


@transaction.atomic
def release_form(*, by, draft: FormDraft, revision: int | None = None) -> FormVersion:
    """Make a form version of a draft, for good: new rounds may take it, open ones may go over to it.

    DefinitionError with everything that must be mended first; NothingChanged when it says what it began with.
    """
    draft = _locked(by, draft, revision)
    definition, base = draft_definition(draft), definition_of(draft.based_on)
    if problems := problems_of_draft(definition, draft.unit):
        raise DefinitionError(problems)
    if definition_digest(named(definition, **base.form.model_dump(exclude_unset=True))) == draft.based_on.digest:
        raise NothingChanged(str(draft))
    form = register_form(by=by, source=draft.source, unit=draft.unit)
    draft.delete()
    return form


def _locked(by, draft: FormDraft, revision: int | None) -> FormDraft:
    authorise(by, Permission.FORMS_EDIT, draft.unit)
    rows = FormDraft.objects.select_for_update(of=("self",)).select_related("unit", "based_on")
    found = rows.filter(pk=draft.pk).first()
    if found is None or (revision is not None and revision != found.revision):
        raise DraftMoved(str(draft))
    return found


def _say(draft: FormDraft, definition: Definition) -> None:
    draft.source = form_text(definition)
    refuse_marked_text(plain(definition))
    draft.code, draft.version = definition.code, definition.version
    draft.title_vi, draft.title_en = definition.title.vi[:300], definition.title.en[:300]
    draft.changed_at = clock.now()


def _journal(by, action: str, draft: FormDraft, **facts) -> None:
    record(
        by=by,
        action=action,
        module="reporting",
        kind="form_draft",
        key=draft.uid,
        unit_uid=draft.unit.uid,
        facts={"code": draft.code, "version": draft.version} | facts,
    )


class VersionTaken(ValueError):
    """The version number already stands for another definition: give the changed form a new one."""
