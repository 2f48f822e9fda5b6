"""Deadlines and closing dates, phrase by phrase: what is one, what only looks like one."""

from datetime import date, time

import pytest

from tienbo.guidance.reading import read_letter
from tienbo.guidance.reading.deadlines import find_deadlines
from tienbo.guidance.reading.page import page_of
from tienbo.guidance.reading.years import years_of

ISSUED = date(2024, 3, 10)


def found_in(text: str, *, issued: date = ISSUED, subject: str = ""):
    deadlines, closings = find_deadlines(page_of(text), years_of(issued, issued, subject))
    return deadlines, closings


DATED = {
    "Báo cáo gửi trước ngày 15/11/2024.": [(date(2024, 11, 15), True, None)],
    "Báo cáo gửi trước ngày 15 tháng 11 năm 2024.": [(date(2024, 11, 15), True, None)],
    "Báo cáo gửi trước ngày 15-11-2024.": [(date(2024, 11, 15), True, None)],
    "Danh sách gửi trước 17h ngày 20/3/2024.": [(date(2024, 3, 20), False, time(17, 0))],
    "Danh sách gửi chậm nhất vào 16 giờ 30 ngày 20 tháng 3 năm 2024.": [(date(2024, 3, 20), False, time(16, 30))],
    "Danh sách gửi trước 15 giờ, thứ Sáu (ngày 22/3/2024).": [(date(2024, 3, 22), False, time(15, 0))],
    "Kiện toàn xong trước 30/6.": [(date(2024, 6, 30), True, None)],
    "Gửi kế hoạch chậm nhất là ngày 15/4.": [(date(2024, 4, 15), False, None)],
    "Gửi kế hoạch chậm nhất trước ngày 15/4.": [(date(2024, 4, 15), True, None)],
    "Gửi kế hoạch không muộn hơn ngày 15/4/2024.": [(date(2024, 4, 15), False, None)],
    "Gửi về Phòng Nội vụ, muộn nhất 15/4.": [(date(2024, 4, 15), False, None)],
    "Hoàn thành trong ngày 20/3/2024.": [(date(2024, 3, 20), False, None)],
    "Hạn nộp: 20/4/2024.": [(date(2024, 4, 20), False, None)],
    "Hạn cuối: hết ngày 20/4/2024.": [(date(2024, 4, 20), False, None)],
    "Thời hạn nhận hồ sơ đến hết ngày 30/4/2024.": [(date(2024, 4, 30), False, None)],
    "Thời hạn gửi báo cáo về Sở Nội vụ: trước ngày 30/4/2024.": [(date(2024, 4, 30), True, None)],
    "Bài dự thi nhận đến hết ngày 30/9/2024.": [(date(2024, 9, 30), False, None)],
    "Tổ chức sơ kết trong tháng 3/2025.": [(date(2025, 3, 31), False, None)],
    "Tổ chức sơ kết xong trong tháng 6.": [(date(2024, 6, 30), False, None)],
    "Ban hành kế hoạch trước tháng 5/2024.": [(date(2024, 5, 1), True, None)],
    "Kiện toàn xong trong quý II.": [(date(2024, 6, 30), False, None)],
    "Thời gian hoàn thành: Quý IV/2024.": [(date(2024, 12, 31), False, None)],
    "Báo cáo trước ngày 05/6 và ngày 05/12.": [(date(2024, 6, 5), True, None), (date(2024, 12, 5), True, None)],
    "Báo cáo trước các ngày 15/6, 15/12.": [(date(2024, 6, 15), True, None), (date(2024, 12, 15), True, None)],
    "Trước ngày 15/6 (báo cáo 6 tháng) và 15/12/2024 (báo cáo năm).": [
        (date(2024, 6, 15), True, None),
        (date(2024, 12, 15), True, None),
    ],
    "Trước ngày 15/6 đối với báo cáo 6 tháng và ngày 15/12 đối với báo cáo năm.": [
        (date(2024, 6, 15), True, None),
        (date(2024, 12, 15), True, None),
    ],
    "Báo cáo định kỳ trước ngày 05/6/2024 và trước ngày 05/12/2024.": [
        (date(2024, 6, 5), True, None),
        (date(2024, 12, 5), True, None),
    ],
    "Gửi chậm nhất là 9h sáng ngày 20/4.": [(date(2024, 4, 20), False, time(9, 0))],
    "Gửi trước 4 giờ chiều ngày 20/4.": [(date(2024, 4, 20), False, time(16, 0))],
    "Tổng hợp trước ngày 10 tháng 01 năm sau.": [(date(2025, 1, 10), True, None)],
}


@pytest.mark.parametrize("text", DATED)
def test_a_deadline_with_a_day_is_read(text):
    deadlines, closings = found_in(text)
    assert [(found.on, found.exclusive, found.at) for found in deadlines] == DATED[text]
    assert closings == []


RECURRING = {
    "Gửi tin, bài hằng tháng trước ngày 20.": [(None, 20, "monthly", True)],
    "Gửi tin, bài trước ngày 25 hàng tháng.": [(None, 25, "monthly", True)],
    "Gửi tin, bài vào ngày 25 hằng tháng.": [(None, 25, "monthly", False)],
    "Báo cáo quý trước ngày 15 tháng cuối quý.": [(None, 15, "quarterly", True)],
    "Hằng quý (trước ngày 20 của tháng cuối quý) gửi báo cáo.": [(None, 20, "quarterly", True)],
    "Định kỳ 6 tháng (trước 15/6), năm (trước 15/12) báo cáo về Sở.": [
        (6, 15, "yearly", True),
        (12, 15, "yearly", True),
    ],
    "Báo cáo trước ngày 15/6 và 15/12 hằng năm.": [(6, 15, "yearly", True), (12, 15, "yearly", True)],
    "Hàng năm, trước ngày 30 tháng 11, gửi báo cáo.": [(11, 30, "yearly", True)],
}


