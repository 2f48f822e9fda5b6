"""Many workbooks at once: files one by one, and those in a ZIP archive. Pure.

Nothing is unpacked to the disk and one file at a time is in memory. An archive is not trusted: the bytes really
unpacked are counted.
"""

import contextlib
import io
import zipfile
from collections.abc import Iterator

from tienbo.documents.extraction.errors import DAMAGED, unreadable
from tienbo.documents.spreadsheets import MAX_BYTES

MAX_FILES = 500


def files_in(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive, or the one file itself. Raises Unreadable for an archive that cannot be opened or holds
    more than `MAX_FILES`.

    A file beyond the limit of one workbook comes cut off: reading it refuses it. Folders and what programs leave beside
    files (``__MACOSX``, ``~$``) are left out.
    """
    if not _is_parcel(data):
        yield name, data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and _is_file(entry.filename)]
            if len(entries) > MAX_FILES:
                raise unreadable("too_many_files")
            for entry in entries:
                if entry.flag_bits & 1:
                    raise unreadable("encrypted")
                with archive.open(entry) as part:
                    yield _name(entry), part.read(MAX_BYTES + 1)
    except DAMAGED:
        raise unreadable("corrupt") from None


def _is_parcel(data: bytes) -> bool:
    """Whether a ZIP archive is no workbook or document itself."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except DAMAGED:
        return False
    return not names & {"[Content_Types].xml", "mimetype"}


def _is_file(name: str) -> bool:
    last = name.rstrip("/").rpartition("/")[2]
    return not name.startswith("__MACOSX/") and not last.startswith(("~$", "."))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name without its folder. Old programs write names in their own code page and do not say so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.rpartition("/")[2]
