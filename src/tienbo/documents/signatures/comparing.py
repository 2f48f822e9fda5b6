"""What a PDF holds beyond an original that it begins with.

A file may begin with an original's every byte and still show something else: an update behind it can put another page
in the place of one. So each object of the original that a later revision defines anew is held against what it was.
Allowed are the ways in which a signature is put in: the catalogue gains a form, a page gains annotations, the tree of
tags gains branches, properties change. Whatever else differs is a change of the document.

New objects show nothing unless something that was there names them: an object that was named before it was there (a
hole in what was signed, filled afterwards) is a change too, and so is a picture that no signature stands behind.

Signing programs differ in what they touch. What is not known here counts as a change: nothing is called ours that may
not be.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from tienbo.documents.signatures.naming import hides_objects, named_by
from tienbo.documents.signatures.reading import in_time, open_pdf, readable
from tienbo.documents.signatures.refusals import NotExaminable

# What signing puts into the catalogue: the form, its declaration, what a certifying signature allows, evidence for the
# long term (certificates, lists of revocation), properties.
CATALOGUE_MAY = {"/AcroForm", "/Extensions", "/Perms", "/DSS", "/Metadata", "/Version"}
PAGE_MAY = {"/Annots"}
# The trees of tags, which no eye sees.
TAGS = {"/StructTreeRoot", "/StructElem", "/OBJR", "/MCR"}
# The picture of a signature beside a seal takes a twentieth of a page; above this share, one or all that are added
# together, they can hide the document.
LARGEST_PICTURE, LARGEST_TOGETHER = 0.2, 0.3
A4 = 595.0 * 842.0
# A table of objects: "0 6", then six lines; a report has some hundreds.
MAX_LISTED = 200_000
_SECTION = re.compile(rb"\s*(\d{1,10})\s+(\d{1,10})\s*(?=[\dt])")
# To the byte: where a line is shorter, some readers put the table together anew from whatever looks like an object.
_LINE = re.compile(rb"\d{10} \d{5} [nf](?: \r| \n|\r\n)")
_TRAILER = re.compile(rb"\s*trailer")


class Addition(StrEnum):
    """From nothing to a changed document; `OTHER`: the file does not begin with the original."""

    NOTHING = "nothing"
    SIGNATURES = "signatures"
    ANNOTATIONS = "annotations"
    CHANGES = "changes"
    OTHER = "other"


def addition_to(original: bytes, data: bytes) -> Addition:
    """What `data` holds beyond `original`. NotExaminable when it cannot be read."""
    if not data.startswith(original):
        return Addition.OTHER
    if data == original:
        return Addition.NOTHING
    with in_time(), readable():
        before = open_pdf(original)
        try:
            after = open_pdf(data)
        except NotExaminable as refusal:
            if refusal.reason == "encrypted":
                return Addition.CHANGES
            raise
        return _addition(before, after)


def _addition(before: PdfFileReader, after: PdfFileReader) -> Addition:
    last = before.total_revisions - 1
    if after.total_revisions <= last + 1 or not _stands_on(before, after, last):
        return Addition.CHANGES
    return addition_after(after, last)


def addition_after(reader: PdfFileReader, revision: int) -> Addition:
    """What the later revisions of a file hold beyond one of them (counted from 0): each is held against it."""
    if reader.xrefs.hybrid_xrefs_present or _lists_twice(reader):
        return Addition.CHANGES
    base = _Revision(reader.get_historical_resolver(revision))
    if hides_objects(reader, revision, base.numbers):
        return Addition.CHANGES
    now = None
    for later in range(revision + 1, reader.total_revisions):
        now = reader.get_historical_resolver(later)
        if not _is_kept(base, now):
            return Addition.CHANGES
    if now is None:
        return Addition.NOTHING
    # What is seen is the last revision: a field may have been prepared in one and signed in the next.
    fields = _fields(now)
    if any(_has_foreign_annotation(page, now, base.pages, fields) for page in base.pages):
        return Addition.ANNOTATIONS
    return Addition.SIGNATURES


def _stands_on(before: PdfFileReader, after: PdfFileReader, last: int) -> bool:
    """Whether the later revisions lead back to the original's own table of objects, table by table."""
    return all(
        before.xrefs.get_startxref_for_revision(each) == after.xrefs.get_startxref_for_revision(each)
        for each in range(last + 1)
    )


