"""A secrecy mark is refused wherever it stands alone; the word in a sentence is not a mark."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.documents.extraction import RECORDS, Classified, admitted_media_type, extract_text, is_classified

from .makers import (
    SAMPLE,
    docx_of,
    drawn,
    odt_of,
    part_of,
    pdf_of,
    to_tcvn3,
    to_vni,
    with_part,
    written,
    xlsx_of,
)

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
    "ＭẬＴ",
    "M\u200bẬ\u00adT",
    "\u041cẬ\u0422",  # Cyrillic
    "\u039cẬ\u03a4",  # Greek
    "\u041c\u0410\u0323\u0302\u0422",
    "MẬT Bản số 3",
    "MẬT - BẢN SỐ: 03/10",
    "Bản số 3 TỐI MẬT",
    "Số: 12/BC-UBND MẬT",
    "Số: ...../BC-UBND (MẬT)",
    "TUYỆT MẬT, Số 12-CV/TU",
    "MẬT / SECRET",
    "TUYỆT MẬT/TOP SECRET",
    "Cao Bằng, ngày 05 tháng 3 năm 2015 MẬT",
    "M.Ậ.T",
    "T U Y Ệ T  M Ậ T",
    "TUYỆT\nMẬT",
    "TỐI\nMẬT - KHẨN",
    "CÔNG VĂN MẬT",
    "trang trước\u2028MẬT\u2028trang sau",
    "trang trước\x0cTỐI MẬT\x85trang sau",
    "Mức độ: MẬT",
    "Mức độ mật: Mật",
    "Cấp độ: Tối mật",
    "ĐỘ MẬT MẬT",
    "Độ mật Tối mật",
    "Độ mật\tTối mật",
    "MẬT - KHÔNG SAO CHỤP",
    "MẬT - Không được sao chụp",
    "TUYỆT MẬT, CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
    "Tài liệu thu hồi - MẬT",
    "Văn bản MẬT",
    "Tài liệu MẬT",
    "Đóng dấu MẬT",
    "UBND TỈNH  MẬT",
    "MẬT  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Mật",
    "(Mật)",
    "Tối mật",
    "Tuyệt Mật",
    "Mật - Khẩn",
    "Ủy ban nhân dân tỉnh\t\tTối mật",
    "Số: 12/BC-UBND   Mật",
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
    "mật",
    "tối mật",
    "Lò Thị Mật",
    "Mức độ mật",
    "Mức độ bảo mật: cao",
    "Mật khẩu: đổi ba tháng một lần",
    "V/v giữ bí\nmật",
    "BẢO VỆ  BÍ  MẬT  NHÀ  NƯỚC",
    "Gửi tài liệu  MẬT  qua bưu điện.",
    "1 | Nông Thị | Mật",
    "LÒ THỊ MẬT",
    "bí mật",
    "BÍ MẬT",
    "B Í   M Ậ T",
    "BẢO   MẬT",
    "giữ bí mật nhà nước",
    "Luật Bảo vệ bí mật nhà nước số 29/2018/QH14 ngày 15/11/2018",
    "MẬT ĐỘ DÂN SỐ",
    "SỐ LƯỢNG VĂN BẢN MẬT",
    "Bản số 3 gửi Hội Phụ nữ",
    'Tài liệu đóng dấu "MẬT" không gửi qua thư điện tử.',
    "Không đưa tài liệu MẬT, TỐI MẬT, TUYỆT MẬT vào phần mềm.",
    "Số: 12/BC-UBND về bảo mật",
    "Số 12/BC-UBND; mật",
)


@pytest.mark.parametrize("mark", MARKED)
def test_a_mark_standing_alone_is_seen(mark):
    assert is_classified(f"Số: 12/BC\n{mark}\nKính gửi: Sở Nội vụ")


@pytest.mark.parametrize("words", ["Mật", "Tối mật", "Nông Thị\tMật", "Mật - Khẩn"])
def test_in_small_letters_only_a_letterhead_bears_a_mark(words):
    assert is_classified(f"Số: 12/BC\n{words}\nKính gửi: Sở Nội vụ")
    assert not is_classified(f"Số: 12/BC\nKính gửi: Sở Nội vụ\nNơi nhận:\n{words}\n")
    assert not is_classified("Một việc đã làm.\n" * 12 + words)


@pytest.mark.parametrize("words", UNMARKED)
def test_the_word_in_other_words_is_no_mark(words):
    assert not is_classified(f"Số: 12/BC\n{words}\nKính gửi: Sở Nội vụ")


def test_a_mark_in_text_pasted_from_an_old_font_is_seen():
    assert is_classified(f"M\xcbT\n{to_tcvn3(SAMPLE)}")
    assert not is_classified(to_tcvn3(SAMPLE))


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
    "docx capitals by look": (docx_of(SAMPLE, look={"all_caps": "Mật"}), "cv.docx"),
    "docx small capitals": (docx_of(SAMPLE, look={"small_caps": "tối mật"}), "cv.docx"),
    "docx capitals of an old font": (docx_of(SAMPLE, look={"small_caps": "m\xcbt"}, font=".VnTime"), "cv.docx"),
    "docx header in small letters": (docx_of(SAMPLE, header="UBND TỈNH CAO BẰNG\t\tTối mật"), "cv.docx"),
    "docx text box in small letters": (docx_of(SAMPLE, textbox="Mật"), "cv.docx"),
    "docx drawing": (
        docx_of(SAMPLE, drawing="<a:p><a:r><a:t>TỐI</a:t></a:r><a:br/><a:r><a:t>MẬT</a:t></a:r></a:p>"),
        "cv.docx",
    ),
    "docx drawing in small capitals": (docx_of(SAMPLE, drawing=drawn("m", "ật", look='cap="small"')), "cv.docx"),
    "docx drawing without paragraph": (docx_of(SAMPLE, drawing="<a:t>MẬT</a:t>"), "cv.docx"),
    "docx diagram": (with_part(docx_of(SAMPLE), "word/diagrams/data1.xml", part_of(drawn("MẬT"))), "cv.docx"),
    "docx chart": (with_part(docx_of(SAMPLE), "word/charts/chart1.xml", part_of(drawn("TUYỆT ", "MẬT"))), "cv.docx"),
    "docx footnote": (with_part(docx_of(SAMPLE), "word/footnotes.xml", part_of(written("MẬT"))), "cv.docx"),
    "docx endnote": (with_part(docx_of(SAMPLE), "word/endnotes.xml", part_of(written("Độ mật: Mật"))), "cv.docx"),
    "docx comment": (with_part(docx_of(SAMPLE), "word/comments.xml", part_of(written("TỐI ", "MẬT"))), "cv.docx"),
    "pdf": (pdf_of(f"TỐI MẬT\n{SAMPLE}"), "cv.pdf"),
    "pdf in small letters": (pdf_of(f"UBND TỈNH CAO BẰNG\nMật\n{SAMPLE}"), "cv.pdf"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_marked_file_is_refused_and_nothing_of_it_is_said(name):
    data, filename = FILES[name]
    with pytest.raises(Classified) as caught:
        extract_text(data, filename)
    for sentence in (caught.value.vi, caught.value.en, str(caught.value)):
        assert "12/BVSTBPN" not in sentence and "Kính gửi" not in sentence
        assert sentence.endswith(".") and ". " not in sentence


UNMARKED_FILES = {
    "name in a table": docx_of(SAMPLE, table=[["TT", "Họ", "Tên"], ["1", "Nông Thị", "Mật"], ["2", "Hà", "Mai"]]),
    "word in a drawing": docx_of(SAMPLE, drawing=drawn("Bảo vệ bí ", "mật nhà nước")),
    "word parted into runs": docx_of(SAMPLE, drawing=drawn("Không gửi tài liệu ", "MẬT", " qua thư điện tử")),
    "word in a footnote": with_part(docx_of(SAMPLE), "word/footnotes.xml", part_of(written("Luật Bảo vệ bí mật"))),
    "heading in small capitals": docx_of(SAMPLE, look={"small_caps": "Công tác bảo vệ bí mật"}),
    "a template's building block": with_part(docx_of(SAMPLE), "word/glossary/document.xml", part_of(written("MẬT"))),
}


@pytest.mark.parametrize("name", UNMARKED_FILES)
def test_a_file_with_the_word_in_other_words_is_read(name):
    assert "Kính gửi" in extract_text(UNMARKED_FILES[name], "cv.docx").text


@pytest.mark.parametrize(
    ("data", "marked"),
    [
        (xlsx_of("Họ tên", textbox="Mật"), True),
        (xlsx_of("Họ tên", header="Tối mật"), True),
        (xlsx_of("Nông Thị", "Mật"), False),
        (odt_of("UBND TỈNH", "Mật", "Kính gửi: Sở Nội vụ"), True),
        (odt_of("Kính gửi: Sở Nội vụ", header="Tối mật"), True),
        (odt_of("Kính gửi: Sở Nội vụ", "giữ bí mật", "Mật"), False),
    ],
)
def test_a_typed_mark_counts_beside_the_cells_and_where_a_document_begins(data, marked):
    if marked:
        with pytest.raises(Classified):
            admitted_media_type(data, RECORDS)
    else:
        assert admitted_media_type(data, RECORDS)


DEGREES = st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
INVISIBLE = ["", "", "", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff"]
LOOK_ALIKE = {"M": "M\u041c\u039c", "T": "T\u0422\u03a4", "I": "I\u0406\u0399", "Y": "Y\u03a5", "U": "U\uff35"}
BESIDE = [
    "",
    "",
    "Bản số 3",
    "Số: 12/BC-UBND",
    "/ SECRET",
    "KHẨN",
    "HỎA TỐC -",
    "Trang 2/5",
    "- KHÔNG SAO CHỤP",
]
LINE_ENDS = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"]


@st.composite
def stamps(draw) -> str:
    """A degree as somebody may type or paste it: set apart, in other alphabets, with characters that show nothing."""
    between = draw(st.sampled_from(["", " ", "."]))
    letters = [draw(st.sampled_from(LOOK_ALIKE.get(letter, letter))) for letter in draw(DEGREES)]
    mark = between.join(letter + draw(st.sampled_from(INVISIBLE)) for letter in letters)
    mark = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC"])), mark)
    framed = draw(st.sampled_from(["{}", "({})", "[ {} ]", "**{}**", "  {}  ", "“{}”", "- {} -"])).format(mark)
    return f"{draw(st.sampled_from(BESIDE))} {framed} {draw(st.sampled_from(BESIDE))}"


@given(stamps(), st.sampled_from(LINE_ENDS))
def test_a_mark_is_seen_however_it_is_written(stamp, end):
    assert is_classified(f"Ban Vì sự tiến bộ của phụ nữ{end}{stamp}{end}Kính gửi: Sở Nội vụ")


ORDINARY = [
    "bí mật", "Bí mật nhà nước", "giữ bí mật", "mật độ", "Mật độ dân số", "bảo mật", "tài liệu mật", "bà Mật",
    "Luật Bảo vệ bí mật nhà nước", "tối mật", "mật ong", "văn bản MẬT", "độ mật", "cẩn mật", "BÍ MẬT", "BẢO MẬT",
    "mật khẩu", "Mật khẩu", "bảo mật thông tin", "Mức độ mật", "Mật", "Tối mật",
]  # fmt: skip
COMMON = ["phụ nữ", "báo cáo", "của", "Sở Y tế", "năm 2015", "số 12", "Ủy ban", "đề nghị", "trước ngày 05/6", "bản"]


@given(
    st.lists(st.sampled_from(ORDINARY), min_size=1, max_size=3),
    st.lists(st.sampled_from(COMMON), min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_sentence_with_the_word_in_it_is_never_a_mark(words, others, random):
    # The sentence is told apart by what stands around the word, wherever it stands.
    sentence = [*words, *others]
    random.shuffle(sentence)
    assert not is_classified(f"Số: 12/BC\nThực hiện {' '.join(sentence)} theo quy định.\nNơi nhận:")


LETTERS = sorted((Path(__file__).parents[2] / "guidance" / "reading" / "letters").glob("*.txt"))


@pytest.mark.parametrize("path", LETTERS, ids=[path.stem for path in LETTERS])
def test_no_letter_of_the_readers_tests_is_taken_for_a_marked_one(path):
    assert not is_classified(path.read_text(encoding="utf-8"))


@given(st.text(max_size=300))
def test_the_search_for_a_mark_never_fails(text):
    assert is_classified(text) in (True, False)
    assert is_classified(text + "\nTUYỆT MẬT\n")
