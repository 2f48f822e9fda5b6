"""The one write of forms."""

from django.db import transaction

from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.indicators.actions import register_elements
from tienbo.indicators.models import DataElement
from tienbo.journal.actions import record
from tienbo.reporting.definitions.loading import builtin_codes, builtin_text, definition_digest, load, load_builtin
from tienbo.reporting.definitions.models import FormVersion


@transaction.atomic
def register_form(*, by, source: str) -> FormVersion:
    """Read a definition (YAML) and keep it as a form version with its elements and breakdowns.

    The same definition again gives the version that is there. Raises what `load` raises for a definition
    that is not right, and ElementChanged when it gives an existing element another meaning.
    """
    definition = load(source)
    digest = definition_digest(definition)
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
    )
    form = FormVersion.objects.create(
        code=definition.code,
        version=definition.version,
        title_vi=definition.title.vi,
        title_en=definition.title.en,
        source=source,
        digest=digest,
        registered_at=clock.now(),
    )
    record(
        by=by,
        action="form.registered",
        module="reporting",
        kind="form",
        key=form.pk,
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


class VersionTaken(ValueError):
    """The version number already stands for another definition: give the changed form a new one."""
