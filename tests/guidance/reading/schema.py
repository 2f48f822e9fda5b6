"""The schema of ``tienbo letter read --json``, checked by hand: every key, every type, nothing more."""

from datetime import date
from typing import Any

KINDS = {"official_letter", "plan", "report", "decision", "directive", "guidance", "invitation", "notice", "other"}
TOP = {
    "number", "kind", "issuer", "place", "issued_on", "subject", "addressees", "copy_to", "signature", "contacts",
    "attachments", "sections", "deadlines", "closing_dates", "targets", "citations", "warnings",
}  # fmt: skip


def check(letter: dict[str, Any]) -> None:
    """Assert that a JSON object of the reader follows the schema."""
    assert set(letter) == TOP
    assert letter["kind"] in KINDS
    for name in ("number", "issuer", "place", "subject"):
        _text_or_none(letter[name])
    _day_or_none(letter["issued_on"])
    for name in ("addressees", "copy_to", "attachments", "warnings"):
        _texts(letter[name])
    assert set(letter["signature"]) == {"authority", "titles", "name"}
    _text_or_none(letter["signature"]["authority"])
    _text_or_none(letter["signature"]["name"])
    _texts(letter["signature"]["titles"])
    assert set(letter["contacts"]) == {"phones", "emails"}
    _texts(letter["contacts"]["phones"])
    _texts(letter["contacts"]["emails"])
    _each(letter["sections"], _section)
    _each(letter["deadlines"], _deadline)
    _each(letter["closing_dates"], _closing_date)
    _each(letter["targets"], _target)
    _each(letter["citations"], _citation)


def _each(items: Any, check_one: Any) -> None:
    assert isinstance(items, list)
    for item in items:
        check_one(item)


def _text_or_none(value: Any) -> None:
    assert value is None or (isinstance(value, str) and value.strip())


def _texts(value: Any) -> None:
    assert isinstance(value, list)
    assert all(isinstance(item, str) and item.strip() for item in value)


def _day_or_none(value: Any) -> None:
    assert value is None or date.fromisoformat(value).isoformat() == value


def _section(section: dict[str, Any]) -> None:
    assert set(section) == {"number", "title", "sections", "tasks"}
    _text_or_none(section["number"])
    _text_or_none(section["title"])
    _each(section["sections"], _section)
    _each(section["tasks"], _task)


def _task(task: dict[str, Any]) -> None:
    assert set(task) == {"text", "paragraph", "firmness", "deadlines", "targets", "citations"}
    assert isinstance(task["text"], str) and task["text"].strip()
    assert isinstance(task["paragraph"], int) and task["paragraph"] >= 1
    assert task["firmness"] in {"required", "coordinate", "encourage"}
    _each(task["deadlines"], _deadline)
    _each(task["targets"], _target)
    _each(task["citations"], _citation)


def _deadline(found: dict[str, Any]) -> None:
    assert set(found) == {
        "raw", "on", "month", "day", "time", "exclusive", "last_on_time", "recurrence", "recipient"
    }  # fmt: skip
    assert found["raw"].strip()
    _day_or_none(found["on"])
    _day_or_none(found["last_on_time"])
    assert found["month"] is None or 1 <= found["month"] <= 12
    assert found["day"] is None or 1 <= found["day"] <= 31
    assert found["time"] is None or (len(found["time"]) == 5 and found["time"][2] == ":")
    assert isinstance(found["exclusive"], bool)
    assert found["recurrence"] in {None, "monthly", "quarterly", "yearly"}
    assert (found["on"] is None) == (found["last_on_time"] is None)
    assert found["recurrence"] is None or found["on"] is None
    _text_or_none(found["recipient"])


def _closing_date(found: dict[str, Any]) -> None:
    assert set(found) == {"raw", "on"}
    assert found["raw"].strip()
    _day_or_none(found["on"])


def _target(found: dict[str, Any]) -> None:
    assert set(found) == {"raw", "comparator", "value", "unit", "striven_for", "change"}
    assert found["raw"].strip() and found["unit"].strip()
    assert found["comparator"] in {">=", ">", "<=", "<", "="}
    assert isinstance(found["value"], int | float) and not isinstance(found["value"], bool)
    assert isinstance(found["striven_for"], bool) and isinstance(found["change"], bool)


def _citation(found: dict[str, Any]) -> None:
    assert set(found) == {"kind", "number", "issued_on", "issuer"}
    assert found["kind"].strip()
    _text_or_none(found["number"])
    _day_or_none(found["issued_on"])
    _text_or_none(found["issuer"])
