"""Which headings a report has, in what words, and what belongs under which."""

import pytest

from tienbo.reporting.definitions.headings import heading_about
from tienbo.reporting.definitions.loading import load_builtin


@pytest.mark.parametrize(
    ("text", "section", "heading"),
    [
        ("Tổ chức lớp bồi dưỡng cho nữ ứng cử viên", "Bầu cử", "results.training"),
        ("Rà soát, giới thiệu phụ nữ ưu tú cho cấp ủy", "", "results.women_cadres"),
        ("Bảo đảm tỷ lệ cấp ủy viên nữ", "", "results.women_leadership"),
        ("Xây dựng kế hoạch kiểm tra công tác cán bộ nữ", "", "results.inspection"),
        ("Lồng ghép bình đẳng giới vào đề án", "", "results.mainstreaming"),
        ("Lập dự toán kinh phí", "Công tác khác", "results.funds"),
        ("Kiện toàn nhân sự Ban", "", "direction.committee"),
        ("Triển khai ở cơ sở", "Tuyên truyền", "results.communication"),
        ("Kiến nghị điều chỉnh một số chỉ tiêu", "", "results.programmes"),
        ("van ban huong dan", "", "direction.documents"),
        ("Việc khác", "Khác", ""),
    ],
)
def test_the_words_of_a_sentence_choose_its_heading(text, section, heading):
    assert heading_about(load_builtin("vstbcpn-2015"), (text, section)) == heading
