"""A PDF's small objects packed into compressed streams: the same pages and tags in a fifth of the bytes.

A tagged annex holds a dictionary for every cell, and Typst writes them all as plain text: nine tenths of the file.
PDF 1.5 keeps such objects in compressed object streams, found through a cross-reference stream; PDF/A-2 and PDF/UA-1
allow both.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise

# A reader unpacks a whole stream to reach one of its objects.
OBJECTS_IN_A_STREAM = 500
# An entry of the cross-references: its kind, an offset or the number of a stream, nothing or a place in that stream.
ENTRY = struct.Struct(">BIH")
FREE, PLAIN, PACKED = 0, 1, 2

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*\Z", re.DOTALL)
_SIZE = re.compile(rb"/Size \d+")


@dataclass(frozen=True)
class _Object:
    """An object of the file: its number and what stands between "obj" and "endobj"."""

    number: int
    body: bytes

    @property
    def is_stream(self) -> bool:
        """Streams stand by themselves: they are compressed already."""
        return self.body.endswith(b"endstream")

    @property
    def written(self) -> bytes:
        return b"%d 0 obj\n%b\nendobj\n" % (self.number, self.body)


def packed(pdf: bytes) -> bytes:
    """The same document with its small objects in compressed streams. The same file gives the same bytes.

    For files as Typst writes them: one table of cross-references, no object twice. ValueError for any other.
    """
    header, objects, trailer = _read(pdf)
    small = [each for each in objects if not each.is_stream]
    kept = [each for each in objects if each.is_stream]
    last = max(each.number for each in objects)
    entries: dict[int, tuple[int, int, int]] = {}
    for start in range(0, len(small), OBJECTS_IN_A_STREAM):
        group = small[start : start + OBJECTS_IN_A_STREAM]
        last += 1
        entries |= {each.number: (PACKED, last, place) for place, each in enumerate(group)}
        kept.append(_Object(last, _object_stream(group)))
    parts, length = [header], len(header)
    for each in kept:
        entries[each.number] = (PLAIN, length, 0)
        parts.append(each.written)
        length += len(parts[-1])
    entries[last + 1] = (PLAIN, length, 0)
    parts.append(_Object(last + 1, _references(entries, trailer)).written)
    return b"".join((*parts, b"startxref\n%d\n%%%%EOF\n" % length))


def _read(pdf: bytes) -> tuple[bytes, list[_Object], bytes]:
    """The header, the objects in the order of their numbers, and what the trailer says besides its size."""
    start = _START.search(pdf)
    if not start:
        raise ValueError("the file does not say where its cross-references are")
    table = int(start[1])
    entries_end = pdf.find(b"trailer", table)
    trailer = _TRAILER.match(pdf[max(entries_end, table) : start.start()])
    if not pdf.startswith(b"xref", table) or not trailer or b"/Prev" in trailer[1]:
        raise ValueError("the file has no single table of cross-references")
    offsets = sorted(int(offset) for offset, _, kind in _ENTRY.findall(pdf, table, entries_end) if kind == b"n")
    objects = [_object(pdf[begin:end]) for begin, end in pairwise((*offsets, table))]
    objects.sort(key=lambda each: each.number)
    return pdf[: offsets[0]], objects, _SIZE.sub(b"", trailer[1]).strip()


def _object(text: bytes) -> _Object:
    """An object from its number to "endobj"."""
    number, begun, rest = text.partition(b" 0 obj")
    body, ended, after = rest.rpartition(b"endobj")
    if not (number.isdigit() and begun and ended) or after.strip():
        raise ValueError(f"no object: {text[:20]!r}")
    return _Object(int(number), body.strip())


def _object_stream(group: list[_Object]) -> bytes:
    """A stream that holds these objects: first the number and the place of each, then the objects."""
    places, length = [], 0
    for each in group:
        places.append(b"%d %d" % (each.number, length))
        length += len(each.body) + 1
    index = b" ".join(places) + b"\n"
    content = index + b"\n".join(each.body for each in group)
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(group), len(index)), content)


def _references(entries: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The stream that says where each object is, with what the trailer said."""
    size = max(entries) + 1
    content = b"".join(ENTRY.pack(*entries.get(number, (FREE, 0, 0))) for number in range(size))
    says = b"/Type/XRef/Size %d/W[1 4 2]/DecodeParms<</Predictor 12/Columns %d>>%b" % (size, ENTRY.size, trailer)
    return _stream(says, _differences(content, ENTRY.size))


def _differences(content: bytes, width: int) -> bytes:
    """Each row less the row above, byte by byte, after the sign for that (the filter "Up" of PNG): runs compress."""
    above = bytes(width) + content
    less = bytes((value - before) & 0xFF for value, before in zip(content, above, strict=False))
    return b"".join(b"\x02" + less[start : start + width] for start in range(0, len(less), width))


def _stream(says: bytes, content: bytes) -> bytes:
    squeezed = zlib.compress(content, 6)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (says, len(squeezed), squeezed)
