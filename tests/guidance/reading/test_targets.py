"""Targets, phrase by phrase: bounds, levels, changes, counts, and results of the past that are none."""

from datetime import date

import pytest

from tienbo.guidance.reading.page import page_of
from tienbo.guidance.reading.targets import find_targets
from tienbo.guidance.reading.years import years_of

ISSUED = date(2021, 3, 10)


def found_in(text: str, *, heading: str = "", is_report: bool = False):
    return find_targets(page_of(text), years_of(ISSUED, ISSUED, ""), lambda index: heading, is_report)


TARGETS = {
    "Bảo đảm tỷ lệ cấp ủy viên nữ không dưới 15%.": [(">=", 15, "%", False, False)],
    "Bảo đảm tỉ lệ cấp ủy viên nữ từ 15% trở lên.": [(">=", 15, "%", False, False)],
    "Phấn đấu đạt tỷ lệ 35% nữ đại biểu.": [("=", 35, "%", True, False)],
    "Phấn đấu tỷ lệ nữ trong quy hoạch đạt trên 25%.": [(">", 25, "%", True, False)],
    "Phấn đấu đến năm 2025 có ít nhất 60% cơ quan có nữ lãnh đạo.": [(">=", 60, "%", True, False)],
    "Tối thiểu 85% nạn nhân được tư vấn.": [(">=", 85, "%", False, False)],
    "Giảm tỷ lệ lao động nữ trong nông nghiệp xuống dưới 30%.": [("<", 30, "%", False, False)],
    "Tỷ lệ hộ nghèo không quá 10%.": [("<=", 10, "%", False, False)],
    "Tỷ lệ bỏ học không vượt quá 1,5%.": [("<=", 1.5, "%", False, False)],
    "Phấn đấu đạt 20,5% nữ giám đốc.": [("=", 20.5, "%", True, False)],
    "Bảo đảm 100% thành viên được tập huấn.": [("=", 100, "%", False, False)],
    "- 100% xã kiện toàn tổ phụ trách.": [("=", 100, "%", False, False)],
    "Đề nghị các đơn vị đạt 100% chỉ tiêu.": [("=", 100, "%", False, False)],
    "- Giảm 10% số vụ bạo lực so với năm 2020.": [("=", 10, "%", False, True)],
    "- Tăng ít nhất 5% nữ đảng viên mới so với năm 2020.": [(">=", 5, "%", False, True)],
    "- Nâng tỷ lệ nữ lãnh đạo lên 30% vào năm 2025.": [("=", 30, "%", False, False)],
    "Mỗi xã tổ chức ít nhất 02 buổi truyền thông.": [(">=", 2, "buổi", False, False)],
    "Mỗi Ban có tối thiểu 01 cán bộ nữ.": [(">=", 1, "cán bộ nữ", False, False)],
    "Kiểm tra ít nhất 1 lần/năm.": [(">=", 1, "lần/năm", False, False)],
    "Phấn đấu đạt từ 20-25% nữ cấp ủy.": [(">=", 20, "%", True, False)],
    "Đăng ký danh hiệu với 100% đơn vị có kế hoạch; dưới 3% hộ tái nghèo.": [
        ("=", 100, "%", False, False),
        ("<", 3, "%", False, False),
    ],
}


@pytest.mark.parametrize("text", TARGETS)
def test_a_level_to_reach_is_read(text):
    got = [(found.comparator, found.value, found.unit, found.striven_for, found.change) for found in found_in(text)]
    assert got == TARGETS[text]


NO_TARGET = (
    "Phấn đấu cao hơn năm trước; năm 2020 đạt 71,5%.",
    "Năm 2020 tỷ lệ nữ cấp ủy là 18%.",
    "Năm 2020 tỷ lệ nữ cấp ủy đạt 18%.",
    "Đến nay tỷ lệ nữ cấp ủy đã đạt 23%.",
    "Tỷ lệ nữ lãnh đạo mới đạt dưới 10%.",
    "Toàn tỉnh có 45 cán bộ nữ, chiếm 38,5%.",
    "Tỷ lệ nữ tăng 2% so với cùng kỳ.",
    "Hiện có trên 90% hộ được tuyên truyền.",
    "Nhiệm kỳ 2015-2020, nữ đại biểu đạt 27,1%.",
    "Gửi trước ít nhất 03 ngày làm việc, báo cáo không quá 10 trang.",
    "Phụ nữ dưới 45 tuổi, trên 18 tuổi.",
    "Mức chi không quá 150.000 đồng/người/buổi.",
    "Kinh phí 50% từ ngân sách tỉnh.",
)


@pytest.mark.parametrize("text", NO_TARGET)
def test_a_result_a_condition_or_money_is_no_target(text):
    assert found_in(text) == []


def test_a_bare_percentage_counts_below_a_heading_of_targets():
    assert [found.value for found in found_in("- 80% nạn nhân được hỗ trợ.", heading="ii. chi tieu")] == [80]
    assert found_in("- 80% nạn nhân được hỗ trợ.") == []


def test_a_report_has_targets_only_where_it_looks_ahead():
    text = "Nữ đại biểu đạt ít nhất 30%."
    assert found_in(text, is_report=True) == []
    assert len(found_in(text, heading="iii. phuong huong nam 2022", is_report=True)) == 1


TOGETHER = {
    "Đến năm 2025 đạt 60% và đến năm 2030 đạt 75% cơ quan có lãnh đạo nữ.": [60, 75],
    "Tỷ lệ nữ chủ doanh nghiệp đạt ít nhất 27% vào năm 2025 và 30% vào năm 2030.": [27, 30],
    "Phấn đấu tỷ lệ nữ đại biểu cấp tỉnh 35%, cấp huyện 33% và cấp xã 30%.": [35, 33, 30],
    "Phấn đấu nữ cấp ủy từ 25% trở lên; nữ đại biểu từ 30% trở lên.": [25, 30],
    "Năm 2020 tỷ lệ nữ là 18,5%, phấn đấu năm 2021 đạt 20%.": [20],
}


@pytest.mark.parametrize("text", TOGETHER)
def test_levels_of_one_sentence_are_read_together(text):
    assert [found.value for found in found_in(text)] == TOGETHER[text]


def test_the_condition_of_a_rule_is_no_target():
    text = "Phấn đấu đạt 100% cơ quan có lãnh đạo nữ nếu ở cơ quan có tỷ lệ 30% trở lên nữ cán bộ."
    assert [found.value for found in found_in(text)] == [100]


def test_ratios_count_below_a_heading_of_targets():
    text = "- Số giờ làm việc nhà của nữ còn 1,4 lần so với nam; tỷ số giới tính ở mức 109 bé trai/100 bé gái."
    got = [(found.comparator, found.value, found.unit) for found in found_in(text, heading="i. muc tieu")]
    assert got == [("=", 1.4, "lần"), ("=", 109, "bé trai/100 bé gái")]
    assert found_in(text) == []
