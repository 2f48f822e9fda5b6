"""Which layout is in force when, and what it says; numbers and dates that are not known yet."""

from __future__ import annotations

from datetime import date

import pytest

from tienbo.documents.editions import EDITIONS, ND30_2020, TT01_2011, NoEdition, edition_for
from tienbo.documents.styles import styles_of
from tienbo.documents.words import number_and_symbol, place_and_date


def test_the_decree_of_2020_takes_over_on_the_day_of_its_signature() -> None:
    assert edition_for(date(2015, 6, 3)) is TT01_2011
    assert edition_for(date(2020, 3, 4)) is TT01_2011
    assert edition_for(date(2020, 3, 5)) is ND30_2020
    assert edition_for(date(2026, 1, 1)) is ND30_2020


def test_an_unknown_line_or_a_day_before_any_edition_is_told() -> None:
    with pytest.raises(NoEdition):
        edition_for(date(2015, 6, 3), line="party")
    with pytest.raises(NoEdition):
        edition_for(date(2009, 1, 1))


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS.keys())
def test_every_measure_is_within_what_the_rules_allow(edition) -> None:
    assert 20 <= edition.top_mm <= 25 and 20 <= edition.bottom_mm <= 25
    assert 30 <= edition.left_mm <= 35 and 15 <= edition.right_mm <= 20
    assert 10 <= edition.first_line_mm <= 12.7 and edition.paragraph_gap_pt >= 6
    assert 1 <= edition.line_spacing <= 1.5
    assert 1 / 3 <= edition.issuer_rule_share <= 1 / 2 and 1 / 3 <= edition.subject_rule_share <= 1 / 2
    styles = styles_of(edition)
    assert {styles[role].size for role in ("national", "issuer", "superior")} <= {12, 13}
    assert {styles[role].size for role in ("body", "motto", "signature", "type_name")} <= {13, 14}
    assert (styles["recipients_head"].size, styles["recipients"].size) == (12, 11)
    assert styles["recipients_head"].bold and styles["recipients_head"].italic
    assert styles["cell"].size >= 9


def test_the_editions_differ_in_page_numbers_and_legal_basis() -> None:
    assert (TT01_2011.page_number_place, ND30_2020.page_number_place) == ("bottom-right", "top-center")
    assert not styles_of(TT01_2011)["basis"].italic and styles_of(ND30_2020)["basis"].italic


def test_a_number_not_given_yet_leaves_room_before_the_slash() -> None:
    shown = number_and_symbol(None, "BC-BVSTBCPN", "vi")
    assert shown == "Số: " + "\u00a0" * 6 + "/BC-BVSTBCPN"
    assert number_and_symbol(5, "BC-BVSTBCPN", "vi") == "Số: 05/BC-BVSTBCPN"
    assert number_and_symbol(202, "BVSTBCPN-VP", "vi") == "Số: 202/BVSTBCPN-VP"
    assert number_and_symbol("12a", "KH-BVSTBCPN", "vi") == "Số: 12a/KH-BVSTBCPN"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((date(2015, 6, 3), None, None), "Cao Bằng, ngày 03 tháng 6 năm 2015"),
        ((date(2016, 2, 13), None, None), "Cao Bằng, ngày 13 tháng 02 năm 2016"),
        ((date(2016, 12, 1), None, None), "Cao Bằng, ngày 01 tháng 12 năm 2016"),
        ((None, None, 2015), "Cao Bằng, ngày ... tháng ... năm 2015"),
        ((None, 6, 2015), "Cao Bằng, ngày ... tháng 6 năm 2015"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(given: tuple, shown: str) -> None:
    assert place_and_date("Cao Bằng", *given, "vi") == shown


def test_an_english_date_is_written_the_english_way() -> None:
    assert place_and_date("Cao Bằng", date(2015, 6, 3), None, None, "en") == "Cao Bằng, 3 June 2015"
    assert place_and_date("Cao Bằng", None, 6, 2015, "en") == "Cao Bằng, ... June 2015"
