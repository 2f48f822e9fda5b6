"""Signatures: put in, examined, held against the original; files and keys that are refused."""

import datetime as dt
import io
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import PdfSignatureMetadata
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.signers import sign_pdf

from tests.documents.certificates import PASSWORD, person, root, roots
from tests.documents.samples import half_year_report
from tienbo.documents.pdf import to_pdf
from tienbo.documents.signatures import (
    Addition,
    Examination,
    KeyRefused,
    NotExaminable,
    Roots,
    RootsUnreadable,
    addition_to,
    examine,
    key_of_pkcs12,
    roots_in,
    sign,
)

NOW = dt.datetime(2015, 6, 10, 2, tzinfo=dt.UTC)
LATER = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)


@cache
def original() -> bytes:
    return to_pdf(half_year_report())


@cache
def signed() -> bytes:
    return sign(original(), person().key, now=NOW)


@cache
def signed_twice() -> bytes:
    return sign(signed(), person("Hoàng Thị B").key, now=NOW + dt.timedelta(hours=1))


def updated(data: bytes, change) -> bytes:
    """The file with one more revision in which `change(writer)` has changed something."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(writer):
    return writer.root["/Pages"]["/Kids"][0].get_object()


# --- what is signed here ----------------------------------------------------------------------------------------------


def test_a_signed_file_begins_with_the_original_and_says_who_signed_when():
    assert signed().startswith(original())
    (found,) = examine(signed(), roots(), now=NOW).signatures
    assert (found.name, found.organisation, found.title) == ("Nông Văn A", "UBND huyện Hòa An", "Trưởng ban")
    assert (found.issuer, found.serial) == ("Root CA", f"{person().certificate.serial_number:X}")
    assert (found.when, found.is_stamped) == (NOW, False)
    assert found.is_trusted and found.covers_all and not found.changed_after


def test_several_sign_one_after_another_and_each_stands():
    found = examine(signed_twice(), roots(), now=LATER)
    assert [each.name for each in found.signatures] == ["Nông Văn A", "Hoàng Thị B"]
    assert found.stands and found.is_trusted
    assert [each.changed_after for each in found.signatures] == ["form", ""]
    assert addition_to(original(), signed_twice()) is addition_to(original(), signed()) is Addition.SIGNATURES


def test_what_was_found_survives_being_kept():
    found = examine(signed_twice(), roots(), now=NOW)
    assert Examination.of_facts(found.as_facts()) == found


def test_a_file_without_signatures_does_not_stand():
    assert examine(original(), roots(), now=NOW) == Examination(())
    assert not examine(original(), roots(), now=NOW).stands


# --- trust ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "known", "now", "trust"),
    [
        (person(), Roots(), NOW, "no_roots"),
        (person(), roots("Root other"), NOW, "unknown_root"),
        (person(), roots("Root other", "Root CA"), NOW, "trusted"),
        (person(), roots(), NOW - dt.timedelta(days=1), "ahead"),
        # Valid when it was signed: that it has run out since changes nothing.
        (person(), roots(), LATER, "trusted"),
    ],
)
def test_a_signer_is_trusted_only_by_a_chain_to_a_given_root_at_the_moment_of_signing(who, known, now, trust):
    (found,) = examine(sign(original(), who.key, now=NOW), known, now=now).signatures
    assert (found.is_intact, found.trust) == (True, trust)
    assert found.is_trusted == (trust == "trusted")


def test_a_certificate_that_had_run_out_when_it_signed_is_not_trusted(monkeypatch):
    old = person("Đã hết hạn", until=dt.datetime(2015, 1, 1)).key
    monkeypatch.setattr(type(old), "refuse_unfit", lambda self, now: None)
    (found,) = examine(sign(original(), old, now=NOW), roots(), now=NOW).signatures
    assert (found.is_intact, found.trust) == (True, "expired")


def test_roots_come_from_a_folder_and_a_file_that_is_none_is_named(tmp_path):
    (tmp_path / "a.pem").write_bytes(root()[1] + root("Root other")[1])
    (tmp_path / "doc.txt").write_text("không phải chứng thư")
    found = roots_in(tmp_path)
    assert len(found.certificates) == 2 and found.fingerprint == roots("Root other", "Root CA").fingerprint
    (tmp_path / "b.crt").write_text("không phải chứng thư")
    with pytest.raises(RootsUnreadable, match=r"b\.crt"):
        roots_in(tmp_path)
    with pytest.raises(RootsUnreadable):
        roots_in(tmp_path / "không có")
    assert not roots_in(None) and roots_in(None).fingerprint == ""


# --- altered ----------------------------------------------------------------------------------------------------------


@given(place=st.integers(0, len(original()) - 1))
def test_an_altered_byte_of_what_was_signed_never_stands(place):
    data = bytearray(signed())
    data[place] ^= 1
    assert addition_to(original(), bytes(data)) is Addition.OTHER
    try:
        found = examine(bytes(data), roots(), now=NOW)
    except NotExaminable:
        return
    assert not found.stands


def test_a_page_that_is_replaced_before_signing_is_a_change_though_the_signature_stands():
    def swap(writer):
        page = page_of(writer)
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
        writer.update_container(page)

    forged = sign(updated(original(), swap), person().key, now=NOW)
    assert forged.startswith(original()) and examine(forged, roots(), now=NOW).is_trusted
    assert addition_to(original(), forged) is Addition.CHANGES


def test_a_stream_that_is_redefined_in_place_is_a_change():
    def redefine(writer):
        contents = page_of(writer).raw_get("/Contents")
        reference = contents[0] if isinstance(contents, generic.ArrayObject) else contents
        writer.objects[(reference.generation, reference.idnum)] = generic.StreamObject(stream_data=b"BT ET")

    assert addition_to(original(), updated(signed(), redefine)) is Addition.CHANGES


def test_a_page_that_is_added_after_signing_is_a_change_and_the_signature_says_so():
    def duplicate(writer):
        pages = writer.root["/Pages"]
        pages["/Kids"].append(pages["/Kids"].raw_get(0))
        pages["/Count"] = generic.NumberObject(int(pages["/Count"]) + 1)
        writer.update_container(pages["/Kids"])
        writer.update_container(pages)

    data = updated(signed(), duplicate)
    assert addition_to(original(), data) is Addition.CHANGES
    (found,) = examine(data, roots(), now=NOW).signatures
    assert found.is_intact and found.changed_after == "document" and not found.stands


def test_a_catalogue_that_opens_something_is_a_change():
    def act(writer):
        writer.root["/OpenAction"] = generic.DictionaryObject({generic.pdf_name("/S"): generic.pdf_name("/Named")})
        writer.update_root()

    assert addition_to(original(), updated(original(), act)) is Addition.CHANGES


def test_a_stamp_on_a_page_is_told_apart_from_a_signature():
    def stamp(writer):
        page = page_of(writer)
        note = generic.DictionaryObject(
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
                generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(each) for each in (9, 9, 99, 99)]),
                generic.pdf_name("/Contents"): generic.pdf_string("Số: 45"),
            }
        )
        page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
        writer.update_container(page["/Annots"])
        writer.update_container(page)

    data = sign(updated(original(), stamp), person().key, now=NOW)
    assert addition_to(original(), data) is Addition.ANNOTATIONS


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        ((300, 80, 500, 180), Addition.SIGNATURES),
        ((0, 0, 595, 842), Addition.ANNOTATIONS),
        ((595, 842, 0, 300), Addition.ANNOTATIONS),
    ],
)
def test_the_picture_of_a_signature_may_not_cover_the_page(box, expected):
    field = SigFieldSpec("Ky", on_page=0, box=box)
    prepared = updated(original(), lambda writer: append_signature_field(writer, field))
    out = io.BytesIO()
    signer = person().key.signer
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(prepared)), PdfSignatureMetadata("Ky"), signer, output=out)
    assert addition_to(original(), out.getvalue()) is expected


def test_a_note_put_on_the_text_after_signing_takes_the_signature_down():
    def cover(writer):
        page = page_of(writer)
        note = generic.DictionaryObject({generic.pdf_name("/Subtype"): generic.pdf_name("/Square")})
        page["/Annots"].append(writer.add_object(note))
        writer.update_container(page["/Annots"])
        writer.update_container(page)

    (found,) = examine(updated(signed(), cover), roots(), now=NOW).signatures
    assert found.is_intact and found.changed_after == "document"


def test_a_field_that_was_prepared_for_a_second_signer_is_signed_without_harm_to_the_first():
    prepared = updated(original(), lambda writer: append_signature_field(writer, SigFieldSpec("Van_thu")))
    first = sign(prepared, person().key, now=NOW)
    out = io.BytesIO()
    sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(first)),
        PdfSignatureMetadata(field_name="Van_thu"),
        person("Hoàng Thị B").key.signer,
        output=out,
    )
    assert examine(out.getvalue(), roots(), now=dt.datetime.now(dt.UTC)).stands
    assert addition_to(original(), out.getvalue()) is Addition.SIGNATURES


def test_a_file_that_was_saved_anew_is_not_the_original():
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(original())))
    out = io.BytesIO()
    writer.write(out)
    assert addition_to(original(), sign(out.getvalue(), person().key, now=NOW)) is Addition.OTHER
    assert addition_to(original(), original()) is Addition.NOTHING


def test_an_update_that_does_not_lead_back_to_the_original_is_a_change():
    """The original's bytes in front, and behind them a table of objects that never looks back at its own."""
    behind = signed()[len(original()) :].replace(b"/Prev", b"/Pr_v")
    assert addition_to(original(), original() + behind) is Addition.CHANGES


