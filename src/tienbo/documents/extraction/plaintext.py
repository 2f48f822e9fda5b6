"""Plain text: the encoding is found, the text comes back in Unicode NFC with LF."""

import codecs
import unicodedata
from dataclasses import dataclass

from tienbo.documents.extraction import legacy
from tienbo.documents.extraction.errors import unreadable


@dataclass(frozen=True)
class Decoded:
    """A decoded text. `encoding` is a name for people ("tcvn3"); `certain` is False after a guess."""

    text: str
    encoding: str
    converted: bool
    certain: bool


_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> Decoded:
    """Decode a text file. Raises Unreadable("corrupt") for bytes that are no text in any of the encodings
    known here.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _unicode(_decode_or_refuse(data, name), name.replace("-sig", ""))
    wide = _utf16_without_bom(data)
    if wide:
        return _unicode(_decode_or_refuse(data, wide), "utf-16")
    try:
        return _unicode(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)


def _decode_or_refuse(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        if name.startswith("utf-8"):
            # One damaged byte must not cost the letter: it shows as a replacement character.
            return data.decode(name, errors="replace")
        raise unreadable("corrupt") from None


def _unicode(text: str, encoding: str) -> Decoded:
    _refuse_binary(text)
    converted, found = legacy.to_unicode(text)
    return Decoded(_tidy(converted), found or encoding, found is not None, True)


def _utf16_without_bom(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > half * 0.5 and sample[0::2].count(0) < half * 0.05:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.5 and sample[1::2].count(0) < half * 0.05:
        return "utf-16-be"
    return None


def _single_byte(data: bytes) -> Decoded:
    latin = data.decode("latin-1")
    _refuse_binary(latin)
    readings = {
        "windows-1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
        "tcvn3": legacy.from_tcvn3(latin),
        "vni": legacy.from_vni(data.decode("cp1252", errors="replace")),
        "utf-8": data.decode("utf-8", errors="replace"),
    }
    scores = {name: legacy.vietnamese_score(text) for name, text in readings.items()}
    best = max(scores, key=lambda name: scores[name])
    return Decoded(_tidy(readings[best]), best, best != "utf-8", scores[best] >= 0.1)


def _refuse_binary(text: str) -> None:
    sample = text[:20_000]
    controls = sum(char < " " and char not in "\t\n\r\f\v\x1b" for char in sample)
    if controls > max(2, len(sample) // 50):
        raise unreadable("corrupt")


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
