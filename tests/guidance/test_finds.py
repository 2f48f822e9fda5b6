"""From a read letter to what is proposed to a person; pure."""

import datetime as dt

import pytest

from tienbo.guidance.finds import finds_of, report_kind_at
from tienbo.guidance.reading import Deadline, Letter, Section, Task

TWO_REPORTS = (
    "- Gửi báo cáo định kỳ: trước ngày 05/6 đối với báo cáo sơ kết 6 tháng đầu năm và "
    "trước ngày 05/12 đối với báo cáo tổng kết năm."
)


def deadline(text: str, raw: str, on: dt.date | None = None, **changes) -> Deadline:
    start = text.index(raw)
    usual = {
        "raw": raw, "start": start, "end": start + len(raw), "on": on, "month": on and on.month, "day": on and on.day,
        "at": None, "exclusive": True, "last_on_time": on and on - dt.timedelta(days=1), "recurrence": None,
        "recipient": None,
    }  # fmt: skip
    return Deadline(**usual | changes)


def letter(text: str, *deadlines: Deadline, tasks: tuple[Task, ...] = (), **changes) -> Letter:
    sections = (Section("4", "Báo cáo", 0, len(text), tasks=tasks),)
    return Letter(text=text, is_letter=True, deadlines=deadlines, sections=sections, **changes)


def task(text: str, *deadlines: Deadline, firmness="required") -> Task:
    return Task(text, 2, len(text), 1, firmness, deadlines)


def two_reports() -> Letter:
    dates = (
        deadline(TWO_REPORTS, "trước ngày 05/6", dt.date(2015, 6, 5)),
        deadline(TWO_REPORTS, "trước ngày 05/12", dt.date(2015, 12, 5)),
    )
    return letter(TWO_REPORTS, *dates, tasks=(task(TWO_REPORTS, *dates),))


def test_a_paragraph_with_two_days_is_two_tasks_of_the_same_text():
    found = finds_of(two_reports())
    assert [(find.kind, find.due_on, find.due_exclusive, find.report_kind) for find in found] == [
        ("task", dt.date(2015, 6, 5), True, ""),
        ("task", dt.date(2015, 12, 5), True, ""),
        ("deadline", dt.date(2015, 6, 5), True, "half_year"),
        ("deadline", dt.date(2015, 12, 5), True, "annual"),
    ]
    assert {find.position for find in found} == {"4.1"}
    assert [find.order for find in found] == [0, 1, 0, 1]
    assert [(find.text, find.part) for find in found[:2]] == [
        (TWO_REPORTS, "trước ngày 05/6 đối với báo cáo sơ kết 6 tháng đầu năm"),
        (TWO_REPORTS, "trước ngày 05/12 đối với báo cáo tổng kết năm"),
    ]


@pytest.mark.parametrize(
    ("text", "raws", "parts"),
    [
        (
            "- Báo cáo 6 tháng gửi trước ngày 05/6, báo cáo năm gửi trước ngày 05/12. Nơi gửi: Sở Nội vụ.",
            ("trước ngày 05/6", "trước ngày 05/12"),
            ["Báo cáo 6 tháng gửi trước ngày 05/6", "báo cáo năm gửi trước ngày 05/12"],
        ),
        (
            "- Chế độ báo cáo: 6 tháng (trước ngày 05/6) và năm (trước ngày 05/12)",
            ("trước ngày 05/6", "trước ngày 05/12"),
            ["6 tháng (trước ngày 05/6)", "năm (trước ngày 05/12)"],
        ),
        ("- Gửi trước ngày 05/6 và 05/12.", ("trước ngày 05/6", "05/12"), ["Gửi trước ngày 05/6", "05/12"]),
    ],
)
def test_each_of_several_days_has_its_own_words(text, raws, parts):
    days = tuple(deadline(text, raw, dt.date(2015, number, 5)) for number, raw in zip((6, 12), raws, strict=True))
    found = finds_of(letter(text, *days, tasks=(task(text, *days),)))
    assert [find.part for find in found if find.kind == "task"] == parts


def test_the_same_day_named_twice_is_one_task():
    text = "- Gửi kế hoạch trước ngày 20/4 (hạn cuối trước ngày 20/4)."
    first = deadline(text, "trước ngày 20/4", dt.date(2015, 4, 20))
    again = deadline(text[: first.start] + " " * 15 + text[first.end :], "trước ngày 20/4", dt.date(2015, 4, 20))
    (found,) = finds_of(letter(text, first, again, tasks=(task(text, first, again),)))
    assert (found.due_on, found.part) == (dt.date(2015, 4, 20), "")


