"""A secrecy mark is refused wherever it stands alone; the word in a sentence is not a mark."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.documents.extraction import Classified, extract_text, is_classified

from .makers import SAMPLE, docx_of, pdf_of, to_tcvn3, to_vni

MARKED = (
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "  (MẬT)  ",
    "**MẬT**",
    "[ TUYỆT MẬT ]",
    "M Ậ T",
    "Độ mật: MẬT",
    "Độ mật: Tối mật",
    "ĐỘ MẬT: TUYỆT MẬT",
    "ĐÓNG DẤU MẬT",
    "DẤU: TỐI MẬT",
    "MẬT - KHẨN",
    "HỎA TỐC - TỐI MẬT",
    "UBND TỈNH CAO BẰNG          MẬT",
    "UBND TỈNH CAO BẰNG\tTUYỆT MẬT",
    "UBND TỈNH | MẬT | CỘNG HÒA",
    unicodedata.normalize("NFD", "TUYỆT MẬT"),
)
UNMARKED = (
    "Bảo vệ bí mật nhà nước, bảo mật thông tin.",
    "Mật độ dân số của huyện.",
    "Không gửi tài liệu mật qua thư điện tử.",
    "Độ mật: Không",
    "Độ mật: .....",
    "QUY CHẾ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
    "CÔNG TÁC BẢO VỆ BÍ\nMẬT",
    "Mật ong",
    "MẶT TRẬN TỔ QUỐC",
    "Văn bản mật phải đăng ký riêng.",
)


@pytest.mark.parametrize("mark", MARKED)
def test_a_mark_standing_alone_is_seen(mark):
    assert is_classified(f"Số: 12/BC\n{mark}\nKính gửi: Sở Nội vụ")


@pytest.mark.parametrize("words", UNMARKED)
def test_the_word_in_other_words_is_no_mark(words):
    assert not is_classified(f"Số: 12/BC\n{words}\nKính gửi: Sở Nội vụ")


FILES = {
    "text": (f"MẬT\n{SAMPLE}".encode(), "cv.txt"),
    "tcvn3": (to_tcvn3(f"{SAMPLE}").encode("latin-1") + b"\nM\xcbT\n", "cv.txt"),
    "vni": (to_vni(SAMPLE).encode("latin-1") + to_vni("\nTUYỆT MẬT\n").encode("latin-1"), "cv.txt"),
    "docx line": (docx_of("MẬT", SAMPLE), "cv.docx"),
    "docx cell": (docx_of(SAMPLE, table=[["UBND TỈNH", "TỐI MẬT"]]), "cv.docx"),
    "docx wide table": (docx_of(SAMPLE, table=[["Số", "MẬT", "Ngày"], ["1", "2", "3"]]), "cv.docx"),
    "docx header": (docx_of(SAMPLE, header="MẬT"), "cv.docx"),
    "docx footer": (docx_of(SAMPLE, footer="Độ mật: MẬT"), "cv.docx"),
    "docx text box": (docx_of(SAMPLE, textbox="TUYỆT MẬT"), "cv.docx"),
    "docx watermark": (docx_of(SAMPLE, watermark="MẬT"), "cv.docx"),
    "pdf": (pdf_of(f"TỐI MẬT\n{SAMPLE}"), "cv.pdf"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_marked_file_is_refused_and_nothing_of_it_is_said(name):
    data, filename = FILES[name]
    with pytest.raises(Classified) as caught:
        extract_text(data, filename)
    for sentence in (caught.value.vi, caught.value.en, str(caught.value)):
        assert "12/BVSTBPN" not in sentence and "Kính gửi" not in sentence
        assert sentence.endswith(".") and ". " not in sentence


@given(st.text(max_size=300))
def test_the_search_for_a_mark_never_fails(text):
    assert is_classified(text) in (True, False)
    assert is_classified(text + "\nTUYỆT MẬT\n")
