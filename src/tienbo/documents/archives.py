"""Zip archives whose bytes depend on their content only (DOCX and XLSX are zip archives)."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first day a zip archive can name.
DAY = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def settled_zip(data: bytes) -> bytes:
    """The same members in a fixed order with a fixed date, system and permissions."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(buffer, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != FIRST, name)):
            member = ZipInfo(name, DAY)
            member.compress_type = ZIP_DEFLATED
            # 0 is MS-DOS: the default differs between operating systems.
            member.create_system = 0
            target.writestr(member, source.read(name), compresslevel=6)
    return buffer.getvalue()
