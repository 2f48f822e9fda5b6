"""Titles, headings and text of the paper: what is printed, renumbered, dropped."""

import datetime as dt
from dataclasses import replace

from tienbo.documents.content import Addressees, Annex, Closing, Heading, Items, Letterhead, Paragraph, Title
from tienbo.reporting.definitions.headings import headings_for
from tienbo.reporting.definitions.loading import load_builtin
from tienbo.reporting.output.narrative import sections_of, title_of
from tienbo.reporting.output.official import (
    FIGURES_ONLY,
    ILLUSTRATIVE,
    annex_sentences,
    edition_of,
    foot_of,
    official_document,
)
from tienbo.reporting.output.snapshot import Amount, Issuer, Line, Missing, Seal, Snapshot, Table

FORM = load_builtin("vstbcpn-2015")
SEAL = Seal(2, "ab" * 32, "1", dt.date(2015, 6, 3))
TEXT = {
    "opening": {"text": "Mở đầu.", "items": []},
    "direction.regime": {"text": "Ban họp 01 phiên.", "items": []},
    "results.training": {"text": "- Mở 02 lớp:\n+ tỉnh\n+ huyện\n- Cấp tài liệu.\nHết.", "items": []},
    "assessment.causes": {
        "text": "",
        "items": [{"text": "A", "type": "subjective"}, {"text": "B", "type": "objective"}],
    },
}


def snapshot(**changes) -> Snapshot:
    narrative = changes.pop("narrative", TEXT)
    report = changes.pop("report", "half_year")
    title, topic = title_of(FORM, report, "Báo cáo đột xuất tháng 8", 2015)
    plain = Snapshot(
        title=title,
        topic=topic,
        unit_name="Huyện Hòa An",
        unit_code="051",
        round_code="2015-h1",
        issuer=Issuer("Ban VSTBCPN huyện Hòa An", "BVSTBCPN", "Hòa An", recipients=("Ban VSTBCPN tỉnh", "Lưu: VT")),
        addressee="Ban VSTBCPN tỉnh",
        starts_on=dt.date(2014, 12, 1),
        ends_on=dt.date(2015, 5, 31),
        closing_on=dt.date(2015, 5, 20),
        previous="",
        day=dt.date(2015, 6, 3),
        seal=SEAL,
        is_illustrative=False,
        sections=sections_of(FORM, headings_for(FORM, report, 2015), narrative),
        tables=(),
        left_out=(),
        units=None,
        missing=(),
        mark_words={},
        signs={},
    )
    return replace(plain, **changes)


def blocks(kind, **changes):
    return [block for block in official_document(snapshot(**changes)).blocks if isinstance(block, kind)]


def headings(**changes) -> list[str]:
    return [f"{block.number} {block.text}" for block in blocks(Heading, **changes)]


def test_a_half_year_report_is_titled_by_its_form_and_year():
    assert title_of(FORM, "half_year", "gì cũng được", 2015) == (
        "Sơ kết 6 tháng đầu năm 2015",
        "về hoạt động bình đẳng giới và vì sự tiến bộ của phụ nữ",
    )
    assert title_of(FORM, "annual", "", 2015)[0] == "Tổng kết năm 2015"


def test_a_thematic_report_is_named_by_its_round_alone():
    assert title_of(FORM, "adhoc", "Báo cáo đột xuất tháng 8", 2015) == ("Đột xuất tháng 8", "")
    paper = {"report": "adhoc", "title": "Rà soát cán bộ nữ", "tables": (Table("B06", "Cán bộ nữ", "people", ()),)}
    (title,), (annex,) = blocks(Title, **paper), blocks(Annex, **paper)
    assert title.subject == ("Rà soát cán bộ nữ",) and annex.title == "Số liệu rà soát cán bộ nữ"
    closing = "Trên đây là Báo cáo rà soát cán bộ nữ của Ban VSTBCPN huyện Hòa An (kèm theo Phụ lục số liệu)./."
    assert closing in [each.text for each in blocks(Paragraph, **paper)]
    upper = blocks(Paragraph, **paper | {"title": "UBND cấp xã"})
    assert any(str(each.text).startswith("Trên đây là Báo cáo UBND cấp xã của Ban") for each in upper)
    (title,) = blocks(Title)
    assert title.kind == "Báo cáo"


