"""The same letters under the noise of OCR, of web pages and of programs: measured again, and mended piece by piece."""

import re
import textwrap
import unicodedata

import pytest

from tienbo.guidance.reading import read_letter, to_json
from tienbo.guidance.reading.noise import normalise

from . import scoring

LETTERS = list(scoring.fixtures(letters=True))


def wrapped(text: str) -> str:
    """Every long paragraph broken at 76 columns, as mail programs do."""
    return "\n".join("\n".join(textwrap.wrap(line, 76)) if len(line) > 76 else line for line in text.split("\n"))


NOISES = {
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "blank lines doubled": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "indented paragraphs": lambda text: "\n".join(f"\t{line}" if len(line) > 80 else line for line in text.split("\n")),
    "trailing spaces": lambda text: text.replace("\n", "  \n"),
    "stars for bold": lambda text: "\n".join(f"**{line}**" if line.isupper() else line for line in text.split("\n")),
    "round bullets": lambda text: re.sub(r"(?m)^- ", "• ", text),
    "long dashes": lambda text: re.sub(r"(?m)^- ", "– ", text),
    "wrapped at 76 columns": wrapped,
    "a byte order mark": lambda text: "\ufeff" + text,
    "entities": lambda text: text.replace("&", "&amp;").replace("\n", "\n").replace(" - ", "&nbsp;- "),
    "a site around it": lambda text: f"Trang chủ\nGiới thiệu\nLiên hệ\n\n{text}\n\nCác tin khác\nLượt xem: 1.234\n",
}


@pytest.mark.parametrize("name", NOISES)
def test_noise_changes_almost_nothing(name):
    score = scoring.Score()
    for letter, text, answer in LETTERS:
        scoring.add(score, letter, answer, to_json(read_letter(NOISES[name](text))))
    low = {measure: score.accuracy(measure) for measure in scoring.ACCURACIES if score.accuracy(measure) < 0.9}
    low |= {measure: score.f1(measure) for measure in scoring.F1_MEASURES if score.f1(measure) < 0.9}
    assert low == {}, "\n".join(score.mistakes)


MENDED = {
    "các xã,\n\nphường, thị trấn.": "các xã, phường, thị trấn.",
    "loa truyền\n\n2\n\nthanh các xã.": "loa truyền thanh các xã.",
    "trước ngày\n05/6": "trước ngày 05/6",
    "số 27/2004/\nCT-TTg": "số 27/2004/CT-TTg",
    "**1.** *Công tác* cán\\-bộ": "1. Công tác cán-bộ",
    "# KẾ HOẠCH": "KẾ HOẠCH",
    "Số: 739/BNV&amp;BĐG<br>V/v việc": "Số: 739/BNV&BĐG\nV/v việc",
    "- một;\n- hai.": "- một;\n- hai.",
    "KẾ HOẠCH\nhoạt động": "KẾ HOẠCH\nhoạt động",
    "Trên.\nDưới": "Trên.\nDưới",
    "A\n-------\nB": "A\n\nB",
    "\uf0b7 gạch đầu dòng": "• gạch đầu dòng",
}


@pytest.mark.parametrize("text", MENDED)
def test_a_broken_paragraph_is_mended_and_a_whole_one_left_alone(text):
    assert normalise(text) == MENDED[text]


def test_pages_are_joined_and_their_sentences_mended():
    pages = ["Kiểm tra tại các đơn vị và các xã,\n1", "phường, thị trấn trong năm.\n2"]
    assert normalise("", pages) == "Kiểm tra tại các đơn vị và các xã, phường, thị trấn trong năm."
