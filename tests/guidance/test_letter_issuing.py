"""A letter issued, acknowledged, reminded of, withdrawn."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from tests.guidance.own_letter import DATA, NAME
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.guidance import queries
from tienbo.guidance.actions import (
    CannotIssue,
    CannotWithdraw,
    NotAllowedNow,
    acknowledge_letter,
    correct_letter,
    correct_proposal,
    decide_proposals,
    issue_letter,
    number_letter,
    read_into_draft,
    remind_units,
    withdraw_letter,
)
from tienbo.guidance.models import Addressee, Letter
from tienbo.guidance.states import Decision, Find, State
from tienbo.journal.queries import broken_lines, history
from tienbo.notices.models import Notice
from tienbo.register.models import OfficialDocument
from tienbo.tasks.actions import report_result
from tienbo.tasks.models import Task


@pytest.fixture
def draft(cast) -> Letter:
    """Our own letter with all its finds kept."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    return letter


@pytest.fixture
def issued(cast, draft) -> Letter:
    """The letter issued to the department and both districts."""
    issue_letter(by=cast.user("tinh.officer"), letter=draft, addressees=[cast.so, cast.huyen, cast.huyen2])
    draft.refresh_from_db()
    return draft


@pytest.fixture
def issued_without_number(cast) -> Letter:
    """A letter that was sent before the records clerk gave it a number."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    letter = correct_letter(by=SYSTEM, letter=letter, fields={"number": "", "issued_on": None})
    return issue_letter(by=SYSTEM, letter=letter, addressees=[cast.so]).letter


def codes(letter, units) -> list[str]:
    return [obstacle.code for obstacle in queries.obstacles_to_issue(letter, units)]


def test_it_works(cast, issued):
    assert issued.state == State.ISSUED
    document = issued.document
    assert (document.number, document.direction, document.file) == ("31/BVSTBCPN-VP", "outgoing", issued.source_file)
    assert Addressee.objects.filter(letter=issued).count() == 3
    assert Task.objects.filter(group=issued.group).count() == 18
    task = Task.objects.get(unit=cast.huyen, position="1.2")
    assert (task.firmness, task.due_on, task.source) == (
        "coordinate", dt.date(2015, 4, 30), "Công văn số 31/BVSTBCPN-VP, 20/03/2015",
    )  # fmt: skip
    assert {notice.unit_id for notice in Notice.objects.filter(code="letter.issued")} == {
        cast.so.pk, cast.huyen.pk, cast.huyen2.pk,
    }  # fmt: skip
    assert history("guidance", "letter", issued.uid).last().facts == {
        "number": "31/BVSTBCPN-VP", "addressees": 3, "tasks": 18,
    }  # fmt: skip
    assert not list(broken_lines())


def test_each_day_of_a_paragraph_is_a_task_with_its_part(cast, issued):
    both = Task.objects.filter(unit=cast.huyen, position="3.1").order_by("due_on")
    assert [(task.due_on, task.part) for task in both] == [
        (dt.date(2015, 6, 5), "Báo cáo định kỳ trước ngày 05/6/2015 đối với báo cáo sơ kết 6 tháng"),
        (dt.date(2015, 12, 5), "trước ngày 05/12/2015 đối với báo cáo năm"),
    ]
    report_result(by=cast.user("huyen.officer"), task=both[0], result="Đã gửi.")
    with clock.at(dt.date(2015, 12, 6)):
        assert [task.standing.code for task in both.all()] == ["done", "late"]


def test_what_was_dropped_becomes_no_task_and_what_was_corrected_goes_out_corrected(cast, draft):
    dropped = draft.proposals.get(kind=Find.TASK, position="2.2")
    decide_proposals(by=SYSTEM, letter=draft, decision=Decision.DROPPED, proposals=[dropped])
    fields = {"due_on": dt.date(2015, 9, 30), "due_exclusive": False, "firmness": "coordinate"}
    correct_proposal(by=SYSTEM, proposal=draft.proposals.get(kind=Find.TASK, position="2.1"), fields=fields)
    issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so])
    given = {task.position: task for task in Task.objects.filter(unit=cast.so)}
    assert set(given) == {"1.1", "1.2", "2.1", "3.1"}
    assert (given["2.1"].due_on, given["2.1"].firmness) == (dt.date(2015, 9, 30), "coordinate")


def test_issuing_to_many_units_takes_few_statements(cast, draft, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so, cast.hoi, cast.huyen, cast.huyen2])


def test_the_same_unit_ticked_twice_is_addressed_once(cast, draft):
    assert issue_letter(by=SYSTEM, letter=draft, addressees=[cast.so, cast.so]).addressees == 1


@pytest.mark.parametrize("name", ["tinh.viewer", "huyen.officer", "khac.officer"])
def test_who_may_not_issue_is_refused(cast, draft, name):
    with pytest.raises(PermissionDenied):
        issue_letter(by=cast.user(name), letter=draft, addressees=[cast.so])
    assert not Task.objects.exists()


def test_a_head_may_issue(cast, draft):
    assert issue_letter(by=cast.user("tinh.head"), letter=draft, addressees=[cast.so]).tasks == 6


def test_everything_that_is_missing_is_said_at_once(cast, draft):
    decide_proposals(by=SYSTEM, letter=draft, decision=Decision.PROPOSED, proposals=list(draft.proposals.all()))
    draft = correct_letter(by=SYSTEM, letter=draft, fields={"subject": ""})
    assert codes(draft, []) == ["no_subject", "no_addressees", "undecided"]
    with pytest.raises(CannotIssue) as caught:
        issue_letter(by=SYSTEM, letter=draft, addressees=[])
    assert all(obstacle.sentence for obstacle in caught.value.obstacles)
    assert not OfficialDocument.objects.exists()


def test_a_letter_without_number_is_issued_and_numbered_once(cast, draft, issued_without_number):
    letter = issued_without_number
    task = Task.objects.get(unit=cast.so, position="1.2")
    assert task.source == letter.title
    officer = cast.user("tinh.officer")
    number_letter(by=officer, letter=letter, number=" 40/BVSTBCPN-VP ", issued_on=dt.date(2015, 3, 24))
    task.refresh_from_db()
    assert task.source == "Công văn số 40/BVSTBCPN-VP, 24/03/2015"
    document = OfficialDocument.objects.get(letters=letter)
    assert (document.number, document.issued_on) == ("40/BVSTBCPN-VP", dt.date(2015, 3, 24))
    with pytest.raises(NotAllowedNow):
        number_letter(by=officer, letter=letter, number="41", issued_on=dt.date(2015, 3, 24))


def test_a_number_given_afterwards_must_be_free_and_by_the_issuer(cast, issued, issued_without_number):
    with pytest.raises(CannotIssue, match="number_taken"):
        number_letter(by=SYSTEM, letter=issued_without_number, number=issued.number, issued_on=issued.issued_on)
    with pytest.raises(PermissionDenied):
        number_letter(
            by=cast.user("tinh.viewer"), letter=issued_without_number, number="9", issued_on=dt.date(2015, 4, 1)
        )


def test_days_that_have_passed_are_said_before_the_issue_and_do_not_stop_it(cast, draft):
    assert queries.cautions(draft) == []
    with clock.at(dt.date(2015, 6, 5)):
        (caution,) = queries.cautions(draft)
        assert (caution.code, caution.detail) == ("past_days", "3.1 (04/06/2015); 1.2 (29/04/2015)")
        assert "04/06/2015" in caution.sentence
        dropped = list(draft.proposals.filter(due_on__lt=dt.date(2015, 6, 6)))
        decide_proposals(by=SYSTEM, letter=draft, decision=Decision.DROPPED, proposals=dropped)
        assert queries.cautions(draft) == []


def test_only_units_below_can_be_addressed(cast, draft):
    assert codes(draft, [cast.khac]) == ["not_below"]
    assert codes(draft, [cast.tinh]) == ["not_below"]
    assert codes(draft, [cast.xa]) == []


def test_a_number_of_the_register_is_not_given_twice(cast, issued):
    again = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=again, decision=Decision.KEPT)
    assert codes(again, [cast.so]) == ["number_taken"]


def test_an_issued_letter_is_neither_corrected_nor_issued_again(cast, issued):
    with pytest.raises(NotAllowedNow):
        correct_letter(by=SYSTEM, letter=issued, fields={"number": "99"})
    with pytest.raises(NotAllowedNow):
        issue_letter(by=SYSTEM, letter=issued, addressees=[cast.so])


def test_acknowledging_enters_the_unit_register_and_tells_the_issuer_once(cast, issued):
    officer = cast.user("huyen.officer")
    acknowledge_letter(by=officer, letter=issued, unit=cast.huyen)
    addressee = acknowledge_letter(by=officer, letter=issued, unit=cast.huyen)
    assert addressee.acknowledged_by_uid == officer.uid
    incoming = OfficialDocument.objects.get(unit=cast.huyen)
    assert (incoming.direction, incoming.number) == ("incoming", "31/BVSTBCPN-VP")
    notice = Notice.objects.get(code="letter.acknowledged")
    assert notice.unit == cast.tinh
    assert notice.facts == {"unit": "Huyện Đá Bạc", "subject": issued.subject}


def test_nobody_acknowledges_for_another_unit(cast, issued):
    for name in ("tinh.officer", "huyen.viewer", "xa.officer"):
        with pytest.raises(PermissionDenied):
            acknowledge_letter(by=cast.user(name), letter=issued, unit=cast.huyen)


def test_a_unit_that_was_not_addressed_has_nothing_to_acknowledge(cast, issued):
    with pytest.raises(NotAllowedNow):
        acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.hoi)


def test_a_letter_nobody_noted_is_withdrawn_with_its_tasks(cast, issued):
    letter = withdraw_letter(by=cast.user("tinh.officer"), letter=issued)
    assert letter.state == State.WITHDRAWN
    assert not Task.objects.exists()
    assert Notice.objects.filter(code="letter.withdrawn").count() == 3
    with pytest.raises(NotAllowedNow):
        acknowledge_letter(by=SYSTEM, letter=letter, unit=cast.so)


def test_a_letter_that_one_unit_noted_can_no_longer_be_withdrawn(cast, issued):
    acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.so)
    with pytest.raises(CannotWithdraw):
        withdraw_letter(by=cast.user("tinh.officer"), letter=issued)


def test_a_letter_of_which_a_task_is_reported_can_no_longer_be_withdrawn(cast, issued):
    report_result(by=cast.user("so.officer"), task=Task.objects.filter(unit=cast.so).first(), result="Xong.")
    with pytest.raises(CannotWithdraw), transaction.atomic():
        withdraw_letter(by=cast.user("tinh.officer"), letter=issued)
    assert Task.objects.count() == 18


def test_a_withdrawn_paper_is_sent_again_under_its_number(cast, issued):
    withdraw_letter(by=SYSTEM, letter=issued)
    again = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA + b"\n", filename="ban sua.txt")
    decide_proposals(by=SYSTEM, letter=again, decision=Decision.KEPT)
    sent = issue_letter(by=SYSTEM, letter=again, addressees=[cast.so]).letter
    assert sent.document == issued.document
    assert OfficialDocument.objects.get(pk=sent.document_id).file == again.source_file
    third = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    decide_proposals(by=SYSTEM, letter=third, decision=Decision.KEPT)
    assert "number_taken" in codes(third, [cast.so])


def test_only_addressees_are_reminded(cast, issued):
    assert remind_units(by=cast.user("tinh.officer"), letter=issued, units=[cast.huyen, cast.hoi]) == 1
    assert [notice.unit for notice in Notice.objects.filter(code="letter.reminded")] == [cast.huyen]


def test_every_notice_of_a_letter_has_a_sentence_filled_by_its_facts(cast, issued):
    from tienbo.notices.sentences import SENTENCES

    acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.so)
    remind_units(by=SYSTEM, letter=issued, units=[cast.huyen])
    for notice in Notice.objects.all():
        assert issued.subject in str(SENTENCES[notice.code]) % notice.facts


def test_who_sees_a_letter(cast, draft):
    def seen() -> set[str]:
        return {name for name in cast.people if Letter.objects.visible_to(cast.user(name)).exists()}

    assert seen() == {"tinh.officer", "tinh.head"}
    issue_letter(by=SYSTEM, letter=draft, addressees=[cast.huyen])
    assert seen() == {"tinh.officer", "tinh.head", "tinh.viewer", "huyen.officer", "huyen.viewer"}
    overseers = {name for name in cast.people if Letter.objects.overseen_by(cast.user(name)).exists()}
    assert overseers == {"tinh.officer", "tinh.head", "tinh.viewer"}


def test_the_board_puts_the_late_first_and_then_who_has_not_noted_it(cast, issued, django_assert_num_queries):
    acknowledge_letter(by=SYSTEM, letter=issued, unit=cast.huyen)
    for unit in (cast.huyen, cast.huyen2):
        task = Task.objects.get(unit=unit, position="1.2")
        report_result(by=SYSTEM, task=task, result="Xong.")
    with clock.at(dt.date(2015, 5, 1)):
        with django_assert_num_queries(4):
            board = queries.board_of(issued)
        assert [row.place.name for row in board.rows] == ["Sở Y tế", "Huyện Thông Mai", "Huyện Đá Bạc"]
        assert (board.acknowledged, board.late, board.finished) == (1, 1, 0)
        assert [column.done for column in board.columns] == [0, 2, 0, 0, 0, 0]
