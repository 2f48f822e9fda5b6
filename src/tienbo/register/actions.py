"""Writes of the register. Who may is decided by the module whose paper it is: the caller has authorised."""

import datetime as dt

from django.db import transaction

from tienbo.core import clock
from tienbo.files.models import StoredFile
from tienbo.journal.actions import record
from tienbo.register.models import OfficialDocument
from tienbo.units.models import Unit


@transaction.atomic
def record_document(
    *,
    by,
    unit: Unit,
    direction: str,
    kind: str,
    subject: str,
    number: str = "",
    issuer: str = "",
    issued_on: dt.date | None = None,
    file: StoredFile | None = None,
) -> OfficialDocument:
    """Put a paper into a unit's register."""
    document = OfficialDocument.objects.create(
        unit=unit,
        direction=direction,
        kind=kind,
        subject=subject[:500],
        number=number,
        issuer=issuer,
        issued_on=issued_on,
        file=file,
        recorded_at=clock.now(),
    )
    record(
        by=by,
        action="document.recorded",
        module="register",
        kind="document",
        key=document.pk,
        unit_uid=unit.uid,
        facts={"number": number, "direction": direction},
    )
    return document


@transaction.atomic
def number_document(*, by, document: OfficialDocument, number: str, issued_on: dt.date) -> OfficialDocument:
    """Enter the number and the day that the records clerk gave after signing."""
    document = OfficialDocument.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    document.number, document.issued_on = number, issued_on
    document.save(update_fields=["number", "issued_on"])
    record(
        by=by,
        action="document.numbered",
        module="register",
        kind="document",
        key=document.pk,
        unit_uid=document.unit.uid,
        facts={"number": number, "issued_on": issued_on.isoformat()},
    )
    return document


@transaction.atomic
def replace_file(*, by, document: OfficialDocument, file: StoredFile | None) -> OfficialDocument:
    """The paper behind an entry is another file: it was withdrawn and is sent again with the same number and day."""
    document = OfficialDocument.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    if document.file_id == (file.pk if file else None):
        return document
    document.file = file
    document.save(update_fields=["file"])
    record(
        by=by,
        action="document.file_replaced",
        module="register",
        kind="document",
        key=document.pk,
        unit_uid=document.unit.uid,
        facts={"file": file.sha256 if file else None},
    )
    return document
