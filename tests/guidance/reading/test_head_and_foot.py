"""Number, date, place, kind, subject, addressees, copies and signature in the forms that offices use."""

import pytest

from tienbo.guidance.reading import read_letter
from tienbo.guidance.reading.numbering import scan_number

HEAD = "UBND TỈNH MAI SƠN\n{number}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n{date}\n{title}"
BODY = "\n\nKính gửi: {to}\n\nĐề nghị các đơn vị triển khai.\n\nNơi nhận:\n{copies}\n\n{signature}\n"


def letter_with(
    number: str = "Số: 12/UBND-VX",
    date: str = "Mai Sơn, ngày 5 tháng 3 năm 2019",
    title: str = "V/v công tác phụ nữ",
    to: str = "Sở Nội vụ",
    copies: str = "- Như trên;\n- Lưu: VT.",
    signature: str = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Thị Mẫu",
):
    return read_letter(
        HEAD.format(number=number, date=date, title=title) + BODY.format(to=to, copies=copies, signature=signature)
    )


NUMBERS = {
    "Số: 202/BVSTBCPN-VP": "202/BVSTBCPN-VP",
    "Số:202/BVSTBCPN-VP": "202/BVSTBCPN-VP",
    "SỐ: 202/BVSTBCPN-VP": "202/BVSTBCPN-VP",
    "Sô: 202/BVSTBCPN-VP": "202/BVSTBCPN-VP",
    "Số : 12 / BC - BVSTBCPN": "12/BC-BVSTBCPN",
    "Số: 739/BNV-CTTN&BĐG": "739/BNV-CTTN&BĐG",
    "Số 12-CV/TU": "12-CV/TU",
    "Số 145 -KH/TU": "145-KH/TU",
    "Số 08-CTr/TU": "08-CTr/TU",
    "Số: 05/2014/QĐ-UBND": "05/2014/QĐ-UBND",
    "Số: 12/CT-TTg": "12/CT-TTg",
    "Số: 4155QĐ/ BTP": "4155QĐ/BTP",
    "Số: 15 CV/BVSTBPN": "15 CV/BVSTBPN",
    "Số: 12a/BC-UBND": "12a/BC-UBND",
    "Số: 12/kh-ubnd": "12/kh-ubnd",
    "Số: 61/BVSTBCPN.": "61/BVSTBCPN",
    "Số:        /KH-UBND": None,
    "Số: ....../KH-UBND": None,
    "Số:     -CV/TU": None,
    "Số: …/…": None,
    "Phòng Tổng hợp": None,
}


@pytest.mark.parametrize("printed", NUMBERS)
def test_the_number_is_read_without_its_inner_spaces_and_a_blank_is_none(printed):
    assert letter_with(number=printed).number == NUMBERS[printed]


@pytest.mark.parametrize("text", ["15/11/2020", "2016-2021", "99/99", "12/xã", "3 - Trường", "24/24", "7/10 huyện"])
def test_dates_spans_and_fractions_are_no_numbers_of_documents(text):
    assert scan_number(text, 0) is None


DATES = {
    "Cao Bằng, ngày 23 tháng 3 năm 2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, ngày 02 tháng 03 năm 2021": ("Cao Bằng", "2021-03-02"),
    "Cao Bằng ngày 23 tháng 3 năm 2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, Ngày 23 tháng 3 năm 2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, ngày23 tháng3 năm 2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, ngày 23/3/2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, ngày 23-3-2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng, 23/03/2015": ("Cao Bằng", "2015-03-23"),
    "Cao Bằng,\nngày 23 tháng 3 năm 2015": ("Cao Bằng", "2015-03-23"),
    "CAO BẰNG, NGÀY 23 THÁNG 3 NĂM 2015": ("CAO BẰNG", "2015-03-23"),
    "TP. Hồ Chí Minh, ngày 23 tháng 3 năm 2015": ("TP. Hồ Chí Minh", "2015-03-23"),
    "Thành phố Hồ Chí Minh, ngày 23 tháng 3 năm 2015": ("Thành phố Hồ Chí Minh", "2015-03-23"),
    "Bà Rịa - Vũng Tàu, ngày 23 tháng 3 năm 2015": ("Bà Rịa - Vũng Tàu", "2015-03-23"),
    "Phan Rang-Tháp Chàm, ngày 23 tháng 3 năm 2015": ("Phan Rang-Tháp Chàm", "2015-03-23"),
    "Lâm\nĐồng, ngày 23 tháng 3 năm 2015": ("Lâm Đồng", "2015-03-23"),
    "xã Hưng Đạo, ngày 23 tháng 3 năm 2015": ("xã Hưng Đạo", "2015-03-23"),
    "Ngày 23 tháng 3 năm 2015": (None, "2015-03-23"),
    "Cao Bằng, ngày    tháng 3 năm 2015": ("Cao Bằng", None),
    "Cao Bằng, ngày … tháng … năm 2015": ("Cao Bằng", None),
    "Cao Bằng, ngày 31 tháng 2 năm 2015": ("Cao Bằng", None),
}


