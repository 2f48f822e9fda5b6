"""The letter as JSON, in the schema of `tienbo letter read --json`. Absent values are null or empty lists."""

from datetime import date, time
from typing import Any, Literal

from tienbo.guidance.reading.letter import Citation, ClosingDate, Deadline, Letter, Section, Target, Task


def to_json(letter: Letter, lang: Literal["vi", "en"] = "vi") -> dict[str, Any]:
    """The letter as plain dictionaries and lists. `lang` is the language of the warnings."""
    return {
        "number": letter.number,
        "kind": letter.kind,
        "issuer": letter.issuer,
        "place": letter.place,
        "issued_on": _iso(letter.issued_on),
        "subject": letter.subject,
        "addressees": list(letter.addressees),
        "copy_to": list(letter.copy_to),
        "signature": {
            "authority": letter.signature.authority,
            "titles": list(letter.signature.titles),
            "name": letter.signature.name,
        },
        "contacts": {"phones": list(letter.phones), "emails": list(letter.emails)},
        "attachments": list(letter.attachments),
        "sections": [_section(section) for section in letter.sections],
        "deadlines": [_deadline(found) for found in letter.deadlines],
        "closing_dates": [_closing_date(found) for found in letter.closing_dates],
        "targets": [_target(found) for found in letter.targets],
        "citations": [_citation(found) for found in letter.citations],
        "warnings": [warning.vi if lang == "vi" else warning.en for warning in letter.warnings],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _hour(value: time | None) -> str | None:
    return value.strftime("%H:%M") if value else None


def _section(section: Section) -> dict[str, Any]:
    return {
        "number": section.number,
        "title": section.title,
        "sections": [_section(part) for part in section.sections],
        "tasks": [_task(task) for task in section.tasks],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "text": task.text,
        "paragraph": task.paragraph,
        "firmness": task.firmness,
        "deadlines": [_deadline(found) for found in task.deadlines],
        "targets": [_target(found) for found in task.targets],
        "citations": [_citation(found) for found in task.citations],
    }


def _deadline(found: Deadline) -> dict[str, Any]:
    return {
        "raw": found.raw,
        "on": _iso(found.on),
        "month": found.month,
        "day": found.day,
        "time": _hour(found.at),
        "exclusive": found.exclusive,
        "last_on_time": _iso(found.last_on_time),
        "recurrence": found.recurrence,
        "recipient": found.recipient,
    }


def _closing_date(found: ClosingDate) -> dict[str, Any]:
    return {"raw": found.raw, "on": _iso(found.on)}


def _target(found: Target) -> dict[str, Any]:
    return {
        "raw": found.raw,
        "comparator": found.comparator,
        "value": found.value,
        "unit": found.unit,
        "striven_for": found.striven_for,
        "change": found.change,
    }


def _citation(found: Citation) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "number": found.number,
        "issued_on": _iso(found.issued_on),
        "issuer": found.issuer,
    }
