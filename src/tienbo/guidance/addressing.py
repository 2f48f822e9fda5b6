"""From the words after "Kính gửi" to units: a suggestion that a person ticks. Pure.

"Ban Vì sự tiến bộ của phụ nữ các Sở, ban, ngành, huyện, thành phố" means, under a province, every department and
district; "đoàn thể" adds the mass organisations. A unit named outright is meant whatever its kind.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from tienbo.core.vietnamese import search_key

# Collective words (without tone marks) and the kinds of unit they mean.
_COLLECTIVES: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (frozenset({"so", "phong", "co quan", "so ban nganh"}), frozenset({"department"})),
    (frozenset({"ban", "nganh", "ban nganh", "ban dang", "co quan dang"}), frozenset({"department", "party_body"})),
    (
        frozenset({"doan the", "hoi", "hoi doan the", "ban nganh doan the", "to chuc chinh tri - xa hoi"}),
        frozenset({"mass_org"}),
    ),
    (frozenset({"huyen", "quan", "thi xa", "thanh pho"}), frozenset({"district"})),
    (frozenset({"xa", "phuong", "thi tran", "dac khu"}), frozenset({"commune"})),
    (frozenset({"don vi truc thuoc", "don vi", "don vi su nghiep"}), frozenset({"sub_unit"})),
    (frozenset({"tinh", "thanh pho truc thuoc trung uong"}), frozenset({"province"})),
)
# The committee's own name is no addressee by itself: its "Ban" is not an agency.
_COMMITTEE = re.compile(r"\bban (?:chi dao )?vi su tien bo (?:cua )?phu nu\b|\bban vstbcpn\b|\bvstbcpn\b")
_BETWEEN = re.compile(r"[,;:/\n.]| va ")
# "các sở, ban, ngành của tỉnh", "các xã trên địa bàn huyện": whose they are does not matter.
_WHOSE = re.compile(
    r" (?:cua tinh|cap tinh|thuoc tinh|trong tinh|tren dia ban.*|cua huyen|thuoc huyen|tinh \w+ \w+)$"
    r"|(?<=truc thuoc) .*"
)


# "Đề nghị các Sở, ban, ngành ...", "Đối với các huyện, thành phố": whom a paragraph asks stands at its head.
_ASKS = re.compile(
    r"^\W*(?:(?:rieng|de nghi|yeu cau|khuyen khich|giao|phan cong|doi voi|uy ban nhan dan|ubnd|thuong truc) )*"
    r"(?P<whom>cac [^.;:]{1,160})"
)
_THE = re.compile(r"^(?:(?:uy ban nhan dan|ubnd) )?cac ")
_EVERYBODY = re.compile(r"(?:don vi|dia phuong|cap|thanh vien)\b")
# Collective words that a verb may follow at once; "các sở ..." may go on "các số liệu".
_BEFORE_A_VERB = re.compile(r"(?P<words>nganh|doan the|huyen|thi xa|thanh pho|xa|thi tran)\b")


class Place(Protocol):
    """What is asked of a placement: its name and kind."""

    name: str
    kind: str


@dataclass(frozen=True)
class Suggestion:
    """A unit that the words seem to mean: `by_name` when they name it, else by the kind of unit they name."""

    place: Place
    by_name: bool


def kinds_named(text: str) -> frozenset[str]:
    """The kinds of unit that the words after "Kính gửi" name together; a unit named alone names no kind."""
    plain = _COMMITTEE.sub(" ", search_key(text.replace("\n", ", ")))
    found: set[str] = set()
    for piece in _BETWEEN.split(plain):
        words = _WHOSE.sub("", " ".join(piece.replace("-", " - ").split()).strip(" -"))
        # "Ủy ban nhân dân các huyện": what stands after "các" is addressed.
        words = words.rpartition("cac ")[2]
        found |= _kinds_of(words)
    return frozenset(found)


def kinds_asked(text: str) -> frozenset[str]:
    """The kinds of unit that a paragraph (or a title) asks at its head; none when it asks everybody or names none."""
    asks = _ASKS.match(" ".join(_COMMITTEE.sub(" ", search_key(text)).split()))
    found: set[str] = set()
    for piece in _BETWEEN.split(asks["whom"]) if asks else ():
        words = _WHOSE.sub("", _THE.sub("", piece.strip(" -")))
        if _EVERYBODY.match(words):
            return frozenset()
        if kinds := _kinds_of(words):
            found |= kinds
            continue
        if last := _BEFORE_A_VERB.match(words):
            found |= _kinds_of(last["words"])
        break
    return frozenset(found)


# How those of a kind are written together; of territories, which there are.
_TOGETHER = (
    ("province", ("Tỉnh", "Thành phố")),
    ("department", "các sở, ban, ngành"),
    ("party_body", "các cơ quan đảng"),
    ("mass_org", "các đoàn thể"),
    ("district", ("Huyện", "Quận", "Thị xã", "Thành phố")),
    ("commune", ("Xã", "Phường", "Thị trấn", "Đặc khu")),
    ("sub_unit", "các đơn vị trực thuộc"),
)


def addressed_words(places: Iterable[Place]) -> list[str]:
    """How a letter addresses these units together: ``các xã, thị trấn``; kind by kind."""
    names: dict[str, list[str]] = {}
    for place in places:
        names.setdefault(place.kind, []).append(place.name)
    found = []
    for kind, words in _TOGETHER:
        if kind not in names:
            continue
        if isinstance(words, str):
            found.append(words)
            continue
        forms = [form.lower() for form in words if any(name.startswith(f"{form} ") for name in names[kind])]
        found.append(f"các {', '.join(forms)}" if forms else ", ".join(names[kind]))
    return found


def _kinds_of(words: str) -> frozenset[str]:
    return frozenset().union(*(kinds for collective, kinds in _COLLECTIVES if words in collective))


def suggest_addressees(text: str, places: Iterable[Place]) -> list[Suggestion]:
    """Which of the places (the issuer's direct children) the words mean, in the order given.

    A name is looked for without tone marks and with its parent territory left off ("Sở Y tế tỉnh Cao Bằng" is meant by
    "Sở Y tế").
    """
    plain = f" {search_key(text)} "
    kinds = kinds_named(text)
    suggestions = []
    for place in places:
        by_name = _is_named(place.name, plain)
        if by_name or place.kind in kinds:
            suggestions.append(Suggestion(place, by_name))
    return suggestions


def _is_named(name: str, plain: str) -> bool:
    short = re.sub(r" (tinh|huyen|thanh pho) [\w ]+$", "", search_key(name))
    return len(short.split()) > 1 and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", plain) is not None