def _lists_twice(reader: PdfFileReader) -> bool:
    """Whether a table of objects, written as lines, says two things of one object: readers differ in which they take.
    In tables that are streams the numbers only rise."""
    data = reader.stream.getbuffer()
    for revision in range(reader.total_revisions):
        at = reader.xrefs.get_startxref_for_revision(revision)
        if bytes(data[at : at + 4]) != b"xref":
            continue
        listed: set[int] = set()
        at += 4
        while found := _SECTION.match(data, at):
            first, count = int(found[1]), int(found[2])
            numbers = set(range(first, first + count)) if count <= MAX_LISTED else listed
            if count and listed & numbers:
                return True
            listed |= numbers
            at = found.end()
            for _line in range(count):
                line = _LINE.match(data, at)
                if line is None:
                    return True
                at = line.end()
        if not _TRAILER.match(data, at):
            return True
    return False


class _Revision:
    """What later revisions are held against; read once."""

    def __init__(self, resolver: HistoricalResolver) -> None:
        self.resolver = resolver
        xrefs, until = resolver.reader.xrefs, resolver.revision + 1
        self.known = {_ids(ref) for each in range(until) for ref in xrefs.explicit_refs_in_revision(each)}
        self.numbers = {idnum for idnum, _generation in self.known}
        self.pages = _pages(resolver)
        self.forms = _forms(resolver)
        self.lists = {_ids(page.raw_get("/Annots")) for page in self.pages.values() if _has_reference(page, "/Annots")}

    @cached_property
    def named(self) -> Mapping[tuple[int, int], set[tuple[int, int]]]:
        """Which objects each object names."""
        return named_by(self.resolver, self.known)

    @cached_property
    def holes(self) -> set[int]:
        """The numbers of objects that are named and not there: a reader shows nothing in their place."""
        return {idnum for names in self.named.values() for idnum, _generation in names} - self.numbers

    @cached_property
    def unseen(self) -> set[tuple[int, int]]:
        """Objects that no reader of the document sees, unless a page leads to them too."""
        found = _unseen(self.resolver)
        if not found:
            return found
        seen: set[tuple[int, int]] = set()
        waiting = [_ids(self.resolver.root.raw_get("/Pages"))]
        while waiting:
            if (ids := waiting.pop()) not in seen:
                seen.add(ids)
                waiting += self.named.get(ids, ())
        return found - seen


def _is_kept(earlier: _Revision, now: HistoricalResolver) -> bool:
    """Whether everything of an earlier revision is in a later one as it was, and perhaps more beside it."""
    base, pages = earlier.resolver, earlier.pages
    xrefs = base.reader.xrefs
    if _ids(base.root_ref) != _ids(now.root_ref) or "/Encrypt" in now.trailer_view or _has_own_pages(now):
        return False
    touched = {
        _ids(ref) for ref in xrefs.explicit_refs_in_revision(now.revision) | xrefs.refs_freed_in_revision(now.revision)
    }
    new = {idnum for idnum, _generation in touched - earlier.known}
    # Some programs take an object by its number alone, whatever its generation.
    if new & earlier.numbers or (new and new & earlier.holes):
        return False
    for idnum, generation in sorted((touched & earlier.known) - earlier.unseen):
        was, is_now = _object(base, idnum, generation), _object(now, idnum, generation)
        if (idnum, generation) == _ids(base.root_ref):
            is_kept = _same_but(was, is_now, CATALOGUE_MAY) and _grown_part(was, is_now, "/AcroForm")
        elif (idnum, generation) in pages:
            is_kept = _same_but(was, is_now, PAGE_MAY) and _grown_part(was, is_now, "/Annots")
        elif (idnum, generation) in earlier.lists | earlier.forms:
            is_kept = _grown(was, is_now)
        else:
            is_kept = _plain(was) == _plain(is_now) or (_may_grow(was) and _grown(was, is_now))
        if not is_kept:
            return False
    return True


