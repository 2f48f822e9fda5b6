"""A file of units is read line by line: what is right, what is refused, and with which words."""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tienbo.units import importing
from tienbo.units.importing import Unreadable, read_units
from tienbo.units.kinds import Kind, Sector

DATA = Path(importing.__file__).parent / "data"
TOP = {"04": "Tỉnh Cao Bằng"}
HEAD = "code,name,kind,parent_code\n"


def read(text: str | bytes, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_units(data, **({"standing": TOP, "top": "04"} | options))


def names(reading) -> list[str]:
    return [row.name for row in reading.rows]


def reasons(reading) -> str:
    return "\n".join(refusal.vi for refusal in reading.refused)


def test_it_works():
    reading = read(HEAD + "040,Thành phố Cao Bằng,district,04\n01267,Phường Sông Hiến,commune,040\n")
    assert names(reading) == ["Thành phố Cao Bằng", "Phường Sông Hiến"]
    assert reading.refused == ()


def test_the_province_of_2015_is_thirteen_districts_and_199_communes():
    reading = read((DATA / "cao_bang_2015.csv").read_bytes())
    kinds = [row.kind for row in reading.rows]
    assert (kinds.count("district"), kinds.count("commune"), reading.refused) == (13, 199, ())
    wards = [row for row in reading.rows if row.form == "ward"]
    assert len(wards) == 8 and {row.parent_code for row in wards} == {"040"}


def test_the_offices_of_2015_hold_one_agency_per_sector():
    reading = read_units((DATA / "cao_bang_offices_2015.csv").read_bytes(), standing={})
    assert reading.refused == ()
    sectors = [sector for row in reading.rows for sector in row.sectors]
    assert sorted(sectors) == sorted(Sector.values)


def test_words_of_the_file_are_words_of_the_program():
    assert set(importing._KINDS) == set(Kind.values)
    assert set(importing._SECTORS) == set(Sector.values)


def test_headings_of_the_statistics_office_and_vietnamese_ones_are_understood():
    statistics = "level,code,name,type,parent_code,parent_name\nhuyen,042,Huyện Bảo Lâm,huyen,04,Tỉnh Cao Bằng\n"
    vietnamese = "Mã;Tên;Loại;Mã cấp trên\n042;Huyện Bảo Lâm;Huyện;04\n"
    for text in (statistics, vietnamese):
        (row,) = read(text).rows
        assert (row.code, row.name, row.kind, row.parent_code) == ("042", "Huyện Bảo Lâm", "district", "04")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_encoding_and_form_of_letters_gives_the_same_names(encoding, form):
    text = "mã,tên,loại,mã cấp trên\n050,Huyện Phục Hòa,huyện,04\n01636,Xã Triệu Ẩu,xã,050\n"
    if encoding == "cp1258":
        # Windows-1258 keeps vowels with their hats composed and the tones apart.
        data = b"".join(_windows_1258(char) for char in unicodedata.normalize("NFC", text))
    else:
        data = unicodedata.normalize(form, text).encode(encoding)
    reading = read(data)
    assert names(reading) == ["Huyện Phục Hòa", "Xã Triệu Ẩu"]


def _windows_1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        first, *marks = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
        hats = "".join(mark for mark in marks if mark != tone)
        return unicodedata.normalize("NFC", first + hats).encode("cp1258") + tone.encode("cp1258")


def test_a_parent_may_come_after_its_children():
    reading = read(HEAD + "01267,Phường Sông Hiến,commune,040\n040,Thành phố Cao Bằng,district,04\n")
    assert [row.code for row in reading.rows] == ["040", "01267"]


def test_a_missing_parent_refuses_the_line_and_all_below_it():
    reading = read(HEAD + "040,Huyện A,district,99\n01267,Xã B,commune,040\n042,Huyện C,district,04\n")
    assert names(reading) == ["Huyện C"]
    assert "Dòng 2: không có cấp trên mang mã 99." in reasons(reading)
    assert "Dòng 3: cấp trên 040 (dòng 2) không nhận được." in reasons(reading)


def test_parents_in_a_circle_are_refused_by_name():
    reading = read(
        HEAD + "A,Sở A,department,B\nB,Sở B,department,C\nC,Sở C,department,A\nD,Sở D,department,A\n"
        "E,Sở E,department,E\nF,Sở F,department,04\n"
    )
    assert names(reading) == ["Sở F"]
    assert "A → B → C → A" in reasons(reading) and "E → E" in reasons(reading)
    assert [refusal.line for refusal in reading.refused] == [2, 3, 4, 5, 6]


def test_a_code_twice_in_the_file_keeps_the_first_and_refuses_the_second():
    reading = read(HEAD + "NV,Sở Nội vụ,department,04\nNV,Sở Ngoại vụ,department,04\n")
    assert names(reading) == ["Sở Nội vụ"]
    assert reasons(reading) == "Dòng 3: mã NV đã có ở dòng 2."


def test_a_code_of_another_unit_is_refused_and_a_line_that_is_already_there_is_known():
    standing = TOP | {"NV": "Sở Nội vụ"}
    reading = read(
        HEAD + "NV,sở nội vụ,department,04\nNV,Sở Ngoại vụ,department,04\nX,Sở X,department,04\n",
        standing=standing,
        taken={"X"},
    )
    assert reading.known == ("NV",) and reading.rows == ()
    assert "đã thuộc về “Sở Nội vụ”" in reasons(reading) and "sau ngày này" in reasons(reading)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Huyện A,district,04", "thiếu mã"),
        ("042,,district,04", "thiếu tên"),
        ("42,Huyện A,district,04", "Excel có thể đã bỏ số 0 ở đầu (042)"),
        ("1267,Xã A,commune,04", "(01267)"),
        ("0421,Huyện A,district,04", "có 3 chữ số"),
        ("4.2E+01,Huyện A,district,04", "sai"),
        ("042,Huyện A,county,04", "loại đơn vị “county” không có"),
        ("042,Huyện A,,04", "loại đơn vị"),
        ("042,HuyÖn B¶o L¹c,district,04", "phông chữ cũ"),
        ("042,Huyá»‡n Báº£o Láº¡c,district,04", "phông chữ cũ"),
        ("042," + "A" * 201 + ",district,04", "dài hơn 200"),
        ("VH,Sở Văn hóa, Thể thao và Du lịch,department,04", "ngoặc kép"),
    ],
)
def test_a_wrong_line_is_refused_with_a_reason_in_both_languages(line, reason):
    reading = read(HEAD + line + "\n052,Huyện Nguyên Bình,district,04\n")
    assert names(reading) == ["Huyện Nguyên Bình"]
    (refusal,) = reading.refused
    assert refusal.line == 2 and reason in refusal.vi
    assert refusal.en.startswith("Line 2: ") and refusal.en != refusal.vi