def test_roman_headings_stand_and_those_below_are_numbered_through_without_the_empty_ones():
    assert headings() == [
        "I Công tác chỉ đạo, điều hành",
        "1 Chế độ họp, thông tin, báo cáo",
        "II Kết quả thực hiện nhiệm vụ",
        "1 Tập huấn, bồi dưỡng, giảng viên nguồn, cộng tác viên, giao lưu",
        "III Đánh giá chung",
        "1 Nguyên nhân",
        "a Nguyên nhân khách quan",
        "b Nguyên nhân chủ quan",
        "IV Phương hướng, nhiệm vụ trọng tâm 6 tháng cuối năm 2015",
        "V Kiến nghị, đề xuất",
    ]


def test_an_annual_report_looks_ahead_to_the_next_year():
    assert "IV Phương hướng, nhiệm vụ trọng tâm năm 2016" in headings(report="annual")


def test_the_action_month_is_a_heading_from_its_first_year_on():
    codes = {year: {each.code for each in headings_for(FORM, "annual", year)} for year in (2015, 2016)}
    assert "results.action_month" not in codes[2015] and "results.action_month" in codes[2016]


def test_an_empty_roman_heading_says_so_and_a_draft_that_it_is_still_to_come():
    said = [block.text for block in blocks(Paragraph)]
    assert said.count("Không có nội dung báo cáo.") == 2
    assert [block.text for block in blocks(Paragraph, seal=None)].count("(Chưa có nội dung.)") == 2


def test_a_paper_without_a_word_of_text_says_so_once_and_its_draft_keeps_the_headings_to_fill():
    tables = (Table("B13", "Kinh phí", "count", (Line("k", "1", "Đã chi", "đồng", "entered", now={"T": Amount()}),)),)
    empty = {"narrative": {}, "tables": tables}
    assert headings(**empty) == []
    assert FIGURES_ONLY in [block.text for block in blocks(Paragraph, **empty)]
    assert len(headings(**empty, seal=None)) == 5


def test_lines_with_dashes_become_a_list_and_plus_lines_the_list_below_a_point():
    (items,) = [block for block in blocks(Items) if block.items[0] != "B" and len(block.items) == 2]
    assert [point.text for point in items.items] == ["Mở 02 lớp:", "Cấp tài liệu."]
    assert [point.text for point in items.items[0].below.items] == ["tỉnh", "huyện"]
    assert "Hết." in [block.text for block in blocks(Paragraph)]


def test_text_of_restricted_headings_says_so():
    told = {"results.violence": {"text": "Không phát sinh.", "items": []}}
    assert "1 Phòng, chống bạo lực trên cơ sở giới (sử dụng hạn chế)" in headings(narrative=told)


def test_number_and_day_stay_blank_and_only_the_year_is_printed():
    (head,) = blocks(Letterhead)
    assert (head.number, head.dated, head.month, head.year) == (None, None, None, 2015)
    assert head.symbol == "BC-BVSTBCPN"


def test_who_is_addressed_is_as_above_among_the_recipients():
    (to,), (closing,) = blocks(Addressees), blocks(Closing)
    assert to.names == ("Ban VSTBCPN tỉnh",)
    assert closing.recipients == ("Như trên", "Lưu: VT")
    (closing,) = blocks(Closing, addressee="")
    assert closing.recipients == ("Ban VSTBCPN tỉnh", "Lưu: VT")


def test_without_tables_there_is_no_annex_and_no_word_of_one():
    assert blocks(Annex) == []
    assert not any("Phụ lục" in str(block.text) for block in blocks(Paragraph))


def test_invented_figures_say_so_on_every_page():
    assert ILLUSTRATIVE in foot_of(snapshot(is_illustrative=True))
    assert ILLUSTRATIVE not in foot_of(snapshot())
    assert official_document(snapshot(is_illustrative=True)).digest_line.startswith(ILLUSTRATIVE)


def test_the_layout_is_the_one_of_the_day():
    assert edition_of(dt.date(2015, 6, 3)).code == "tt01_2011"
    assert edition_of(dt.date(2021, 6, 3)).code == "nd30_2020"
    assert edition_of(dt.date(1999, 1, 1)).code == "tt01_2011"


def test_missing_units_are_grouped_under_the_unit_above():
    missing = (Missing("Huyện Bảo Lạc", 17, ""), Missing("Xã A", 0, "Huyện Hòa An"), Missing("Xã B", 0, "Huyện Hòa An"))
    assert (
        "Chưa có số liệu của: Huyện Bảo Lạc (cùng 17 đơn vị cấp dưới); Xã A, Xã B (thuộc Huyện Hòa An)."
        in annex_sentences(snapshot(missing=missing))
    )