def _unseen(base: HistoricalResolver) -> set[tuple[int, int]]:
    """Objects that no reader of the document sees: its properties, and the evidence for the long term."""
    found = {_ids(base.trailer_view.raw_get("/Info"))} if _has_reference(base.trailer_view, "/Info") else set()
    for key in ("/Metadata", "/DSS"):
        if _has_reference(base.root, key):
            found.add(_ids(base.root.raw_get(key)))
    evidence = _part(base.root, "/DSS")
    for holder in (evidence, _part(evidence, "/VRI")):
        found |= {_ids(holder.raw_get(key)) for key in holder if _has_reference(holder, key)}
    return found


def _forms(base: HistoricalResolver) -> set[tuple[int, int]]:
    """The form and its list of fields, which the next signature extends."""
    found = {_ids(base.root.raw_get("/AcroForm"))} if _has_reference(base.root, "/AcroForm") else set()
    form = _part(base.root, "/AcroForm")
    return found | ({_ids(form.raw_get("/Fields"))} if form and _has_reference(form, "/Fields") else set())


def _has_own_pages(now: HistoricalResolver) -> bool:
    """Whether the form brings a description of pages (XFA) that some programs show in place of the document's."""
    return "/AcroForm" in now.root and "/XFA" in now.root["/AcroForm"]


def _object(resolver: HistoricalResolver, idnum: int, generation: int):
    """The object as it is in a revision; None when it is gone."""
    try:
        return resolver.get_object(generic.Reference(idnum, generation, resolver))
    except (LookupError, PdfReadError):
        return None


def _ids(ref) -> tuple[int, int]:
    return ref.idnum, ref.generation


def _part(holder, key: str):
    """What stands under a key, followed when it is a reference (`get` does not); an empty dictionary for nothing."""
    return holder[key] if key in holder else generic.DictionaryObject()


def _has_reference(holder, key: str) -> bool:
    return key in holder and isinstance(holder.raw_get(key), generic.IndirectObject)


def _pages(resolver: HistoricalResolver) -> dict[tuple[int, int], generic.DictionaryObject]:
    """The pages by their reference; a page tree that turns in circles ends in a RecursionError, a broken file."""
    found: dict = {}

    def walk(node, reference) -> None:
        if "/Kids" not in node:
            found[_ids(reference)] = node
            return
        for kid in range(len(node["/Kids"])):
            child = node["/Kids"].raw_get(kid)
            walk(child.get_object(), child)

    top = resolver.root.raw_get("/Pages")
    walk(top.get_object(), top)
    return found


def _plain(thing):
    """A value to compare by: references stay references, a stream is its dictionary and its bytes."""
    if isinstance(thing, generic.IndirectObject):
        return ("ref", thing.idnum, thing.generation)
    if isinstance(thing, generic.StreamObject):
        return ("stream", {key: _plain(thing.raw_get(key)) for key in thing}, thing.encoded_data)
    if isinstance(thing, generic.DictionaryObject):
        return {str(key): _plain(thing.raw_get(key)) for key in thing}
    if isinstance(thing, generic.ArrayObject):
        return [_plain(thing.raw_get(place)) for place in range(len(thing))]
    return thing


def _same_but(was, is_now, may: set[str]) -> bool:
    """Whether two dictionaries agree in everything but these keys."""
    was, is_now = _plain(was), _plain(is_now)
    if not isinstance(was, dict) or not isinstance(is_now, dict):
        return False
    return {key: value for key, value in was.items() if key not in may} == {
        key: value for key, value in is_now.items() if key not in may
    }


def _grown_part(was, is_now, key: str) -> bool:
    """Whether what stood under a key is still there, and perhaps more: annotations of a page, the form."""
    if key not in was:
        return True
    return key in is_now and _extends(_plain(was[key]), _plain(is_now[key]))


