"""Where a long name of a body or a title is broken into lines: by its sense, as a typist of an office does it.

"SỞ LAO ĐỘNG - / THƯƠNG BINH VÀ XÃ HỘI", never "THƯƠNG / BINH": Vietnamese writes its compound words with blanks, so a
program that only fills lines breaks them anywhere. A break is good after a hyphen or a comma and before what begins a
name of its own ("TỈNH CAO BẰNG", "SỞ Y TẾ"), fair before a word that joins ("VÀ", "CỦA"), poor elsewhere, and not
made inside a compound or a name unless nothing else fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tienbo.documents.measures import bold_width_mm

GOOD, FAIR, POOR, BAD = 0.0, 1.0, 4.0, 100.0
# A line more is dearer than any break by sense; unevenness decides between breaks that are equally good.
A_LINE, UNEVENNESS = 10.0, 0.8
# What of the width may be used: the PDF's small letters are up to a twelfth wider than those that are measured.
OF_CAPITALS, OF_SMALL_LETTERS = 0.98, 0.92

_TERRITORIES = ("tỉnh", "huyện", "quận", "xã", "phường", "thành phố", "thị xã", "thị trấn")
_BODIES = ("sở", "phòng", "cục", "chi cục", "trường", "trung tâm", "bệnh viện", "ủy ban", "hội", "đoàn", "liên đoàn")
_DASHES = ("-", "–")
_JOINING = frozenset({"và", "của", "vì", "về", "cho", "với", "tại", "thuộc"})
# Words of several syllables in the names of bodies, posts and papers.
_COMPOUNDS = frozenset(
    each.strip()
    for each in """
    ủy ban, nhân dân, hội đồng, quốc hội, quốc gia, đại biểu, mặt trận, tổ quốc, việt nam, văn phòng, tỉnh ủy,
    huyện ủy, thành ủy, đảng ủy, đảng bộ, cộng sản, hồ chí minh, thanh niên, phụ nữ, nông dân, cựu chiến binh,
    lao động, liên đoàn, liên hiệp, công đoàn, thương binh, xã hội, tiến bộ, bình đẳng giới, trẻ em, nội vụ,
    ngoại vụ, tư pháp, tài chính, tài nguyên, môi trường, kế hoạch, đầu tư, giáo dục, đào tạo, y tế, văn hóa,
    thể thao, du lịch, nông nghiệp, nông thôn, phát triển, thông tin, truyền thông, công thương, khoa học,
    công nghệ, xây dựng, giao thông vận tải, dân tộc, tôn giáo, thanh tra, thống kê, công an, quân sự, biên phòng,
    ngân hàng, chính sách, chi nhánh, chi cục, trung tâm, trung học, trung cấp, cao đẳng, đại học, phổ thông,
    nội trú, thường xuyên, bệnh viện, đa khoa, dự phòng, chăm sóc, sức khỏe, sinh sản, bảo trợ, bảo hiểm, dịch vụ,
    việc làm, dạy nghề, thư viện, bảo tàng, nghệ thuật, tổ chức, tuyên giáo, dân vận, kiểm tra, nội chính, kinh tế,
    hoạt động, chủ tịch, bí thư, trưởng ban, trưởng phòng, giám đốc, cục trưởng, chánh văn phòng, chánh thanh tra,
    hiệu trưởng, thường trực, thành viên, ủy viên, báo cáo, sơ kết, tổng kết, vì sự, số liệu
    """.replace("\n", " ").split(",")
)
_LONGEST = max(len(each.split()) for each in _COMPOUNDS)


@lru_cache(maxsize=1024)
def broken_by_sense(text: str, width_mm: float, size_pt: float) -> tuple[str, ...]:
    """The text on as few lines as fit the width, broken where the sense allows it; on one line when it fits.

    Measured as bold type. A word wider than the line stands on a line of its own.
    """
    words = text.split(" ")
    costs = _costs([word.casefold().rstrip(",;:.") for word in words], words)
    room = width_mm * (OF_CAPITALS if text.isupper() else OF_SMALL_LETTERS)
    # best[i]: the least cost of setting the words from i on, and where the line that begins with i ends.
    best: list[tuple[float, int]] = [(0.0, len(words))] * (len(words) + 1)
    for start in range(len(words) - 1, -1, -1):
        choices = []
        for end in range(start + 1, len(words) + 1):
            share = bold_width_mm(" ".join(words[start:end]), size_pt) / room
            if share > 1 and end > start + 1:
                break
            at_end = 0.0 if end == len(words) else costs[end - 1]
            choices.append((A_LINE + at_end + UNEVENNESS * (1 - share) ** 2 + best[end][0], end))
        best[start] = min(choices)
    lines, start = [], 0
    while start < len(words):
        end = best[start][1]
        lines.append(" ".join(words[start:end]))
        start = end
    return tuple(lines)


def _costs(plain: Sequence[str], words: Sequence[str]) -> list[float]:
    """What a break after each word costs; `plain` are the words in small letters, without closing punctuation."""
    costs = [POOR] * len(words)
    for place, word in enumerate(words[:-1]):
        if plain[place] in _JOINING or words[place + 1] in _DASHES:
            costs[place] = BAD
        elif word in _DASHES or word[-1:] in ",;:":
            costs[place] = GOOD
        elif plain[place + 1] in _JOINING:
            costs[place] = FAIR
    for place in range(len(plain)):
        _glue(costs, place, _compound_at(plain, place))
    for place in range(1, len(plain)):
        if costs[place - 1] != BAD and (begins := _begins(plain, place)):
            costs[place - 1] = GOOD
            if begins in _TERRITORIES:
                _glue(costs, place, _name_length(words, plain, place))
    return costs


def _glue(costs: list[float], place: int, length: int) -> None:
    """No break inside these words."""
    costs[place : place + length - 1] = [BAD] * (length - 1)


def _compound_at(plain: Sequence[str], place: int) -> int:
    """How many words the longest compound has that begins here; 1 for none."""
    lengths = range(min(_LONGEST, len(plain) - place), 1, -1)
    return next((length for length in lengths if " ".join(plain[place : place + length]) in _COMPOUNDS), 1)


def _begins(plain: Sequence[str], place: int) -> str:
    """The territory or body whose name begins here, or nothing: "xã hội" is no commune."""
    two = " ".join(plain[place : place + 2])
    if two in _TERRITORIES or two in _BODIES:
        return two
    one = plain[place]
    return one if one in (*_TERRITORIES, *_BODIES) and _compound_at(plain, place) == 1 else ""


def _name_length(words: Sequence[str], plain: Sequence[str], place: int) -> int:
    """How many words the name of a territory has: to the next sign, joining word or name."""
    end = place + 1
    while end < len(words) and words[end - 1][-1:] not in ",;:" and words[end] not in _DASHES:
        if plain[end] in _JOINING or (end > place + 1 and _begins(plain, end)):
            break
        end += 1
    return end - place
