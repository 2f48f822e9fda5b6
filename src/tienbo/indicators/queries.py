"""Reads of elements, breakdowns and observations."""

from tienbo.indicators.models import Breakdown, DataElement

# Codes never change their row, so what was once read stays true within the process.
_elements: dict[str, int] = {}
_breakdowns: dict[str, int] = {}


def element_ids(codes) -> dict[str, int]:
    """Row ids of data elements by code. KeyError names the first unknown code."""
    return _ids(DataElement, _elements, set(codes))


def breakdown_ids(codes) -> dict[str, int]:
    """Row ids of breakdowns by canonical code. KeyError names the first unknown code."""
    return _ids(Breakdown, _breakdowns, set(codes))


def element_meanings(codes) -> dict[str, tuple[str, str, str]]:
    """Kind, nature and aggregation of those of these elements that there are, by code: what a form may not change."""
    found = DataElement.objects.filter(code__in=set(codes))
    return {code: tuple(meaning) for code, *meaning in found.values_list("code", "kind", "nature", "aggregation")}


def element_codes(ids) -> dict[int, str]:
    """Codes of data elements by row id."""
    return _codes(DataElement, _elements, set(ids))


def breakdown_codes(ids) -> dict[int, str]:
    """Canonical codes of breakdowns by row id."""
    return _codes(Breakdown, _breakdowns, set(ids))


def _codes(model, known: dict[str, int], ids: set[int]) -> dict[int, str]:
    codes = {row: code for code, row in known.items()}
    if missing := ids - codes.keys():
        found = dict(model.objects.filter(id__in=missing).values_list("id", "code"))
        known.update({code: row for row, code in found.items()})
        codes |= found
    return codes


def _ids(model, known: dict[str, int], codes: set[str]) -> dict[str, int]:
    missing = codes - known.keys()
    if missing:
        known.update(model.objects.filter(code__in=missing).values_list("code", "id"))
    return {code: known[code] for code in codes}


def forget() -> None:
    """Drop what was remembered; a new database (tests) has other rows."""
    _elements.clear()
    _breakdowns.clear()