def _grown(was, is_now) -> bool:
    """Whether the one is the other with things added: keys to a dictionary, members to the end of a list."""
    return _extends(_plain(was), _plain(is_now))


def _extends(was, is_now) -> bool:
    if isinstance(was, dict) and isinstance(is_now, dict):
        return all(key in is_now and _extends(value, is_now[key]) for key, value in was.items())
    if isinstance(was, list) and isinstance(is_now, list):
        return len(was) <= len(is_now) and all(_extends(*pair) for pair in zip(was, is_now, strict=False))
    return was == is_now


def _may_grow(thing) -> bool:
    """Whether an object may gain parts: a branch of the tree of tags, or a field that still waits for its signature."""
    if not isinstance(thing, generic.DictionaryObject) or isinstance(thing, generic.StreamObject):
        return False
    is_tag = thing.get("/Type") in TAGS or "/Nums" in thing or "/Limits" in thing
    return is_tag or (thing.get("/FT") == "/Sig" and "/V" not in thing)


def _has_foreign_annotation(page: tuple[int, int], now: HistoricalResolver, pages: dict, fields: set) -> bool:
    """Whether a page has gained an annotation that is no field of a signature (a stamp, a note, a drawing), a picture
    that no signature stands behind, or pictures of signatures that cover it."""
    present = _object(now, *page)
    stood, stands = _annotations(pages[page]), _annotations(present)
    for place, (reference, annotation) in enumerate(stands):
        was_shown = place < len(stood) and _is_shown(stood[place][1])
        if place >= len(stood) and not _is_signature_field(annotation):
            return True
        if _is_shown(annotation) and not was_shown and not _is_signed(reference, annotation, fields):
            return True
    box = _area(_inherited(present, "/MediaBox")) or A4
    areas = [_area(_part(annotation, "/Rect") or None) for _reference, annotation in stands[len(stood) :]]
    return max(areas, default=0) > box * LARGEST_PICTURE or sum(areas) > box * LARGEST_TOGETHER


def _annotations(page) -> list[tuple]:
    """The annotations of a page, each with its reference (None: it stands in the page itself)."""
    found = _part(page, "/Annots")
    raw = [found.raw_get(place) for place in range(len(found))]
    return [(each if isinstance(each, generic.IndirectObject) else None, each.get_object()) for each in raw]


def _is_shown(annotation) -> bool:
    """Whether an annotation has a picture that takes any room."""
    return "/AP" in annotation and _area(_part(annotation, "/Rect") or None) > 0


def _is_signed(reference, annotation, fields: set[tuple[int, int]]) -> bool:
    """Whether it is a field that the form names and that has been signed: the examination looks at that signature."""
    parent = annotation.raw_get("/Parent") if _has_reference(annotation, "/Parent") else None
    is_named = any(each is not None and _ids(each) in fields for each in (reference, parent))
    return is_named and ("/V" in annotation or "/V" in _part(annotation, "/Parent"))


def _fields(now: HistoricalResolver) -> set[tuple[int, int]]:
    """The fields that the form names."""
    fields = _part(_part(now.root, "/AcroForm"), "/Fields")
    if not isinstance(fields, generic.ArrayObject):
        return set()
    return {_ids(each) for each in map(fields.raw_get, range(len(fields))) if isinstance(each, generic.IndirectObject)}


def _area(box) -> float:
    """The area of a rectangle in square points; 0 for none, or for one that is no rectangle."""
    if not isinstance(box, generic.ArrayObject) or len(box) != 4:
        return 0
    left, bottom, right, top = (float(side) for side in box)
    return abs(right - left) * abs(top - bottom)


def _inherited(page, key: str):
    """What stands under a key of a page or of the branch of the tree that it hangs on; None for nothing."""
    while key not in page:
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return page[key]


def _is_signature_field(annotation) -> bool:
    kind = annotation.get("/FT") or _part(annotation, "/Parent").get("/FT")
    return annotation.get("/Subtype") == "/Widget" and kind == "/Sig"
