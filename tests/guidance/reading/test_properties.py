"""What holds for any text whatsoever: the reader never fails, stays inside the text and invents nothing."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tienbo.guidance.reading import as_text, read_letter, to_json
from tienbo.guidance.reading.letter import Letter
from tienbo.guidance.reading.noise import normalise
from tienbo.guidance.reading.page import shadow

from . import schema, scoring

PIECES = st.sampled_from(
    [
        "Số: 12/BC-UBND",
        "Số:      /KH-UBND",
        "Cao Bằng, ngày 5 tháng 3 năm 2019",
        "ngày 31 tháng 2 năm 2019",
        "V/v ",
        "Kính gửi: Sở Nội vụ;",
        "Kính gửi:",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT./.",
        "KT. TRƯỞNG BAN",
        "TM. UBND",
        "PHÓ TRƯỞNG BAN",
        "Hà Thị Minh",
        "KẾ HOẠCH",
        "QUYẾT ĐỊNH",
        "Điều 1. ",
        "I. MỤC TIÊU",
        "1. ",
        "1.1. ",
        "a) ",
        "- ",
        "+ ",
        "trước ngày 05/6",
        "trước 17h00 ngày 15/11/2020",
        "hằng tháng trước ngày 20",
        "trong quý II",
        "99/99",
        "không dưới 15%",
        "từ 30% trở lên",
        "phấn đấu đạt 100%",
        "giảm 10% so với",
        "ít nhất 02 lớp",
        "đã đạt 23%",
        "Chỉ thị số 36-CT/TW ngày 30/5/2014 của Bộ Chính trị",
        "Luật số 85/2015/QH13",
        "số 11-NQ/TW",
        "(",
        ")",
        ";",
        ":",
        "số liệu chốt đến ngày 14/6",
        "theo mẫu đính kèm",
        "ĐT: 0912345678",
        "a@b.vn",
        "đề nghị",
        "|",
        "\t",
        "\f",
        "**",
        "     ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "MẬT",
        "…………",
        "&amp;",
        "<br>",
        "\u00a0",
        "\u200b",
        "0",
        "năm 2015",
    ]
)
LETTER_LIKE = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " ", ""])), max_size=40).map(
    lambda parts: "".join(piece + end for piece, end in parts)
)
ANY_TEXT = st.one_of(st.text(max_size=400), LETTER_LIKE)


def inspect(letter: Letter) -> None:
    schema.check(to_json(letter))
    for find in (*letter.deadlines, *letter.closing_dates, *letter.targets, *letter.citations):
        assert letter.text[find.start : find.end] == find.raw
    for mark in letter.marks:
        assert 0 <= mark.start < mark.end <= len(letter.text)
    for words in (letter.number, letter.signature.name, *letter.phones, *letter.emails, *letter.attachments):
        assert words is None or squeezed(words) in squeezed(letter.text)
    for section in letter.sections:
        for task in section.tasks:
            assert letter.text[task.start : task.end] == task.text
    assert as_text(letter, "vi").endswith("\n") and as_text(letter, "en").endswith("\n")


def squeezed(text: str) -> str:
    return shadow("".join(text.split()))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_is_read_without_failing_and_nothing_is_invented(text):
    inspect(read_letter(text))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([text for _, text, _ in scoring.fixtures(letters=True)]), st.data())
def test_a_letter_with_pieces_cut_out_or_doubled_is_still_read_safely(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 300)))
    damaged = text[:start] + data.draw(st.sampled_from(["", text[start:end] * 2])) + text[end:]
    inspect(read_letter(damaged))


@settings(max_examples=200, deadline=None)
@given(ANY_TEXT)
def test_the_shadow_has_the_length_of_its_text(text):
    assert len(shadow(text)) == len(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(ANY_TEXT, max_size=3))
def test_the_normalised_text_holds_no_control_and_no_outer_space(pages):
    for line in normalise("", pages).split("\n"):
        assert line == line.strip()
        assert all(char >= " " for char in line)


def test_a_very_long_text_without_any_structure_is_read():
    inspect(read_letter("trước ngày 5/6 và 15% " * 20_000))
    inspect(read_letter("a" * 300_000))
    inspect(read_letter("Số: 12/UBND\n" + "- " * 100_000))