@pytest.mark.parametrize("printed", DATES)
def test_place_and_date_are_read_in_every_form(printed):
    letter = letter_with(date=printed)
    on = letter.issued_on.isoformat() if letter.issued_on else None
    assert (letter.place, on) == DATES[printed]


KINDS = {
    "V/v công tác phụ nữ": ("official_letter", "công tác phụ nữ"),
    "V/v: công tác phụ nữ": ("official_letter", "công tác phụ nữ"),
    "V/v hướng dẫn công tác\nphụ nữ năm 2019": ("official_letter", "hướng dẫn công tác phụ nữ năm 2019"),
    "KẾ HOẠCH\nCông tác phụ nữ năm 2019": ("plan", "Công tác phụ nữ năm 2019"),
    "KẾ HOẠCH CÔNG TÁC PHỤ NỮ NĂM 2019": ("plan", "CÔNG TÁC PHỤ NỮ NĂM 2019"),
    "KẾ HOẠCH\nCÔNG TÁC PHỤ NỮ\nNĂM 2019": ("plan", "CÔNG TÁC PHỤ NỮ NĂM 2019"),
    "CHƯƠNG TRÌNH CÔNG TÁC\nNăm 2019": ("plan", "Năm 2019"),
    "BÁO CÁO\nKết quả công tác phụ nữ": ("report", "Kết quả công tác phụ nữ"),
    "CHỈ THỊ\nVề việc tăng cường công tác phụ nữ": ("directive", "tăng cường công tác phụ nữ"),
    "QUYẾT ĐỊNH\nVề việc kiện toàn Ban": ("decision", "kiện toàn Ban"),
    "HƯỚNG DẪN\nThực hiện công tác phụ nữ": ("guidance", "Thực hiện công tác phụ nữ"),
    "GIẤY MỜI\nHọp Ban": ("invitation", "Họp Ban"),
    "THÔNG BÁO\nKết luận cuộc họp": ("notice", "Kết luận cuộc họp"),
    "TỜ TRÌNH\nVề việc bổ sung thành viên": ("other", "bổ sung thành viên"),
}


@pytest.mark.parametrize("title", KINDS)
def test_kind_and_subject_follow_the_title(title):
    letter = letter_with(title=title)
    assert (letter.kind, letter.subject) == KINDS[title]


ADDRESSEES = {
    "Sở Nội vụ": ["Sở Nội vụ"],
    "Sở Nội vụ, Sở Tài chính": ["Sở Nội vụ", "Sở Tài chính"],
    "Ban VSTBPN các sở, ban, ngành,\nhuyện, thành phố": ["Ban VSTBPN các sở, ban, ngành, huyện, thành phố"],
    "Các sở, ban, ngành; UBND các huyện.": ["Các sở, ban, ngành", "UBND các huyện"],
    "\n- Các sở, ban, ngành;\n- UBND các huyện.": ["Các sở, ban, ngành", "UBND các huyện"],
    "\n+ Các huyện ủy,\n+ Các đảng ủy trực thuộc.": ["Các huyện ủy", "Các đảng ủy trực thuộc"],
    "\n\nCác sở, ban, ngành;\n\nUBND các huyện.": ["Các sở, ban, ngành", "UBND các huyện"],
    "- Sở Nội vụ; - Sở Tài chính.": ["Sở Nội vụ", "Sở Tài chính"],
    "....................................": [],
    "……………………………": [],
    "Đồng chí Lò Thị Mẫu, Phó Chủ tịch UBND tỉnh": ["Đồng chí Lò Thị Mẫu, Phó Chủ tịch UBND tỉnh"],
}


@pytest.mark.parametrize("printed", ADDRESSEES)
def test_the_addressees_are_read_as_a_list(printed):
    assert list(letter_with(to=printed).addressees) == ADDRESSEES[printed]


