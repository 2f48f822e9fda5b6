"""The parts of an office package (DOCX, XLSX, OpenDocument), read under limits.

A file from outside is not trusted with memory.

Limits: 3,000 parts, 150 MB unpacked in all, 40 MB for one part. A declared size may lie, so the bytes really
unpacked are counted. A part that declares a document type or entities is refused: no office program writes
them. Two parts of one name, whatever its capitals, are refused: readers differ in which they take.
"""

import io
import zipfile
import zlib

from lxml import etree

from tienbo.documents.extraction.errors import DAMAGED, unreadable

MAX_PARTS = 3_000
MAX_TOTAL = 150 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
# The bytes before the name of an entry.
_HEAD = 30


class Package:
    """A package opened for reading. Raises Unreadable: encrypted, corrupt, bomb or xml_entities."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except DAMAGED:
            raise unreadable("corrupt") from None
        if any(entry.flag_bits & 1 for entry in entries):
            raise unreadable("encrypted")
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_TOTAL:
            raise unreadable("bomb")
        self.names: tuple[str, ...] = tuple(entry.filename for entry in entries)
        if len({name.lower().replace("\\", "/") for name in self.names}) < len(self.names):
            raise unreadable("corrupt")
        self._data, self._entries = data, entries
        self._unpacked = 0

    def refuse_false_sizes(self) -> None:
        """Refuse a part that unpacks to more than it declares: a reader that is handed the file itself believes what
        is packed."""
        for entry in self._entries:
            head = self._data[entry.header_offset : entry.header_offset + _HEAD]
            start = entry.header_offset + _HEAD + sum(int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
            packed = self._data[start : start + entry.compress_size]
            if entry.compress_type == zipfile.ZIP_STORED:
                size = len(packed)
            elif entry.compress_type == zipfile.ZIP_DEFLATED:
                try:
                    size = len(zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1))
                except zlib.error:
                    raise unreadable("corrupt") from None
            else:
                raise unreadable("corrupt")
            if size > entry.file_size:
                raise unreadable("bomb")

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, or None when the package has no such part."""
        if name not in self.names:
            return None
        raw = self._read(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise unreadable("xml_entities" if b"<!ENTITY" in raw or b"<!DOCTYPE" in raw else "corrupt") from None
        if root.getroottree().docinfo.doctype:
            raise unreadable("xml_entities")
        return root

    def raw(self, name: str) -> bytes | None:
        """The bytes of a part, or None when the package has no such part."""
        return self._read(name) if name in self.names else None

    def has_images(self) -> bool:
        """True when the package carries pictures: without text, that is a scan."""
        return any(name.startswith("word/media/") for name in self.names)

    def _read(self, name: str) -> bytes:
        try:
            with self._archive.open(name) as part:
                raw = part.read(MAX_PART + 1)
        except (*DAMAGED, KeyError):
            raise unreadable("corrupt") from None
        self._unpacked += len(raw)
        if len(raw) > MAX_PART or self._unpacked > MAX_TOTAL:
            raise unreadable("bomb")
        return raw
