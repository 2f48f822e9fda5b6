"""Files that look otherwise than what was signed: each shows in some reader, none may stand."""

import io
import re

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from tests.documents.certificates import person, roots
from tests.documents.test_signatures import NOW, original, page_of, signed, updated
from tienbo.documents.signatures import Addition, NotExaminable, addition_to, examine, sign
from tienbo.documents.signatures import reading as opening
from tienbo.documents.signatures.naming import _HEADER, _NAMED, _readings

PICTURE = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 160]/Length 24>>\nstream\n1 1 1 rg 0 0 600 160 re f\nendstream"


def updated_by_hand(data: bytes, number: int, body: bytes, lines=None) -> bytes:
    """A revision written as lines. `lines`: of the table, given where the object stands."""
    reader = PdfFileReader(io.BytesIO(data))
    root, size = reader.trailer_view.raw_get("/Root"), int(reader.trailer_view["/Size"])
    before = re.findall(rb"startxref\s+(\d+)", data)[-1].decode()
    place = len(data) + 1
    out = data + b"\n%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = "".join(f"{number} 1\n{at:010} 00000 n \n" for at in (lines(place) if lines else [place]))
    trailer = f"<</Size {max(size, number + 1)}/Root {root.idnum} {root.generation} R/Prev {before}>>"
    return out + f"xref\n{table}trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode()


def put_picture(writer, rect, picture=None, *, in_form: bool = True) -> None:
    """A field that waits for a signature and shows something already."""
    shown = picture or writer.add_object(
        generic.StreamObject(
            {name("/Subtype"): name("/Form"), name("/BBox"): generic.ArrayObject(map(generic.NumberObject, rect))},
            stream_data=b"1 1 1 rg 0 0 600 160 re f",
        )
    )
    field = {
        name("/Type"): name("/Annot"),
        name("/Subtype"): name("/Widget"),
        name("/FT"): name("/Sig"),
        name("/T"): generic.pdf_string(f"o{rect[1]}"),
        name("/Rect"): generic.ArrayObject(map(generic.NumberObject, rect)),
        name("/AP"): generic.DictionaryObject({name("/N"): shown}),
    }
    reference, page = writer.add_object(generic.DictionaryObject(field)), page_of(writer)
    page.setdefault(name("/Annots"), generic.ArrayObject()).append(reference)
    writer.update_container(page["/Annots"])
    writer.update_container(page)
    if in_form:
        writer.root["/AcroForm"]["/Fields"].append(reference)
        writer.update_container(writer.root["/AcroForm"]["/Fields"])


@pytest.mark.parametrize("in_form", [True, False])
def test_a_picture_that_no_signature_stands_behind_is_put_over_the_figures(in_form):
    covered = updated(signed(), lambda writer: put_picture(writer, (0, 300, 595, 460), in_form=in_form))
    assert addition_to(original(), covered) is Addition.ANNOTATIONS
    (found,) = examine(covered, roots(), now=NOW).signatures
    assert found.is_intact and found.changed_after == "document" and not found.stands


def test_pictures_of_signatures_may_not_cover_the_page_together():
    def prepare(writer):
        for each in range(4):
            box = (0, each * 160, 595, each * 160 + 160)
            append_signature_field(writer, SigFieldSpec(f"Ky{each}", on_page=0, box=box))

    assert addition_to(original(), updated(original(), prepare)) is Addition.ANNOTATIONS


def test_a_picture_that_was_named_before_signing_and_put_in_afterwards():
    def leave_a_hole(writer):
        put_picture(writer, (0, 300, 595, 460), generic.IndirectObject(90_000, 0, writer), in_form=False)

    first = sign(updated(original(), leave_a_hole), person().key, now=NOW)
    assert examine(first, roots(), now=NOW).stands
    filled = updated_by_hand(first, 90_000, PICTURE)
    (found,) = examine(filled, roots(), now=NOW).signatures
    assert found.is_intact and found.changed_after == "document"