COPIES = {
    "- Như trên;\n- Lưu: VT.": ["Như trên", "Lưu: VT"],
    "+ Như trên;\n+ Chủ tịch UBND tỉnh (để b/c);\n+ Lưu VT, VX./.": [
        "Như trên",
        "Chủ tịch UBND tỉnh (để b/c)",
        "Lưu VT, VX",
    ],
    "• Như trên;\n• Lưu.": ["Như trên", "Lưu"],
    "Như trên;\nLưu VP.": ["Như trên", "Lưu VP"],
    "- Như trên;\n- Các huyện, thành phố;\n- Lưu: VT.": ["Như trên", "Các huyện, thành phố", "Lưu: VT"],
}


@pytest.mark.parametrize("printed", COPIES)
def test_the_copy_list_ends_with_the_filing_copy(printed):
    assert list(letter_with(copies=printed).copy_to) == COPIES[printed]


SIGNATURES = {
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Thị Mẫu": ("KT.", ["PHÓ CHỦ TỊCH"], "Lò Thị Mẫu"),
    "K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n(Đã ký)\nLò Thị Mẫu": ("KT.", ["PHÓ TRƯỞNG BAN"], "Lò Thị Mẫu"),
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Mẫu": ("TM.", ["CHỦ TỊCH"], "Lò Thị Mẫu"),
    "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLò Thị Mẫu": ("TM.", ["PHÓ BÍ THƯ"], "Lò Thị Mẫu"),
    "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLò Thị Mẫu": ("TL.", ["CHÁNH VĂN PHÒNG"], "Lò Thị Mẫu"),
    "TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nLò Thị Mẫu": ("TUQ.", ["GIÁM ĐỐC SỞ NỘI VỤ"], "Lò Thị Mẫu"),
    "Q. GIÁM ĐỐC\nLò Thị Mẫu": ("Q.", ["GIÁM ĐỐC"], "Lò Thị Mẫu"),
    "GIÁM ĐỐC\n\n\n\nLò Thị Mẫu": (None, ["GIÁM ĐỐC"], "Lò Thị Mẫu"),
    "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nGIÁM ĐỐC\nSỞ NỘI VỤ\nLò Thị Mẫu": (
        "KT.",
        ["PHÓ TRƯỞNG BAN", "GIÁM ĐỐC SỞ NỘI VỤ"],
        "Lò Thị Mẫu",
    ),
    "TRƯỞNG BAN\n\nPHÓ CHỦ TỊCH UBND TỈNH\nLò Thị Mẫu": (
        None,
        ["TRƯỞNG BAN", "PHÓ CHỦ TỊCH UBND TỈNH"],
        "Lò Thị Mẫu",
    ),
    "**KT. GIÁM ĐỐC**\n**PHÓ GIÁM ĐỐC**\n*Lò Thị Mẫu*": ("KT.", ["PHÓ GIÁM ĐỐC"], "Lò Thị Mẫu"),
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nThS. Lò Thị Mẫu": ("KT.", ["PHÓ GIÁM ĐỐC"], "Lò Thị Mẫu"),
    "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNGUYỄN THỊ HOA": ("KT.", ["PHÓ GIÁM ĐỐC"], "NGUYỄN THỊ HOA"),
    "GIÁM ĐỐC": (None, ["GIÁM ĐỐC"], None),
    "KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\n\nChủ tịch Hội Nông dân xã\nLò Thị Mẫu": (
        "KT.",
        ["PHÓ TRƯỞNG BAN", "Chủ tịch Hội Nông dân xã"],
        "Lò Thị Mẫu",
    ),
    "TRƯỞNG BAN\n(Phó Giám đốc Sở)\nLò Thị Mẫu": (None, ["TRƯỞNG BAN", "Phó Giám đốc Sở"], "Lò Thị Mẫu"),
}


@pytest.mark.parametrize("printed", SIGNATURES)
def test_the_signature_gives_authority_own_seats_and_name(printed):
    signature = letter_with(signature=printed).signature
    assert (signature.authority, list(signature.titles), signature.name) == SIGNATURES[printed]


def test_the_seat_signed_for_is_kept_apart():
    assert letter_with().signature.principal == "CHỦ TỊCH"


