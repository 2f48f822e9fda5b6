"""Plain text in every encoding that an office in Viet Nam may still send."""

import unicodedata

import pytest

from tienbo.documents.extraction import Unreadable, extract_text, legacy

from .makers import SAMPLE, to_cp1258, to_tcvn3, to_vni

ENCODED = {
    "utf-8": SAMPLE.encode("utf-8"),
    "utf-8 with a mark": SAMPLE.encode("utf-8-sig"),
    "utf-8 in pieces": unicodedata.normalize("NFD", SAMPLE).encode("utf-8"),
    "utf-16 with a mark": SAMPLE.encode("utf-16"),
    "utf-16 big end first": b"\xfe\xff" + SAMPLE.encode("utf-16-be"),
    "utf-16 without a mark": ("So: 12/BC, Kinh gui: cac don vi. " * 4 + SAMPLE).encode("utf-16-le"),
    "windows-1258": to_cp1258(SAMPLE),
    "carriage returns": SAMPLE.replace("\n", "\r\n").encode("utf-8"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_the_same_text_comes_out_of_every_encoding(name):
    extracted = extract_text(ENCODED[name], "cv.txt")
    assert extracted.text.endswith(SAMPLE)
    assert extracted.media_type == "text/plain"


@pytest.mark.parametrize(("encoding", "encode"), [("tcvn3", to_tcvn3), ("vni", to_vni)])
def test_the_old_fonts_letters_become_vietnamese(encoding, encode):
    small = SAMPLE.lower()
    for data in (encode(small).encode("latin-1"), encode(small).encode("utf-8")):
        extracted = extract_text(data, "cv.txt")
        assert extracted.text == small
        assert extracted.encoding == encoding
        assert [remark.code for remark in extracted.warnings] == ["legacy_converted"]


def test_capitals_of_tcvn3_are_told_by_the_plain_letters_beside_them():
    assert legacy.from_tcvn3(to_tcvn3("CỘNG HÒA ỦY BAN Việt Nam")) == "CỘNG HÒA ỦY BAN Việt Nam"


def test_capitals_of_vni_stay_capitals():
    assert legacy.from_vni(to_vni("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Ủy ban Đoàn")) == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Ủy ban Đoàn"
    )


def test_text_in_another_language_is_left_alone():
    french = "Le président a été élu à l'assemblée générale, où naître était déjà une fête."
    assert legacy.to_unicode(french) == (french, None)


def test_a_legacy_paragraph_inside_a_unicode_text_is_converted_alone():
    mixed = SAMPLE + to_tcvn3("được với trong và các của những để thực hiện công tác") + "\n" + SAMPLE
    assert "được với trong và các của những" in legacy.to_unicode(mixed)[0]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t \xc2\xa0", "empty"),
        (bytes(range(32)) * 40, "corrupt"),
        (b"x" * (20 * 1024 * 1024 + 1), "too_large"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "not_a_document"),
        (b"MZ\x90\x00" + b"\x00" * 200, "not_a_document"),
        (b"Rar!\x1a\x07\x00", "not_a_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old_doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1\\ansi Kinh gui}", "unsupported"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_one_sentence(data, reason):
    with pytest.raises(Unreadable) as caught:
        extract_text(data, "cv.txt")
    assert caught.value.reason_code == reason
    for sentence in (caught.value.vi, caught.value.en):
        assert sentence.endswith(".") and ". " not in sentence
