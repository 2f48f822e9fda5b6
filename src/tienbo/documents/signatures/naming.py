"""Which objects of a PDF name which others, by their bytes: reading each as an object takes seconds for a report."""

import re
from collections.abc import Iterator, Mapping

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

_COMMENT = re.compile(rb"%[^\r\n]*")
# "12 0 R".
_NAMED = re.compile(rb"(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+R(?![^\s\0()<>\[\]{}/%])")
# "12 0 obj"; of an object that holds others, so near its head stands that it does.
_HEADER = re.compile(rb"(?<!\d)(\d{1,10})[\s\0]+\d{1,5}[\s\0]+obj(?![A-Za-z])")
NEAR = 300


def _readings(data: bytes) -> Iterator[bytes]:
    """As it is written, and with its comments as blanks: what looks like a comment may be the bytes of a picture.

    No pattern steps over a comment: one that does begins anew at every number within it, minutes for 100 kB.
    """
    yield data
    if b"%" in data:
        yield _COMMENT.sub(lambda found: b" " * len(found[0]), data)


def named_by(base: HistoricalResolver, known: set[tuple[int, int]]) -> Mapping[tuple[int, int], set[tuple[int, int]]]:
    """For each of these objects, as it is in a revision, the objects that it names (number, generation). What only
    looks like a name counts as one."""
    packed: dict[int, dict[int, bytes]] = {}
    data, found = bytes(base.reader.stream.getbuffer()), {}
    for idnum, generation in known:
        place = base.reader.xrefs.get_historical_ref(generic.Reference(idnum, generation, base.reader), base.revision)
        if isinstance(place, int):
            text = _written_at(data, place)
        elif place is not None:
            if place.obj_stream_id not in packed:
                packed[place.obj_stream_id] = _unpacked(base, place.obj_stream_id)
            text = packed[place.obj_stream_id].get(idnum, b"")
        else:
            text = b""
        named = [pair for reading in _readings(text) for pair in _NAMED.findall(reading)]
        found[idnum, generation] = {(int(one), int(two)) for one, two in named}
    return found


def _written_at(data: bytes, place: int) -> bytes:
    """An object up to its end; of a stream what stands before its bytes."""
    end = data.find(b"endobj", place)
    text = data[place : end if end >= 0 else len(data)]
    return text.partition(b"stream")[0]


def _unpacked(base: HistoricalResolver, idnum: int) -> dict[int, bytes]:
    """The objects that are packed in a stream, by their numbers."""
    stream = base.get_object(generic.Reference(idnum, 0, base))
    first, count = int(stream["/First"]), int(stream["/N"])
    content = stream.data
    numbers = [int(each) for each in content[:first].split()[: 2 * count]]
    places = sorted(zip(numbers[1::2], numbers[::2], strict=True))
    ends = [place for place, _idnum in places[1:]] + [len(content)]
    return {idnum: content[first + place : first + end] for (place, idnum), end in zip(places, ends, strict=True)}


def hides_objects(reader: PdfFileReader, revision: int, numbers: set[int]) -> bool:
    """Whether what follows a revision holds an object that no table lists, under a number that was there, or one that
    holds others: a reader that dislikes a table puts it together anew from whatever looks like an object."""
    data = bytes(reader.stream.getbuffer())
    # A revision ends with its mark; where there is none, with the place of its table.
    table = reader.xrefs.get_startxref_for_revision(revision)
    end = max(table, data.find(b"%%EOF", table))
    listed = {_first_digit(data, place) for place in _places(reader, revision + 1)}
    return any(
        found.start() + end not in listed
        and (int(found[1]) in numbers or b"/ObjStm" in reading[found.end() : found.end() + NEAR])
        for reading in _readings(data[end:])
        for found in _HEADER.finditer(reading)
    )


def _places(reader: PdfFileReader, since: int) -> Iterator[int]:
    """Where the objects of the revisions from `since` on begin, and the tables that are objects themselves."""
    for revision in range(since, reader.total_revisions):
        yield reader.xrefs.get_startxref_for_revision(revision)
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            place = reader.xrefs.get_historical_ref(reference, revision)
            if isinstance(place, int):
                yield place


def _first_digit(data: bytes, place: int) -> int:
    """A table may name the blank before an object."""
    while data[place : place + 1].isspace():
        place += 1
    return place
