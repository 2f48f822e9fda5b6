"""TCVN3 (ABC, the fonts .VnTime ...) and VNI (VNI-Times ...): told by statistics, converted to Unicode.

Both put Latin letters where the font draws Vietnamese ones: "Céng hßa" in TCVN3, "Coäng hoøa" in VNI. A file
says nothing about it except by its font names, so plain text is judged by how many everyday Vietnamese words
each reading gives. Tables: TCVN 5712:1993 (VN3) and the VNI-Windows layout.
"""

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

# VNI: a base letter followed by one letter for the mark.
_VNI_MARKS = {
    "a": dict(zip("ùøûõïêéèúüëâáàåãä", "áàảãạăắằẳẵặâấầẩẫậ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "í": "í", "ì": "ì"}
_VNI_PAIR = re.compile(r"[aeyuoôöAEYUOÔÖ][ùøûõïêéèúüëâáàåãäÙØÛÕÏÊÉÈÚÜËÂÁÀÅÃÄ]|[ôöñæóòîÔÖÑÆÓÒÎ]")

_EVERYDAY = frozenset(
    [
        "của",
        "các",
        "và",
        "về",
        "số",
        "ngày",
        "tháng",
        "năm",
        "phụ",
        "nữ",
        "nhân",
        "dân",
        "ủy",
        "uỷ",
        "hội",
        "việc",
        "công",
        "tác",
        "báo",
        "cáo",
        "được",
        "với",
        "trong",
        "đến",
        "đề",
        "nghị",
        "thực",
        "hiện",
        "kế",
        "hoạch",
        "tỉnh",
        "huyện",
        "sở",
        "bộ",
        "tiến",
        "bình",
        "đẳng",
        "giới",
        "triển",
        "khai",
        "gửi",
        "kính",
        "nơi",
        "nhận",
        "lưu",
        "trên",
        "cộng",
        "hòa",
        "hoà",
        "xã",
        "chủ",
        "nghĩa",
        "việt",
        "độc",
        "lập",
        "tự",
        "hạnh",
        "phúc",
        "những",
        "một",
        "không",
        "có",
        "là",
        "cho",
        "để",
        "này",
        "đã",
        "người",
        "đơn",
        "vị",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE_ONLY = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Convert TCVN3 text. `capitals` is for the fonts whose name ends in H: they draw every letter as a
    capital.
    """
    converted = text.translate(_TCVN3_TABLE)
    if capitals:
        return converted.upper()
    # TCVN3 has no capitals with tones: in a plain text "MËT" can only have meant "MẬT".
    return _WORD.sub(_in_capitals, converted)


def _in_capitals(match: re.Match[str]) -> str:
    plain = [char for char in match.group() if char.isascii()]
    return match.group().upper() if plain and all(char.isupper() for char in plain) else match.group()


def from_vni(text: str) -> str:
    """Convert VNI text; letters that are no VNI sequence stay as they are."""
    return _VNI_PAIR.sub(_vni_letter, text)


def _vni_letter(match: re.Match[str]) -> str:
    letters = match.group()
    base = letters[0].lower()
    found = _VNI_MARKS[base].get(letters[1].lower()) if len(letters) == 2 else _VNI_SINGLE[base]
    if found is None:
        # A base with a mark it cannot bear: only the base is VNI, the next letter stands for itself.
        return (_VNI_SINGLE.get(base, base).upper() if letters[0].isupper() else _VNI_SINGLE.get(base, base)) + letters[
            1
        ]
    return found.upper() if letters[0].isupper() else found


def vietnamese_score(text: str) -> float:
    """The share of words (0 to 1) that are everyday Vietnamese words with their marks, over the first 20,000
    characters.
    """
    words = _WORD.findall(unicodedata.normalize("NFC", text[:20_000]).lower())
    if not words:
        return 0.0
    return sum(word in _EVERYDAY for word in words) / len(words)


def detect(text: str) -> str | None:
    """ "tcvn3", "vni" or None: which conversion turns `text` into clearly more Vietnamese than it is."""
    if not any("\u00a1" <= char <= "\u00ff" for char in text):
        return None
    sample = text[:20_000]
    unicode_letters = len(_VIETNAMESE_ONLY.findall(sample))
    if unicode_letters * 20 > len(_WORD.findall(sample)):
        return None
    plain = vietnamese_score(sample)
    scores = {"tcvn3": vietnamese_score(from_tcvn3(sample)), "vni": vietnamese_score(from_vni(sample))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > plain + 0.1 else None


def to_unicode(text: str) -> tuple[str, str | None]:
    """`text` in Unicode NFC, and the legacy encoding that was found in it, if any.

    Decided for the whole text first; a text that is Unicode as a whole may still hold a pasted legacy
    paragraph.
    """
    found = detect(text)
    if found:
        return unicodedata.normalize("NFC", _convert(text, found)), found
    lines = text.split("\n")
    for index, line in enumerate(lines):
        named = detect(line) if len(line) >= 20 else None
        if named:
            lines[index], found = _convert(line, named), named
    return unicodedata.normalize("NFC", "\n".join(lines)), found


def _convert(text: str, name: str) -> str:
    return from_tcvn3(text) if name == "tcvn3" else from_vni(text)
