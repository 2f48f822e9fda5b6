"""The demo's reports are written as an office of the level writes: with its own figures, marked, and nobody's words."""

import re
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from tienbo.core.vietnamese import search_key
from tienbo.demo.texts import COMMUNE, DISTRICT, OFFICE, PROVINCE, Texts
from tienbo.demo.writing import FIGURES, ILLUSTRATIVE, Facts, figures_named, passages
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.definitions.loading import load_builtin

FORM = load_builtin("vstbcpn-2015")
FOUNDING = Path(__file__).parents[3] / "shared" / "seed" / "202-BVSTBCPN-VP.txt"
LEVELS = {"province": PROVINCE, "district": DISTRICT, "department": OFFICE, "commune": COMMUNE}
WORDS = {
    "unit": "huyện Hòa An", "above": "Ban VSTBCPN tỉnh Cao Bằng", "basis": "hướng dẫn của Ban", "year": "2015",
    "next_year": "2016", "party_term": "2015-2020", "council_term": "2016-2021", "setting": "các cấp ủy đại hội",
    "area": "huyện", "scope": "cơ quan", "owing": "21", "party_committee": "Huyện ủy",
}  # fmt: skip
EVERY_FIGURE = dict.fromkeys([*FIGURES, "bch_share", "taken"], Decimal(1250))


def sentences(texts: Texts) -> list[str]:
    return [sentence for places in texts.values() for place in places for sentence in place]


def written(kind: str, figures=EVERY_FIGURE) -> str:
    found = passages(FORM, kind, Facts(WORDS, figures), Random(1))
    return "\n".join("\n".join([each.text, *(item["text"] for item in each.items)]) for each in found)


@pytest.mark.parametrize("kind", LEVELS)
def test_every_word_in_braces_is_known_and_every_heading_is_one_of_the_form(kind):
    named = {name for sentence in sentences(LEVELS[kind]) for name in re.findall(r"{(\w+)}", sentence)}
    assert named <= WORDS.keys() | EVERY_FIGURE.keys()
    kinds = {heading.code: heading.kind for heading in FORM.narrative}
    assert {kinds[code] for code in LEVELS[kind]} <= {"text", "list", "item"}


@pytest.mark.parametrize("kind", LEVELS)
def test_each_level_opens_in_its_own_words_and_sums_up_at_the_end(kind):
    others = {sentence for other, texts in LEVELS.items() if other != kind for sentence in sentences(texts)}
    assert others.isdisjoint(sentences(LEVELS[kind]))
    assert written(kind).startswith(("Sáu tháng đầu năm 2015", "Thực hiện "))
    assert {"opening", "assessment.strengths", "next", "proposals"} <= LEVELS[kind].keys()


def test_the_province_speaks_of_what_is_below_it_and_a_commune_of_its_hamlets():
    assert "huyện, thành phố" in written("province") and "cấp trên" not in written("province")
    assert "xóm" in written("commune") and "huyện, thành phố" not in written("commune")
    assert "Ủy ban Quốc gia" in written("province") and "Ủy ban Quốc gia" not in written("district")


@pytest.mark.parametrize("kind", LEVELS)
def test_a_sentence_with_figures_says_that_they_are_invented(kind):
    for sentence in re.split(r"(?<=[.])\s", written(kind)):
        assert ("1.250" in sentence) <= (ILLUSTRATIVE in sentence)
    assert ILLUSTRATIVE not in written(kind, figures={})


def test_nothing_is_told_of_what_was_not_done():
    none = dict.fromkeys(EVERY_FIGURE, Decimal(0))
    for kind in LEVELS:
        assert not re.search(r"\b0\b|\b00\b", written(kind, none))
        assert "Tổ chức" not in written(kind, none).replace("Ban Tổ chức", "")


def test_small_numbers_take_a_zero_and_money_is_in_millions():
    facts = Facts({}, {"events": Decimal("4.0000"), "spent": Decimal(3_500_000), "bch_share": Decimal("9.5")})
    assert facts.told("{events} cuộc; {spent} triệu đồng; {bch_share}%.") == (
        f"04 cuộc; 3,5 triệu đồng; 9,5% {ILLUSTRATIVE}."
    )


def test_figures_are_added_over_breakdowns_but_not_over_terms_or_sexes():
    named = figures_named(
        {
            Cell("party.bch", "level=commune;term=2015-2020"): Decimal(10),
            Cell("party.bch", "level=district;term=2015-2020"): Decimal(30),
            Cell("party.bch", "level=commune;term=2010-2015"): Decimal(99),
            Cell("party.bch", "level=commune;sex=F;term=2015-2020"): Decimal(6),
            Cell("party.bch", "ethnic=minority;level=commune;sex=F;term=2015-2020"): Decimal(5),
            Cell("comm.events", "event_form=contest"): None,
        },
        "2015-2020",
    )
    assert (named["bch"], named["bch_women"], named["bch_share"]) == (40, 6, Decimal("15.0"))
    assert named["events"] == 0


@pytest.mark.skipif(not FOUNDING.exists(), reason="the founding letter is not beside the checkout")
def test_nothing_is_taken_from_the_founding_letter():
    def runs(text: str) -> set[str]:
        named = search_key(text).replace("binh dang gioi va vi su tien bo cua phu nu", "bdg").replace("vstbcpn", "bdg")
        words = re.findall(r"\w+", named)
        return {" ".join(words[start : start + 9]) for start in range(len(words) - 8)}

    letter = runs(FOUNDING.read_text(encoding="utf-8"))
    for texts in LEVELS.values():
        for sentence in sentences(texts):
            assert letter.isdisjoint(runs(sentence)), sentence
