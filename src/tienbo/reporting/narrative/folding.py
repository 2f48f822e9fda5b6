"""What of a Vietnamese sentence is compared when near-alike ones are sought: its syllables, folded. Pure.

Folded are case, punctuation, the place of the tone mark (hoà, hòa), y and i (kỷ luật, kỉ luật), abbreviations of the
field, and what official style says in several words for one thing. Numbers and names of places are masked: "xã A mở 3
lớp" says what "xã B mở 5 lớp" says.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tienbo.core.vietnamese import nfc

NUMBER, PLACE, CLAUSE = "#", "@", "|"
MASKS = frozenset({NUMBER, PLACE})

_ABBREVIATIONS = {
    "vstbcpn": "vì sự tiến bộ của phụ nữ",
    "vstbpn": "vì sự tiến bộ của phụ nữ",
    "bđg": "bình đẳng giới",
    "ubnd": "ủy ban nhân dân",
    "hđnd": "hội đồng nhân dân",
    "ubmttq": "ủy ban mặt trận tổ quốc",
    "mttq": "mặt trận tổ quốc",
    "dtts": "dân tộc thiểu số",
    "lhpn": "liên hiệp phụ nữ",
    "hlhpn": "hội liên hiệp phụ nữ",
    "blgđ": "bạo lực gia đình",
    "pcblgđ": "phòng chống bạo lực gia đình",
    "lđtbxh": "lao động thương binh và xã hội",
    "bch": "ban chấp hành",
    "btv": "ban thường vụ",
    "cb": "cán bộ",
    "cbcc": "cán bộ công chức",
    "cbccvc": "cán bộ công chức viên chức",
    "ccvc": "công chức viên chức",
    "ktxh": "kinh tế xã hội",
    "skss": "sức khỏe sinh sản",
    "tw": "trung ương",
    "pn": "phụ nữ",
    "gđ": "gia đình",
    "nq": "nghị quyết",
    "kh": "kế hoạch",
    "tgv": "tổ giúp việc",
}
# Official style says one thing in many words. What bears "_" is a sense, not a syllable.
_ONE_THING = {
    "_quátải": r"kiêm nhiệm nhiều việc|kiêm nhiều việc|kiêm nhiệm nhiều nhiệm vụ|(?:làm |đều )?kiêm nhiệm",
    "_chậm": r"(?:chưa|không) kịp thời|(?:chưa|không) đúng (?:thời )?hạn|chậm(?: trễ| so với quy định)?",
    "_kém": r"hạn hẹp|eo hẹp|(?:còn )?hạn chế|chưa (?:đầy đủ|sâu sắc|sâu|đúng mức|đúng|cao|tốt)"
    r"|chưa đáp ứng(?: được)?|chưa thường xuyên|thấp|kém|(?<!chủ )(?<!thiết )(?<!trọng )yếu",
    "_thiếu": r"(?:chưa|không) (?:được cấp )?đủ|ít ỏi|ít(?! nhất)|thiếu(?! nhi\b| niên\b)",
    "_chưa": r"(?:chưa|không) (?:có|được)",
    "_quantâm": r"(?:thường xuyên )?quan tâm(?: sâu sát)?(?: lãnh đạo)?(?:,? chỉ đạo)?|chú trọng|sâu sát chỉ đạo",
    "_đềnghị": r"kiến nghị|đề xuất|đề nghị",
    "_mởlớp": r"(?:tổ chức|mở)(?: được)?(?: #)?(?: các)? (?:lớp|khóa|hội nghị) tập huấn|tập huấn",
    "_tuyêntruyền": r"tuyên truyền(?:,? (?:phổ biến|giáo dục|vận động))?|truyền thông|phổ biến",
    "_hỗtrợ": r"hỗ trợ(?: thêm)?|bổ sung(?: thêm)?|bố trí(?: thêm)?|cấp thêm|tăng thêm",
    "_địnhkiến": r"định kiến(?: về)? giới|tư tưởng trọng nam(?:,)? khinh nữ|trọng nam khinh nữ|tư tưởng phong kiến",
}
# Words that say little by themselves.
_STOP = (
    "còn việc một số các những của và cho trong ở tại về với là có được đã đang sẽ do nên vì để thì mà này đó từ đến "
    "theo trên dưới vào ra công tác hoạt động thực hiện triển khai tổ chức tiếp tục nhiều tình hình nhằm cùng cũng như "
    "khi bị đối bộ phận làm rất ngày càng hơn dành hàng năm cơ bản nhất luôn đều"
)
_DENIALS = ("chưa", "không", "chẳng", "chả", "_chưa")
_DEFECTS = frozenset({"_chậm", "_kém", "_thiếu"})
_NO_DENIAL = frozenset({"những", "chỉ", "ngừng", "gian", "khí"})
# How many syllables after it a denial reaches, within its clause.
_REACH = 3
# A sentence that takes one side of a pair is never alike to one that takes the other.
_OPPOSITES = (("tăng", "giảm"), ("nam", "nữ"), ("cấp", "thu"), ("nhận", "gửi"))
_KINDS_OF_PLACE = "xã|phường|thị trấn|thị xã|huyện|quận|thành phố|tỉnh|thôn|xóm|bản|tổ dân phố"

_WORD = re.compile(r"[^\W_]+|[#@]|[.,;:()]")
_NUMBER = re.compile(r"\d[\d.,/%-]*\d|\d")
_PLACE = re.compile(rf"\b(?i:{_KINDS_OF_PLACE})((?:\s+[^\W\d_]+){{1,4}})")
_DOTTED = re.compile(r"\b(?:[^\W\d_][.\-]){1,6}[^\W\d_]+\b")
_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}


@dataclass(frozen=True)
class Folded:
    """A sentence as it is compared.

    `syllables`: in order, with masks and ends of clauses. `said`: those that count, a denied one with "¬" before.
    `is_denied`: whether it denies or finds a defect: such a one is never alike to one that does neither. `poles`: the
    sides of opposites that it takes. `masks`: how many numbers and names it has.
    """

    syllables: tuple[str, ...]
    said: tuple[str, ...]
    is_denied: bool
    poles: frozenset[str]
    masks: int

    def contradicts(self, other: "Folded") -> bool:
        """Whether one says the opposite of what the other says."""
        return self.is_denied != other.is_denied or any(
            (one in self.poles) != (one in other.poles) and (two in self.poles) != (two in other.poles)
            for one, two in _POLES
        )


def fold(text: str, names: tuple[str, ...] = ()) -> Folded:
    """The sentence as it is compared. `names`: of units, to be masked."""
    text = nfc(text)
    if pattern := _names(names):
        text = pattern.sub(f" {PLACE} ", text)
    text = _NUMBER.sub(f" {NUMBER} ", _PLACE.sub(_masked_place, text))
    text = _DOTTED.sub(lambda found: re.sub(r"[.\-]", "", found[0]) if found[0].isupper() else found[0], text)
    words = [_ABBREVIATIONS.get(word, word) for word in _WORD.findall(text.lower())]
    plain = " ".join(_syllable(each) for word in words for each in word.split())
    for pattern, sense in _SENSES:
        plain = pattern.sub(sense, plain)
    syllables = tuple(CLAUSE if word in ".,;:()" else word for word in plain.split())
    said = _said(syllables)
    is_denied = any(each.startswith("¬") or each in _DEFECTS for each in said)
    return Folded(syllables, said, is_denied, _SIDES & set(said), sum(word in MASKS for word in words))


def _said(syllables: tuple[str, ...]) -> tuple[str, ...]:
    said, reach = [], 0
    for place, each in enumerate(syllables):
        following = syllables[place + 1] if place + 1 < len(syllables) else ""
        if each in _FOLDED_DENIALS and following not in _FOLDED_NO_DENIAL:
            said.append("¬")
            reach = _REACH
        elif each == CLAUSE:
            reach = 0
        elif each not in MASKS:
            said.append(f"¬{each}" if reach else each)
            reach = max(0, reach - 1)
    return tuple(said)


def _masked_place(found: re.Match) -> str:
    """Only a proper name after the kind of place is one: "xã Bình Dương", not "xã có"."""
    words = found[1].split()
    named = next((count for count, word in enumerate(words) if not _is_name(word)), len(words))
    return " ".join([PLACE, *words[named:]]) if named else found[0]


def _is_name(word: str) -> bool:
    return word[0].isupper() and not (len(word) > 1 and word.isupper())


@lru_cache(maxsize=64)
def _names(names: tuple[str, ...]) -> re.Pattern | None:
    known = sorted({nfc(name).strip() for name in names if name.strip()}, key=lambda name: (-len(name), name))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, known)) + r")\b", re.IGNORECASE) if known else None


@lru_cache(maxsize=20_000)
def _syllable(word: str) -> str:
    """A syllable with its tone as a number at the end and i for y after a consonant: hoà and hòa, kỷ and kỉ are one."""
    apart = unicodedata.normalize("NFD", word)
    tone = "".join(_TONES[mark] for mark in apart if mark in _TONES)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
    if len(letters) > 1 and letters[-1] == "y" and letters[-2] not in "aâuo":
        letters = f"{letters[:-1]}i"
    return letters + tone


def bare(said: str) -> str:
    """A syllable without any mark: what is left of it where somebody types none."""
    apart = unicodedata.normalize("NFD", said.rstrip("23456"))
    return "".join(mark for mark in apart if not unicodedata.combining(mark)).replace("đ", "d")


def _all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_syllable, words))


def _sense(pattern: str) -> re.Pattern:
    """The words of a pattern as they stand when they are folded."""
    return re.compile(r"(?<!\S)(?:" + re.sub(r"[^\W\d_]+", lambda word: _syllable(word[0]), pattern) + r")(?!\S)")


_SENSES = tuple((_sense(pattern), sense) for sense, pattern in _ONE_THING.items())
_FOLDED_DENIALS = frozenset({*_all(_DENIALS[:-1]), "_chưa"})
_FOLDED_NO_DENIAL = _all(_NO_DENIAL)
_POLES = tuple((_syllable(one), _syllable(two)) for one, two in _OPPOSITES)
_SIDES = frozenset(side for pair in _POLES for side in pair)
FOLDED_STOP = _all(_STOP.split())
