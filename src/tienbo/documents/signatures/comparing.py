"""What a PDF holds beyond an original that it begins with.

A file may begin with an original's every byte and still show something else: an update behind it can put another page
in the place of one. So each object of the original that a later revision defines anew is held against what it was.
Allowed are the ways in which a signature is put in: the catalogue gains a form, a page gains annotations, the tree of
tags gains branches, properties change. Whatever else differs is a change of the document.

Signing programs differ in what they touch. What is not known here counts as a change: nothing is called ours that may
not be.
"""

from enum import StrEnum

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from tienbo.documents.signatures.reading import open_pdf, readable
from tienbo.documents.signatures.refusals import NotExaminable

# What signing puts into the catalogue: the form, its declaration, what a certifying signature allows, evidence for the
# long term (certificates, lists of revocation), properties.
CATALOGUE_MAY = {"/AcroForm", "/Extensions", "/Perms", "/DSS", "/Metadata", "/Version"}
PAGE_MAY = {"/Annots"}
# The trees of tags, which no eye sees.
TAGS = {"/StructTreeRoot", "/StructElem", "/OBJR", "/MCR"}
# The picture of a signature beside a seal takes a twentieth of a page; above this share it can hide the document.
LARGEST_PICTURE = 0.2
A4 = 595.0 * 842.0


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
    before = open_pdf(original)
    try:
        after = open_pdf(data)
    except NotExaminable as refusal:
        if refusal.reason == "encrypted":
            return Addition.CHANGES
        raise
    with readable():
        return _addition(before, after)


def _addition(before: PdfFileReader, after: PdfFileReader) -> Addition:
    last = before.total_revisions - 1
    if after.total_revisions <= last + 1 or not _stands_on(before, after, last):
        return Addition.CHANGES
    return addition_after(after, last)


def addition_after(reader: PdfFileReader, revision: int) -> Addition:
    """What the later revisions of a file hold beyond one of them (counted from 0): each is held against it."""
    if reader.xrefs.hybrid_xrefs_present:
        return Addition.CHANGES
    base, level = reader.get_historical_resolver(revision), Addition.NOTHING
    for later in range(revision + 1, reader.total_revisions):
        found = _revised(base, reader.get_historical_resolver(later))
        if found is Addition.CHANGES:
            return found
        level = max(level, found, key=list(Addition).index)
    return level


def _stands_on(before: PdfFileReader, after: PdfFileReader, last: int) -> bool:
    """Whether the later revisions lead back to the original's own table of objects, table by table."""
    return all(
        before.xrefs.get_startxref_for_revision(each) == after.xrefs.get_startxref_for_revision(each)
        for each in range(last + 1)
    )


def _revised(base: HistoricalResolver, now: HistoricalResolver) -> Addition:
    """One later revision against an earlier one."""
    xrefs = base.reader.xrefs
    if _ids(base.root_ref) != _ids(now.root_ref) or "/Encrypt" in now.trailer_view or _has_own_pages(now):
        return Addition.CHANGES
    known = {_ids(ref) for each in range(base.revision + 1) for ref in xrefs.explicit_refs_in_revision(each)}
    touched = xrefs.explicit_refs_in_revision(now.revision) | xrefs.refs_freed_in_revision(now.revision)
    pages, unseen = _pages(base), _unseen(base)
    lists = {_ids(page.raw_get("/Annots")) for page in pages.values() if _has_reference(page, "/Annots")}
    forms = _forms(base)
    for idnum, generation in sorted(({_ids(ref) for ref in touched} & known) - unseen):
        was, is_now = _object(base, idnum, generation), _object(now, idnum, generation)
        if (idnum, generation) == _ids(base.root_ref):
            is_kept = _same_but(was, is_now, CATALOGUE_MAY) and _grown_part(was, is_now, "/AcroForm")
        elif (idnum, generation) in pages:
            is_kept = _same_but(was, is_now, PAGE_MAY) and _grown_part(was, is_now, "/Annots")
        elif (idnum, generation) in lists | forms:
            is_kept = _grown(was, is_now)
        else:
            is_kept = _plain(was) == _plain(is_now) or (_may_grow(was) and _grown(was, is_now))
        if not is_kept:
            return Addition.CHANGES
    if any(_has_foreign_annotation(page, now, pages) for page in pages):
        return Addition.ANNOTATIONS
    return Addition.SIGNATURES


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


def _has_foreign_annotation(page: tuple[int, int], now: HistoricalResolver, pages: dict) -> bool:
    """Whether a page has gained an annotation that is no field of a signature (a stamp, a note, a drawing), or a field
    whose picture covers it."""
    known = pages[page]
    before = len(known["/Annots"]) if "/Annots" in known else 0
    present = _object(now, *page)
    added = list(present["/Annots"])[before:] if "/Annots" in present else []
    box = _area(_inherited(present, "/MediaBox")) or A4
    return any(not _is_signature_field(each.get_object()) or _covers(each.get_object(), box) for each in added)


def _covers(annotation, page: float) -> bool:
    """Whether the picture of a signature takes so much of its page that it could stand for other words."""
    return _area(_part(annotation, "/Rect") or None) > page * LARGEST_PICTURE


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
