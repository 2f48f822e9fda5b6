"""A letter as sentences name it: in reports and in notices."""

import datetime as dt

import pytest

from tests.guidance.own_letter import DATA, NAME
from tienbo.committees.actions import establish_committee
from tienbo.core.authorise import SYSTEM
from tienbo.guidance import sources
from tienbo.guidance.actions import (
    acknowledge_letter,
    correct_letter,
    decide_proposals,
    issue_letter,
    read_into_draft,
)
from tienbo.guidance.citing import cited_with_subject, issuer_in_sentence, plain_subject
from tienbo.guidance.models import Letter
from tienbo.guidance.states import Decision
from tienbo.notices.models import Notice
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task

HALF_YEAR = (dt.date(2015, 1, 1), dt.date(2015, 7, 1))


def issued_with(cast, **fields) -> Letter:
    """Our own letter with another head, issued to the department, which took note of it."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    letter = correct_letter(by=SYSTEM, letter=letter, fields=fields)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    letter = issue_letter(by=SYSTEM, letter=letter, addressees=[cast.so]).letter
    acknowledge_letter(by=SYSTEM, letter=letter, unit=cast.so)
    return letter


@pytest.mark.parametrize(
    ("printed", "plain"),
    [
        ("V/v triển khai", "triển khai"),
        ("v/v: Hướng dẫn", "Hướng dẫn"),
        ("Về việc kiện toàn", "kiện toàn"),
        ("Vận động phụ nữ", "Vận động phụ nữ"),
        ("", ""),
    ],
)
def test_a_subject_stands_without_its_about(printed, plain):
    assert plain_subject(printed) == plain


def test_a_sentence_has_one_about_and_no_blank_number(cast):
    letter = issued_with(cast, subject="V/v: Hướng dẫn công tác", number="")
    assert cited_with_subject(letter) == "Công văn ngày 20/3/2015 về việc hướng dẫn công tác"
    letter.subject = "UBND tỉnh họp"
    assert cited_with_subject(letter).endswith(" về việc UBND tỉnh họp")


def test_an_issuer_in_capitals_is_named_as_on_record(cast):
    letter = issued_with(cast)
    assert letter.issuer.isupper()
    assert issuer_in_sentence(letter) == "Tỉnh Mai Sơn"
    named = "Ban VSTBCPN tỉnh Mai Sơn"
    establish_committee(
        by=SYSTEM, unit=cast.tinh, name=named, symbol="BVSTBCPN", place="Mai Sơn", since=dt.date(2015, 1, 1)
    )
    assert issuer_in_sentence(letter) == named
    (received,) = sources.items(unit=cast.so, period=HALF_YEAR)
    assert f" của {named} (ngày" in received.text
    letter.issuer = "Ban VSTBCPN tỉnh"
    assert issuer_in_sentence(letter) == "Ban VSTBCPN tỉnh"


def test_a_notice_shouts_no_name_and_doubles_no_about(cast):
    issued_with(cast, subject="V/v hướng dẫn công tác")
    assert Notice.objects.get(code="letter.issued").facts == {
        "issuer": "Tỉnh Mai Sơn", "subject": "hướng dẫn công tác",
    }  # fmt: skip
    assert Notice.objects.get(code="letter.acknowledged").facts["subject"] == "hướng dẫn công tác"


def test_that_a_report_was_sent_is_not_offered_to_the_report(cast):
    issued_with(cast)
    before = sources.items(unit=cast.so, period=HALF_YEAR)
    asked = Task.objects.filter(unit=cast.so, position="3.1")
    assert asked.count() == 2
    for task in asked:
        report_result(by=SYSTEM, task=task, result="Đã gửi báo cáo.", evidence="/reports/x/")
    assert sources.items(unit=cast.so, period=HALF_YEAR) == before


def test_the_address_of_a_page_is_no_evidence_on_paper(cast):
    issued_with(cast)
    task = Task.objects.get(unit=cast.so, position="2.1")
    report_result(by=SYSTEM, task=task, result="Đã mở 01 lớp.", evidence="https://maison.example/lop")
    assert sources.items(unit=cast.so, period=HALF_YEAR)[-1].text == "Đã mở 01 lớp."
