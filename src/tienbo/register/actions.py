"""Writes of the register. Who may is decided by the module whose paper it is: the caller has authorised."""

import datetime as dt

from django.db import transaction

from tienbo.core import clock
from tienbo.files.models import StoredFile
from tienbo.journal.actions import record
from tienbo.register.models import OfficialDocument
from tienbo.units.models import Unit


@transaction.atomic
def hold_register(*, by, unit: Unit) -> None:
    """Until the transaction ends nobody else gives a number in the unit's register: what is looked up there stays so.

    Rows that merely name the unit are not held up.
    """
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


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
    hold_register(by=by, unit=unit)
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
    """Enter the number and the day that the records clerk gave after signing, or correct them."""
    hold_register(by=by, unit=document.unit)
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
def strike_number(*, by, document: OfficialDocument) -> OfficialDocument:
    """No paper bears an entry's number: it was entered by mistake, and may be given to the paper that does bear it."""
    document = OfficialDocument.objects.select_for_update(of=("self",)).select_related("unit").get(pk=document.pk)
    struck = {"number": document.number, "issued_on": document.issued_on.isoformat()}
    document.number, document.issued_on, document.file = "", None, None
    document.save(update_fields=["number", "issued_on", "file"])
    record(
        by=by,
        action="document.number_struck",
        module="register",
        kind="document",
        key=document.pk,
        unit_uid=document.unit.uid,
        facts=struck,
    )
    return document


@transaction.atomic
def replace_file(*, by, document: OfficialDocument, file: StoredFile | None) -> OfficialDocument:
    """The paper behind an entry is another file: its scan came later, or it was withdrawn and is sent again."""
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