@pytest.mark.parametrize(
    ("printed", "authority", "principal"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM.", "ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"),
        ("T/M BAN CHẤP HÀNH\nK/T CHỦ TỊCH\nPHÓ CHỦ TỊCH", "TM.", "BAN CHẤP HÀNH KT. CHỦ TỊCH"),
        ("KT. TRƯỞNG BAN\nPHÓ CHỦ TỊCH", "KT.", "TRƯỞNG BAN"),
    ],
)
def test_a_deputy_who_signs_for_a_body_signs_for_its_head(printed, authority, principal):
    signature = letter_with(signature=f"{printed}\n\nLò Thị Mẫu").signature
    assert (signature.authority, signature.principal) == (authority, principal)
    assert (signature.titles, signature.name) == (("PHÓ CHỦ TỊCH",), "Lò Thị Mẫu")


ISSUERS = {
    "UBND TỈNH MAI SƠN\nBAN VÌ SỰ TIẾN BỘ\nCỦA PHỤ NỮ": "BAN VÌ SỰ TIẾN BỘ CỦA PHỤ NỮ TỈNH MAI SƠN",
    "ỦY BAN NHÂN DÂN\nHUYỆN ĐÁ BẠC\nBAN VSTBCPN": "BAN VSTBCPN HUYỆN ĐÁ BẠC",
    "SỞ Y TẾ MAI SƠN\nBAN VSTBCPN": "BAN VSTBCPN SỞ Y TẾ MAI SƠN",
    "HỘI NÔNG DÂN VIỆT NAM\nBAN CHẤP HÀNH TỈNH MAI SƠN": "HỘI NÔNG DÂN VIỆT NAM BAN CHẤP HÀNH TỈNH MAI SƠN",
    "HỘI ĐỒNG NHÂN DÂN\nTỈNH MAI SƠN\nBAN VĂN HÓA - XÃ HỘI": "BAN VĂN HÓA - XÃ HỘI HỘI ĐỒNG NHÂN DÂN TỈNH MAI SƠN",
    "UBND TỈNH MAI SƠN\nSỞ LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI": "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    "UBND TỈNH MAI SƠN\nBAN VSTBCPN TỈNH MAI SƠN": "BAN VSTBCPN TỈNH MAI SƠN",
}
AFTER_ISSUER = "\nSố: 12/BVSTBPN\nMai Sơn, ngày 5 tháng 3 năm 2019\n\nKính gửi: Sở Nội vụ\n\nĐề nghị triển khai."


@pytest.mark.parametrize("printed", ISSUERS)
def test_the_issuer_is_the_last_body_of_the_head_with_whose_it_is(printed):
    assert read_letter(printed + AFTER_ISSUER).issuer == ISSUERS[printed]


def test_without_a_head_the_issuer_is_the_body_that_asks():
    body = "\n\nKính gửi: Sở Nội vụ\n\n"
    headless = "Số: 12/BVSTBPN" + body + "Ban VSTBPN tỉnh Mai Sơn đề nghị Sở Nội vụ triển khai."
    assert read_letter(headless).issuer == "Ban VSTBPN tỉnh Mai Sơn"


def test_contacts_are_read_without_fax_numbers():
    text = "Liên hệ: ĐT 0206.3852.123, fax: 0206.3852.999, Zalo (0912) 345 678, email: ban@mai-son.gov.vn."
    letter = read_letter("Số: 12/BVSTBPN\nKính gửi: Sở Nội vụ\n\n" + text)
    assert letter.phones == ("0206.3852.123", "(0912) 345 678")
    assert letter.emails == ("ban@mai-son.gov.vn",)


@pytest.mark.parametrize(
    ("text", "enclosed"),
    [
        ("gửi báo cáo (theo mẫu đính kèm) trước ngày 05/6", ["mẫu đính kèm"]),
        ("(Có đề cương chi tiết gửi kèm)", ["đề cương chi tiết gửi kèm"]),
        ("Gửi kèm theo Công văn này: Phụ lục số liệu.", ["Phụ lục số liệu"]),
        ("theo biểu mẫu số 01 và phụ lục 2 kèm theo", ["biểu mẫu số 01 và phụ lục 2 kèm theo"]),
        ("(Kèm theo Quyết định số 12/QĐ-UBND ngày 01/3/2019)", []),
    ],
)
def test_what_is_enclosed_is_named_as_printed(text, enclosed):
    letter = read_letter("Số: 12/BVSTBPN\nKính gửi: Sở Nội vụ\n\n" + text)
    assert list(letter.attachments) == enclosed