@pytest.mark.parametrize("text", RECURRING)
def test_a_deadline_that_recurs_has_no_day_of_its_own(text):
    deadlines, _ = found_in(text)
    got = [(found.month, found.day, found.recurrence, found.exclusive) for found in deadlines]
    assert got == RECURRING[text]
    assert all(found.on is None and found.last_on_time is None for found in deadlines)


NO_DEADLINE = (
    "Tổ chức Tháng hành động từ ngày 15/11 đến hết ngày 15/12/2024.",
    "Tổ chức Tháng hành động từ 15/11 đến 15/12/2024.",
    "Đến ngày 01/3/2024, có 12 đơn vị kiện toàn Ban.",
    "Tính đến hết ngày 01/3/2024, toàn tỉnh có 45 mô hình.",
    "Theo khoản 1 Điều 15 và mục 11/12 của Quy chế.",
    "Kinh phí 15.000.000 đồng, tạm ứng 10/12 tháng.",
    "Trước ngày 01/7/2007 chưa có luật riêng.",
    "Hội nghị khai mạc lúc 8 giờ 00 ngày 08/4/2024.",
    "Thực hiện Công văn số 12/UBND-VX ngày 05/3/2024.",
    "Gửi trước Tết Nguyên đán 2 tuần.",
    "Các trường hợp phát sinh trước ngày 01/7/2024 thì giải quyết theo quy định cũ.",
    "Năm 2023, các đơn vị đã nộp báo cáo trước ngày 05/12.",
)


@pytest.mark.parametrize("text", NO_DEADLINE)
def test_what_only_looks_like_a_deadline_is_none(text):
    deadlines, _ = found_in(text)
    assert deadlines == []


CLOSING = {
    "Số liệu chốt đến hết ngày 14/6/2024.": [date(2024, 6, 14)],
    "Thời điểm chốt số liệu: 30/9/2024.": [date(2024, 9, 30)],
    "Thời gian chốt số liệu từ ngày 15/12/2023 đến ngày 14/6/2024.": [date(2024, 6, 14)],
    "Số liệu tính đến ngày 31/10.": [date(2024, 10, 31)],
    "Rà soát số nữ lãnh đạo tại thời điểm 30/6/2024 (theo biểu 02).": [date(2024, 6, 30)],
}


@pytest.mark.parametrize("text", CLOSING)
def test_a_closing_date_is_kept_apart_from_the_deadlines(text):
    deadlines, closings = found_in(text)
    assert deadlines == []
    assert [found.on for found in closings] == CLOSING[text]


def test_sending_figures_by_a_day_is_a_deadline_and_no_closing_date():
    deadlines, closings = found_in("Số liệu gửi về Sở Nội vụ chậm nhất đến ngày 20/4/2024.")
    assert [found.on for found in deadlines] == [date(2024, 4, 20)]
    assert closings == []


def test_january_in_a_letter_of_november_is_next_january():
    deadlines, _ = found_in("Gửi báo cáo trước ngày 10/01.", issued=date(2019, 11, 18))
    assert [(found.on, found.last_on_time, found.year_implied) for found in deadlines] == [
        (date(2020, 1, 10), date(2020, 1, 9), True)
    ]


def test_a_letter_without_its_day_is_of_the_month_that_it_prints():
    head = "Số:      /BVSTBPN\nMai Sơn, ngày      tháng 11 năm 2018\n\nKính gửi: Sở Nội vụ\n\n"
    letter = read_letter(head + "Đề nghị báo cáo trước ngày 12/01 và đăng ký trước ngày 30/11.")
    assert letter.issued_on is None
    assert [found.on for found in letter.deadlines] == [date(2019, 1, 12), date(2018, 11, 30)]


def test_the_year_of_the_subject_goes_before_the_year_of_the_date():
    deadlines, _ = found_in(
        "Báo cáo trước ngày 05/6.", issued=date(2014, 12, 20), subject="Hướng dẫn hoạt động năm 2015"
    )
    assert deadlines[0].on == date(2015, 6, 5)


def test_the_day_before_is_the_last_on_time_unless_an_hour_is_given():
    before, with_hour = (
        found_in(text)[0][0] for text in ("Gửi trước ngày 01/4/2024.", "Gửi trước 9h00 ngày 01/4/2024.")
    )
    assert before.last_on_time == date(2024, 3, 31)
    assert with_hour.last_on_time == date(2024, 4, 1)


def test_without_any_year_the_day_stays_open():
    deadlines, _ = find_deadlines(page_of("Gửi trước ngày 15/11."), years_of(None, None, None))
    assert [(found.on, found.month, found.day) for found in deadlines] == [(None, 11, 15)]


def test_the_recipient_is_the_body_that_the_sentence_names():
    named = found_in("Báo cáo gửi về Sở Lao động - Thương binh và Xã hội (qua Phòng BĐG) trước ngày 05/6.")[0][0]
    behind = found_in("Trước ngày 05/6 gửi báo cáo về Ban VSTBPN tỉnh để tổng hợp.")[0][0]
    nobody = found_in("Nộp báo cáo về hoạt động của Ban trước ngày 05/6.")[0][0]
    assert named.recipient == "Sở Lao động - Thương binh và Xã hội"
    assert behind.recipient == "Ban VSTBPN tỉnh"
    assert nobody.recipient is None
