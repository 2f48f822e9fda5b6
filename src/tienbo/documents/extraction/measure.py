"""How far a spreadsheet (XLSX, XLS, ODS) reaches, found before a library makes room for it.

The library makes one block of memory of everything from the first cell to the furthest. A file from outside says in a
few bytes that its furthest cell is the last one that there could be, so this is looked at first, by the bytes that the
library will read: what it could read otherwise than it is looked at here is refused.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from lxml import etree
from python_calamine import CalamineError, PasswordError
from xlsxwriter.utility import xl_cell_to_rowcol

from tienbo.documents.extraction.errors import unreadable
from tienbo.documents.extraction.packages import Package

MAX_SHEETS = 100
# Rows times columns up to the furthest cell that holds something, over all sheets.
MAX_AREA = 2_000_000
# Cells that an XLSX may write down, over all sheets.
MAX_CELLS = 500_000

# A cell that stands far out and holds something: its tag does not close itself.
_FAR = re.compile(rb'<c r="(?:[A-Z]{2}|[A-Z]\d{5})')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^<>]*(?<!/)>')
_PREFIX = re.compile(rb"<(/?)\w+:")
# A cell that does not begin with an address in capitals, and one with a prefix.
_ODD = re.compile(rb'<c(?=[\s/>])(?! r="[A-Z]{1,3}\d{1,7}"[\s/>])')
_PREFIXED = re.compile(rb":c[\s/>]")

# An old workbook is opened by a process of its own with little memory, which says whether it can be.
_PROBE = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({0}, {0}))
from python_calamine import load_workbook
try:
    book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    for place in range(len(book.sheet_names)):
        book.get_sheet_by_index(place)
except MemoryError:
    sys.exit(1)
except Exception:
    pass
"""
_PROBE_MEMORY, _PROBE_SECONDS = 512 * 1024 * 1024, 30


@contextmanager
def read_by_library() -> Iterator[None]:
    """Whatever the library raises within is a file that cannot be read: Unreadable (encrypted, corrupt). Its panics are
    no `Exception`."""
    try:
        yield
    except PasswordError:
        raise unreadable("encrypted") from None
    except (CalamineError, OSError, ValueError):
        raise unreadable("corrupt") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise unreadable("corrupt") from None
        raise


def measured_xlsx(package: Package) -> dict[str, bytes]:
    """The XML of each sheet of an XLSX by the sheet's name, each cell beginning with its address. Raises Unreadable:
    too_far_out, corrupt, bomb."""
    package.refuse_false_sizes()
    parts = _sheet_parts(package)
    if not parts:
        raise unreadable("corrupt")
    if len(parts) > MAX_SHEETS:
        raise unreadable("too_far_out")
    raws = {name: _usual(package.raw(name)) for name in dict.fromkeys(parts.values())}
    _refuse_far_out(raws.values())
    return {sheet: raws[name] for sheet, name in parts.items()}


def measure_ods(package: Package) -> None:
    """An OpenDocument sheet says how often a row or a cell repeats; a full one must not repeat into the millions.
    Raises Unreadable: too_far_out, corrupt, bomb."""
    package.refuse_false_sizes()
    root = package.xml("content.xml")
    # What holds both is read as the other by the library.
    if root is None or any(name.lower().replace("\\", "/").startswith("xl/") for name in package.names):
        raise unreadable("corrupt")
    area = 0
    # By their local names: the library does not look whose a prefix is.
    for row in root.iter("{*}table-row"):
        width = last = 0
        for each in row.iter("{*}table-cell", "{*}covered-table-cell"):
            width += _times(each, "number-columns-repeated")
            if len(each) or any("value" in key for key in each.attrib):
                last = width
        area += last * _times(row, "number-rows-repeated")
        if area > MAX_AREA:
            raise unreadable("too_far_out")


def measure_xls(data: bytes) -> None:
    """Whether an XLS can be opened at all in little memory. Raises Unreadable: too_far_out."""
    code = _PROBE.format(_PROBE_MEMORY)
    command = [sys.executable, "-I", "-c", code]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_PROBE_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise unreadable("too_far_out") from None
    if done.returncode:
        raise unreadable("too_far_out")


def _sheet_parts(package: Package) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    book, relations = package.xml("xl/workbook.xml"), package.xml("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        raise unreadable("corrupt")
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found = {}
    for each in book.iter():
        if isinstance(each.tag, str) and etree.QName(each).localname == "sheet":
            named = [value for key, value in each.items() if key.endswith("}id")]
            target = targets.get(named[0], "") if len(named) == 1 else ""
            found[each.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _usual(raw: bytes | None) -> bytes:
    """The XML of a sheet as nearly all programs write it: each cell begins with its address, without a prefix."""
    if raw is None:
        # A part that is not there under this very name could be found by another reader.
        raise unreadable("corrupt")
    if _is_usual(raw):
        return raw
    try:
        raw = _PREFIX.sub(rb"<\1", etree.tostring(etree.fromstring(raw, etree.XMLParser(resolve_entities=False))))
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable("corrupt") from None
    if not _is_usual(raw):
        # Cells without an address, which no office program writes: saved again, the file has them.
        raise unreadable("corrupt")
    return raw


def _is_usual(raw: bytes) -> bool:
    """Whether every cell begins with its address: by it, how far out it stands is found."""
    return not _ODD.search(raw) and not _PREFIXED.search(raw)


def _refuse_far_out(raws: Iterable[bytes]) -> None:
    area = cells = 0
    for raw in raws:
        cells += raw.count(b"<c ")
        if not _FAR.search(raw):
            continue
        row = column = 0
        for address in _FILLED.findall(raw):
            place = xl_cell_to_rowcol(address.decode())
            row, column = max(row, place[0]), max(column, place[1])
        area += (row + 1) * (column + 1)
    if area > MAX_AREA or cells > MAX_CELLS:
        raise unreadable("too_far_out")


def _times(node: etree._Element, name: str) -> int:
    """How often a row or a cell repeats."""
    said = [value.strip().lstrip("+") for key, value in node.items() if etree.QName(key).localname == name]
    return max([1, *(int(value) for value in said if value.isascii() and value.isdigit() and len(value) < 30)])
