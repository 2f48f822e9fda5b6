"""PDF: text page by page, scans, passwords, damage."""

import pytest

from tienbo.documents.extraction import Unreadable, extract_text

from .makers import SAMPLE, locked_pdf, pdf_of


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        extract_text(data, "cv.pdf")
    return caught.value.reason_code


def test_the_text_comes_out_page_by_page():
    extracted = extract_text(pdf_of(SAMPLE, "Trang hai có chữ."), "cv.pdf")
    assert len(extracted.pages) == 2
    assert "Kính gửi: các đơn vị trong tỉnh" in extracted.pages[0]
    assert "Trang hai" in extracted.pages[1]
    assert extracted.media_type == "application/pdf"


def test_a_page_without_text_is_remarked_and_a_scan_refused():
    assert [remark.code for remark in extract_text(pdf_of(SAMPLE, ""), "cv.pdf").warnings] == ["pages_without_text"]
    assert refused(pdf_of("", "")) == "scanned"


def test_a_password_or_damage_is_named():
    assert refused(locked_pdf()) == "encrypted"
    assert refused(b"%PDF-1.7\n" + b"rubbish " * 50) == "corrupt"
    whole = pdf_of(SAMPLE)
    assert refused(whole[:200]) == "corrupt"
