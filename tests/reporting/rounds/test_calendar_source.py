"""By when a unit sends its report, as its calendar has it."""

import datetime as dt

from tienbo.core.calendar_entries import entries_for


def due_of(user) -> list[tuple[str, dt.date]]:
    return [(each.title, each.deadline.last_on_time) for each in entries_for(user)]


def test_officer_and_head_have_the_day_of_their_own_report_until_it_is_sent(world):
    world.round()
    expected = [("Gửi “Báo cáo sơ kết 6 tháng đầu năm 2015”", dt.date(2015, 5, 25))]
    assert due_of(world.officers["01711"]) == due_of(world.heads["01711"]) == expected
    (entry,) = entries_for(world.officers["01711"])
    assert entry.unit == "Xã Bình Dương" and entry.url.startswith("/go/reporting/report/")
    world.fill("01711")
    world.send("01711")
    assert due_of(world.officers["01711"]) == []


def test_whoever_only_looks_on_has_no_due_days(world):
    world.round()
    assert due_of(world.viewer) == due_of(world.inspector) == due_of(world.administrator) == []