def test_a_day_that_comes_back_beside_one_that_does_not_is_a_task_of_its_own():
    text = "- Gửi số liệu trước ngày 25 hằng tháng, báo cáo năm trước ngày 05/12."
    monthly = deadline(text, "trước ngày 25 hằng tháng", recurrence="monthly", day=25)
    yearly = deadline(text, "trước ngày 05/12", dt.date(2015, 12, 5))
    tasks = finds_of(letter(text, monthly, yearly, tasks=(task(text, monthly, yearly),)))[:2]
    assert [(find.due_on, find.recurrence) for find in tasks] == [(None, "monthly"), (dt.date(2015, 12, 5), "")]


@pytest.mark.parametrize(
    ("text", "raw", "kind"),
    [
        (
            "Báo cáo sơ kết 6 tháng gửi trước ngày 05/6, báo cáo năm gửi trước ngày 05/12.",
            "trước ngày 05/6",
            "half_year",
        ),
        ("Gửi báo cáo tổng kết năm trước ngày 05/12.", "trước ngày 05/12", "annual"),
        ("Gửi kế hoạch 6 tháng trước ngày 05/6.", "trước ngày 05/6", ""),
        ("Báo cáo tình hình đột xuất trước ngày 05/6.", "trước ngày 05/6", ""),
        ("Họp trước ngày 05/6.\nBáo cáo 6 tháng gửi sau.", "trước ngày 05/6", ""),
    ],
)
def test_which_periodic_report_a_day_is_for(text, raw, kind):
    assert report_kind_at(letter(text, deadline(text, raw, dt.date(2015, 6, 5))), 0) == kind


def test_the_second_of_two_reports_named_before_their_days_is_the_annual_one():
    text = "Báo cáo sơ kết 6 tháng gửi trước ngày 05/6, báo cáo năm gửi trước ngày 05/12."
    both = letter(text, *(deadline(text, f"trước ngày {raw}", dt.date(2015, 6, 5)) for raw in ("05/6,", "05/12")))
    assert report_kind_at(both, 1) == "annual"


def test_a_day_inside_a_task_is_not_proposed_twice():
    text = "- Gửi kế hoạch trước ngày 20/4."
    day = deadline(text, "trước ngày 20/4", dt.date(2015, 4, 20))
    assert [find.kind for find in finds_of(letter(text, day, tasks=(task(text, day),)))] == ["task"]


def test_a_day_outside_every_task_is_proposed():
    text = "Đề nghị gửi ý kiến trước ngày 20/4."
    (found,) = finds_of(letter(text, deadline(text, "trước ngày 20/4", dt.date(2015, 4, 20))))
    assert (found.kind, found.position, found.due_on) == ("deadline", "", dt.date(2015, 4, 20))


def test_a_report_due_every_year_falls_due_next_after_the_letter():
    text = "Gửi báo cáo tổng kết năm trước ngày 10/01 hằng năm."
    day = deadline(text, "trước ngày 10/01 hằng năm", recurrence="yearly", month=1, day=10)
    (found,) = finds_of(letter(text, day, issued_on=dt.date(2015, 3, 23)))
    assert (found.due_on, found.recurrence, found.report_kind) == (dt.date(2016, 1, 10), "", "annual")


def test_a_monthly_task_has_no_single_day():
    text = "- Gửi số liệu trước ngày 25 hằng tháng."
    day = deadline(text, "trước ngày 25 hằng tháng", recurrence="monthly", day=25)
    (found,) = finds_of(letter(text, day, tasks=(task(text, day),)))
    assert (found.due_on, found.recurrence) == (None, "monthly")


def test_positions_follow_the_printed_numbers():
    text = "- a\n- b"
    inner = Section("2.1", "Trong", 0, 7, tasks=(task(text), task(text, firmness="encourage")))
    deeper = Section("a", "Sâu", 0, 7, tasks=(task(text),))
    outer = Section("2", "Ngoài", 0, 7, sections=(inner, deeper))
    loose = Section(None, None, 0, 7, tasks=(task(text),))
    found = finds_of(Letter(text=text, is_letter=True, sections=(outer, loose)))
    assert [(find.position, find.section_title) for find in found] == [
        ("2.1.1", "Ngoài › Trong"),
        ("2.1.2", "Ngoài › Trong"),
        ("2.a.1", "Ngoài › Sâu"),
        ("1", ""),
    ]
    assert found[1].firmness == "encouraged"