# --- files that are refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7" + b"\x00" * (20 * 1024 * 1024), "too_large"),
        (b"PK\x03\x04 a zip", "not_pdf"),
        (b"%PDF-1.7\nnothing", "broken"),
        (original()[:-2000], "broken"),
    ],
)
def test_what_cannot_be_examined_is_refused_in_one_sentence(data, reason):
    with pytest.raises(NotExaminable) as refused:
        examine(data, roots(), now=NOW)
    assert refused.value.reason == reason
    assert refused.value.vi.count(". ") <= 1 and refused.value.vi.endswith(".")


def test_a_file_with_a_password_is_refused():
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(original())))
    writer.encrypt("chủ", "người đọc")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(NotExaminable) as refused:
        examine(out.getvalue(), roots(), now=NOW)
    assert refused.value.reason == "encrypted"


@given(st.binary(max_size=400), st.integers(0, 400))
def test_no_bytes_break_the_examination(noise, cut):
    for data in (b"%PDF-1.7\n" + noise, signed()[: len(signed()) - cut] + noise):
        try:
            examine(data, roots(), now=NOW)
            addition_to(original(), data)
        except NotExaminable:
            pass


# --- keys that are refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "password", "reason"),
    [
        (person().p12, "sai", "unreadable"),
        (b"khong phai p12", PASSWORD, "unreadable"),
        (b"0" * 200_000, PASSWORD, "too_large"),
    ],
)
def test_a_key_file_that_does_not_open_is_refused_without_its_password(data, password, reason):
    with pytest.raises(KeyRefused) as refused:
        key_of_pkcs12(data, password)
    assert refused.value.reason == reason
    assert password not in str(refused.value) + repr(refused.value)


def test_a_file_without_the_private_key_is_refused():
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    data = pkcs12.serialize_key_and_certificates(
        None, None, None, [person().certificate], BestAvailableEncryption(PASSWORD.encode())
    )
    with pytest.raises(KeyRefused) as refused:
        key_of_pkcs12(data, PASSWORD)
    assert refused.value.reason == "no_key"


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (person("Hết hạn", until=dt.datetime(2015, 1, 1)), "expired"),
        (person("Chưa đến ngày", since=dt.datetime(2016, 1, 1)), "not_yet"),
        (person("Mã hóa", usage="key_encipherment"), "not_for_signing"),
    ],
)
def test_a_certificate_that_may_not_sign_now_is_refused(who, reason):
    with pytest.raises(KeyRefused) as refused:
        sign(original(), who.key, now=NOW)
    assert refused.value.reason == reason
