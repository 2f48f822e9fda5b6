"""What guidance offers to a report: figures with their rows, sentences with their records."""

import datetime as dt

import pytest

from tests.guidance.own_letter import DATA, NAME
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.guidance import sources
from tienbo.guidance.actions import (
    acknowledge_letter,
    decide_proposals,
    issue_letter,
    read_into_draft,
    withdraw_letter,
)
from tienbo.guidance.models import Letter
from tienbo.guidance.states import Decision
from tienbo.register.actions import record_document
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task

HALF_YEAR = (dt.date(2015, 1, 1), dt.date(2015, 7, 1))
CLOSING = dt.date(2015, 5, 31)


@pytest.fixture
def issued(cast) -> Letter:
    """Our own letter, issued to the department and a district."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    return issue_letter(by=SYSTEM, letter=letter, addressees=[cast.so, cast.huyen]).letter


def count(unit, period=HALF_YEAR, closing_on=CLOSING):
    (figure,) = sources.figures(unit=unit, period=period, closing_on=closing_on, elements=["committee.documents"])
    return figure


def test_it_works(cast, issued):
    figure = count(cast.tinh)
    assert (figure.value, figure.breakdown) == (1, "")
    (row,) = figure.rows
    assert (row.module, row.kind, row.key) == ("guidance", "letter", str(issued.uid))
    assert count(cast.so).value == 0


def test_only_the_elements_asked_for_are_answered(cast, issued):
    assert sources.figures(unit=cast.tinh, period=HALF_YEAR, closing_on=CLOSING, elements=["other"]) == []


def test_a_document_after_the_closing_day_or_outside_the_period_does_not_count(cast, issued):
    assert count(cast.tinh, closing_on=dt.date(2015, 3, 19)).value == 0
    assert count(cast.tinh, closing_on=dt.date(2015, 3, 20)).value == 1
    assert count(cast.tinh, period=(dt.date(2015, 3, 21), dt.date(2015, 7, 1))).value == 0
    assert count(cast.tinh, period=(dt.date(2015, 1, 1), dt.date(2015, 3, 20))).value == 0


def test_a_withdrawn_letter_does_not_count_and_one_sent_again_counts_once(cast, issued):
    withdraw_letter(by=SYSTEM, letter=issued)
    assert count(cast.tinh).value == 0
    again = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=again, decision=Decision.KEPT)
    issue_letter(by=SYSTEM, letter=again, addressees=[cast.so])
    assert count(cast.tinh).value == 1


def test_a_report_in_the_register_is_no_guidance(cast, issued):
    for kind in ("report", "plan"):
        record_document(
            by=SYSTEM, unit=cast.tinh, direction="outgoing", kind=kind, subject="x", issued_on=dt.date(2015, 4, 1)
        )
    assert [row.kind for row in count(cast.tinh).rows] == ["letter", "document"]


def test_the_issuer_and_the_addressee_each_tell_of_the_letter(cast, issued):
    acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.so)
    (sent,) = sources.items(unit=cast.tinh, period=HALF_YEAR)
    assert sent.text == (
        "Ban hành Công văn số 31/BVSTBCPN-VP ngày 20/3/2015 về việc hướng dẫn công tác năm 2015 "
        "gửi 2 đơn vị (1 đơn vị đã tiếp nhận); đã hoàn thành 0/12 nhiệm vụ."
    )
    (received,) = sources.items(unit=cast.so, period=HALF_YEAR)
    assert received.text.startswith("Tiếp nhận, quán triệt Công văn số 31/BVSTBCPN-VP ngày 20/3/2015")
    assert received.text.endswith("(ngày 23/3/2015).")
    assert sources.items(unit=cast.huyen, period=HALF_YEAR) == []


def test_the_sentences_are_vietnamese_for_an_english_reader_too(cast, issued, english):
    (sent,) = sources.items(unit=cast.tinh, period=HALF_YEAR)
    assert sent.text.startswith("Ban hành Công văn số")


def test_a_result_is_about_its_task_and_told_with_its_evidence(cast, issued):
    task = Task.objects.get(unit=cast.so, position="2.1")
    report_result(by=SYSTEM, task=task, result="Đã mở 01 lớp, 40 người dự", evidence="Kế hoạch số 12/KH-SYT")
    (item,) = sources.items(unit=cast.so, period=HALF_YEAR)
    assert item.text == "Đã mở 01 lớp, 40 người dự (Kế hoạch số 12/KH-SYT)."
    assert (item.row.module, item.row.key) == ("tasks", str(task.pk))
    assert item.about == (task.text, task.section)


def test_a_result_of_another_period_is_left_out(cast, issued):
    with clock.at(dt.date(2015, 8, 1)):
        report_result(by=SYSTEM, task=Task.objects.get(unit=cast.so, position="2.1"), result="Xong.")
    assert sources.items(unit=cast.so, period=HALF_YEAR) == []