def test_an_object_that_is_listed_twice_is_another_one_to_another_reader():
    reader = PdfFileReader(io.BytesIO(signed()))
    contents = reader.root["/Pages"]["/Kids"][0].raw_get("/Contents")
    reference = contents if isinstance(contents, generic.IndirectObject) else contents.raw_get(0)
    true = reader.xrefs[reference.reference]
    other = updated_by_hand(
        signed(), reference.idnum, b"<</Length 5>>\nstream\nBT ET\nendstream", lambda at: [at, true]
    )
    assert addition_to(original(), other) is Addition.CHANGES
    assert not examine(other, roots(), now=NOW).stands


def test_what_is_called_evidence_and_shown_on_a_page_is_no_evidence():
    """Evidence for the long term may change after signing; a page's content that is declared to be it may not."""

    def declare(writer):
        contents = page_of(writer).raw_get("/Contents")
        reference = contents if isinstance(contents, generic.IndirectObject) else contents.raw_get(0)
        content = generic.IndirectObject(reference.idnum, reference.generation, writer)
        writer.root["/DSS"] = generic.DictionaryObject({name("/Certs"): content})
        writer.update_root()

    first = sign(updated(original(), declare), person().key, now=NOW)
    reference = PdfFileReader(io.BytesIO(first)).root["/DSS"].raw_get("/Certs")
    other = updated_by_hand(first, reference.idnum, b"<</Length 5>>\nstream\nBT ET\nendstream")
    (found,) = examine(other, roots(), now=NOW).signatures
    assert found.changed_after == "document"


def test_more_objects_than_any_report_has_are_not_looked_at():
    with pytest.raises(NotExaminable) as refused:
        examine(original() + b"1 0 obj\n" * (opening.MAX_OBJECTS + 1), roots(), now=NOW)
    assert refused.value.reason == "too_many"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch):
    """The limit is brought down to nothing; whatever else happens, the clock is put back."""
    monkeypatch.setattr(opening, "MAX_SECONDS", 0.001)
    with pytest.raises(NotExaminable) as refused:
        examine(signed(), roots(), now=NOW)
    assert refused.value.reason == "too_many"
    assert opening.signal.getitimer(opening.signal.ITIMER_REAL)[0] == 0


def test_a_table_that_some_readers_put_together_anew_is_a_change():
    """They would take objects that stand in the file and are listed nowhere."""
    other = updated_by_hand(signed(), 90_000, b"null").replace(b" 00000 n \n", b" 00000 n\n")
    assert addition_to(original(), updated_by_hand(signed(), 90_000, b"null")) is Addition.SIGNATURES
    assert addition_to(original(), other) is Addition.CHANGES


def test_an_object_that_no_table_lists_is_a_change_wherever_it_stands():
    """Behind a signature, a number that is on the page already; and one that holds others."""
    last = re.findall(rb"(\d+) 0 obj", original())[0].decode()
    page = f"{last} 0 obj\n<</Length 5>>\nstream\nBT ET\nendstream\nendobj\n"
    holder = "99999 0 obj\n<</Type/ObjStm/N 1/First 4/Length 9>>\nstream\n5 0 null \nendstream\nendobj\n"
    for hidden in (page, holder):
        covered = updated_by_hand(signed() + b"\n" + hidden.encode(), 90_001, b"<<>>")
        assert addition_to(original(), covered) is Addition.CHANGES
    assert addition_to(original(), updated_by_hand(signed(), 90_001, b"<<>>")) is Addition.SIGNATURES


@pytest.mark.parametrize("between", [b" ", b"\r\n", b" % 1 0 R\n", b"%\n%\n"])
def test_an_object_is_known_by_its_head_whatever_stands_between(between):
    last = re.findall(rb"(\d+) 0 obj", original())[0]
    hidden = between.join((last, b"0", b"obj")) + b"\n<<>>\nendobj\n"
    covered = updated_by_hand(signed() + b"\n" + hidden, 90_001, b"<<>>")
    assert addition_to(original(), covered) is Addition.CHANGES


def test_numbers_in_comments_keep_nobody_waiting():
    """Minutes, when every number began a search to the comment's end; here the tests would stand still."""
    endless = b"1 %" * 1_000_000
    assert not any(_HEADER.search(each) or _NAMED.search(each) for each in _readings(endless))
    longer = updated_by_hand(signed(), 90_001, b"<<>> % " + endless)
    assert addition_to(original(), longer) is Addition.SIGNATURES