def test_a_quoted_name_may_hold_a_comma_and_a_line_break_keeps_the_numbers_right():
    reading = read(HEAD + 'VH,"Sở Văn hóa,\nThể thao và Du lịch",department,04\n42,Huyện A,district,04\n')
    assert names(reading) == ["Sở Văn hóa, Thể thao và Du lịch"]
    assert [refusal.line for refusal in reading.refused] == [4]


def test_names_of_the_highlands_and_a_look_alike_letter_are_read():
    reading = read(HEAD + "01,Xã Cư M'gar,sub_unit,04\n02,Xã Ðắk Hĭao,sub_unit,04\n")
    assert names(reading) == ["Xã Cư M'gar", "Xã Đắk Hĭao"]


def test_a_line_without_parent_stands_under_the_top_or_is_the_top():
    assert read(HEAD + "042,Huyện A,district,\n").rows[0].parent_code == "04"
    alone = read_units((HEAD + "04,Tỉnh Cao Bằng,tỉnh,\n042,Huyện A,district,\n").encode(), standing={})
    assert names(alone) == ["Tỉnh Cao Bằng"]
    assert reasons(alone) == "Dòng 3: thiếu mã cấp trên."


def test_a_tree_deeper_than_the_closure_is_refused():
    lines = "".join(f"N{number},Tổ,sub_unit,{f'N{number - 1}' if number else '04'}\n" for number in range(12))
    reading = read(HEAD + lines)
    assert len(reading.rows) == importing.MAX_LEVELS
    assert "hơn 10 cấp" in reasons(reading)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04rest",
        b"\xd0\xcf\x11\xe0rest",
        b"a,b\n1,2\n",
        b"code;kind\n1;2\n",
        b"\x00\x01\x81\x8d",
        b'code,name\n"x',
    ],
)
def test_a_file_that_is_no_list_of_units_is_refused_as_a_whole(data):
    if data == b'code,name\n"x':
        # An unclosed quotation mark at the end is read by the csv rules as one last cell.
        assert read(data).refused
        return
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.vi and caught.value.en


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data):
    try:
        reading = read(data)
    except Unreadable:
        return
    assert all(refusal.vi and refusal.en for refusal in reading.refused)


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(-1, 16)), max_size=20))
def test_whatever_the_parents_are_every_row_hangs_on_the_top_and_every_line_is_answered(pairs):
    text = io.StringIO()
    csv.writer(text).writerows(
        [
            ["code", "name", "kind", "parent_code"],
            *[[f"C{code}", "Tổ", "sub_unit", "04" if parent < 0 else f"C{parent}"] for code, parent in pairs],
        ]
    )
    reading = read(text.getvalue())
    placed = {"04"}
    for row in reading.rows:
        assert row.parent_code in placed
        placed.add(row.code)
    answered = [row.line for row in reading.rows] + [refusal.line for refusal in reading.refused]
    assert sorted(answered) == list(range(2, len(pairs) + 2))
