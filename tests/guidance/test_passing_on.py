"""A unit's own letter to those below it, begun from the one it received."""

import datetime as dt

import pytest

from tests.guidance.own_letter import DATA, NAME
from tienbo.committees.actions import establish_committee
from tienbo.core.authorise import SYSTEM
from tienbo.documents.extraction import ClassifiedText
from tienbo.guidance import queries
from tienbo.guidance.actions import (
    ChangedMeanwhile,
    NewTaskProposal,
    NotAllowedNow,
    add_proposal,
    correct_letter,
    correct_proposal,
    decide_proposals,
    issue_letter,
    number_letter,
    pass_letter_on,
    read_into_draft,
    rewrite_letter,
    withdraw_letter,
)
from tienbo.guidance.models import Letter
from tienbo.guidance.open_rounds import OpenRound
from tienbo.guidance.own_letter import BLANK, follows_decisions
from tienbo.guidance.states import Decision, Find, State
from tienbo.journal.queries import history
from tienbo.tasks.models import Task

FOR_OFFICES = "Đề nghị các Sở, ban, ngành, đoàn thể tỉnh lập biểu số 4."
_ROUNDS: list[OpenRound] = []


def open_rounds_here(**_asked) -> list[OpenRound]:
    """What the test says is open."""
    return _ROUNDS


def ten_days(**_asked) -> int:
    """As the form of the committees' reports says for communes."""
    return 10


@pytest.fixture(autouse=True)
def rounds(settings):
    """The rounds that are open: none at first."""
    settings.OPEN_ROUNDS = "tests.guidance.test_passing_on.open_rounds_here"
    settings.USUAL_DAYS_BELOW = "tests.guidance.test_passing_on.ten_days"
    _ROUNDS.clear()
    yield _ROUNDS
    _ROUNDS.clear()


@pytest.fixture
def above(cast) -> Letter:
    """The province's letter, issued to two districts and a department; one task asks the offices alone."""
    letter = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    add_proposal(by=SYSTEM, letter=letter, task=NewTaskProposal(text=FOR_OFFICES))
    decide_proposals(by=SYSTEM, letter=letter, decision=Decision.KEPT)
    establish_committee(
        by=SYSTEM,
        unit=cast.huyen,
        name="Ban VSTBCPN huyện Đá Bạc",
        symbol="BVSTBCPN",
        place="Đá Bạc",
        superior_line="ỦY BAN NHÂN DÂN HUYỆN ĐÁ BẠC",
        authority="KT. TRƯỞNG BAN",
        titles=("PHÓ TRƯỞNG BAN",),
        home_office=("CHỦ TỊCH", "HỘI NÔNG DÂN HUYỆN"),
        since=dt.date(2015, 1, 1),
    )
    return issue_letter(by=SYSTEM, letter=letter, addressees=[cast.huyen, cast.huyen2, cast.so]).letter


@pytest.fixture
def own(cast, above) -> Letter:
    """The district's draft."""
    return pass_letter_on(by=cast.user("huyen.officer"), letter=above, unit=cast.huyen)


def find(letter: Letter, words: str, kind: str = Find.TASK):
    """The first find with these words."""
    return letter.proposals.filter(text__contains=words, kind=kind).order_by("order").first()


def test_the_head_is_the_units_own(cast, own, above):
    assert (own.unit, own.state, own.number, own.issued_on, own.based_on) == (
        cast.huyen, State.DRAFT, "", None, above,
    )  # fmt: skip
    assert (own.issuer, own.place, own.subject) == ("Ban VSTBCPN huyện Đá Bạc", "Đá Bạc", above.subject)
    assert own.addressed_to == ["Ban Vì sự tiến bộ của phụ nữ các xã"]
    assert own.signature == {
        "authority": "KT.", "principal": "TRƯỞNG BAN", "name": None,
        "titles": ["PHÓ TRƯỞNG BAN", "CHỦ TỊCH HỘI NÔNG DÂN HUYỆN"],
    }  # fmt: skip
    assert {unit.pk for unit in queries.suggested_units(own)} == {cast.xa.pk, cast.xa2.pk}


def test_the_text_is_its_own_and_cites_the_letter_above(own):
    assert own.text.startswith(f"ỦY BAN NHÂN DÂN HUYỆN ĐÁ BẠC\nBAN VSTBCPN HUYỆN ĐÁ BẠC\n\nSố: {BLANK}/BVSTBCPN\n")
    assert (
        "Thực hiện Công văn số 31/BVSTBCPN-VP ngày 20/3/2015 của Tỉnh Mai Sơn về việc hướng dẫn công tác năm 2015, "
        "Ban VSTBCPN huyện Đá Bạc đề nghị các đơn vị triển khai thực hiện những nội dung sau:"
    ) in own.text
    assert own.text.endswith("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nCHỦ TỊCH HỘI NÔNG DÂN HUYỆN\n")
    for of_the_province in ("Lò Thị Mẫu", "Sở, ban, ngành", "Số: 31", "\n\n\n"):
        assert of_the_province not in own.text
    for each in own.proposals.exclude(decision=Decision.DROPPED):
        assert own.text[each.start : each.end] == each.text


def test_a_task_for_other_kinds_of_units_is_not_kept_at_first_and_can_be(own):
    task = find(own, FOR_OFFICES)
    assert task.decision == Decision.DROPPED
    assert FOR_OFFICES not in own.text
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.KEPT, proposals=[task])
    own.refresh_from_db()
    assert FOR_OFFICES in own.text
    task.refresh_from_db()
    assert own.text[task.start : task.end] == FOR_OFFICES


def test_report_days_come_forward_by_the_usual_days_in_words_finds_and_tasks(own, above):
    days = {each.report_kind: each for each in own.proposals.filter(kind=Find.DEADLINE)}
    half = days["half_year"]
    assert (half.due_on, half.due_exclusive, half.text) == (dt.date(2015, 5, 26), True, "trước ngày 26/5/2015")
    assert (half.asked_above.last_on_time, half.round_below) == (dt.date(2015, 6, 4), "")
    assert days["annual"].due_on == dt.date(2015, 11, 25)
    tasks = own.proposals.filter(kind=Find.TASK, text__contains="Báo cáo định kỳ").order_by("order")
    assert [each.due_on for each in tasks] == [dt.date(2015, 5, 26), dt.date(2015, 11, 25)]
    assert all("26/5/2015" in each.text and "25/11/2015" in each.text and "05/" not in each.text for each in tasks)
    assert "05/6/2015" not in own.text
    # Other days stay, and so does the letter above.
    assert find(own, "giới thiệu cán bộ nữ").due_on == dt.date(2015, 4, 30)
    assert find(own, "giới thiệu cán bộ nữ").asked_above is None
    assert above.proposals.filter(due_on=dt.date(2015, 6, 5)).count() == 2


def test_an_open_round_says_the_day_for_those_below(cast, above, rounds):
    rounds.append(OpenRound("Báo cáo năm 2015", (dt.date(2015, 5, 20), dt.date(2015, 5, 30))))
    own = pass_letter_on(by=SYSTEM, letter=above, unit=cast.huyen)
    half = own.proposals.get(report_kind="half_year")
    assert (half.deadline.last_on_time, half.text) == (dt.date(2015, 5, 20), "trước ngày 21/5/2015")
    assert half.round_below == "Báo cáo năm 2015"
    # No warning of the round from which the day was taken, until a person sets another.
    assert "round_open" not in [each.code for each in queries.cautions(own)]
    correct_proposal(by=SYSTEM, proposal=half, fields={"due_on": dt.date(2015, 5, 10)})
    assert "round_open" in [each.code for each in queries.cautions(own)]


@pytest.mark.parametrize("last_days", [(), (dt.date(2015, 12, 31),)], ids=["no day", "a later day"])
def test_a_round_that_says_no_earlier_day_is_left_aside(cast, above, rounds, last_days):
    rounds.append(OpenRound("Đợt khác", last_days))
    own = pass_letter_on(by=SYSTEM, letter=above, unit=cast.huyen)
    assert own.proposals.get(report_kind="half_year").due_on == dt.date(2015, 5, 26)


def test_the_text_follows_what_is_decided_and_entered(own):
    task = find(own, "tập huấn")
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.DROPPED, proposals=[task])
    own.refresh_from_db()
    assert task.text not in own.text
    correct_proposal(by=SYSTEM, proposal=find(own, "cấp ủy"), fields={"text": "Rà soát cán bộ nữ."})
    add_proposal(by=SYSTEM, letter=own, task=NewTaskProposal(text="Cử người dự họp giao ban."))
    correct_letter(by=SYSTEM, letter=own, fields={"number": "12/BVSTBCPN", "issued_on": dt.date(2015, 3, 25)})
    own.refresh_from_db()
    for words in (
        "- Rà soát cán bộ nữ.", "Nội dung khác\n\n- Cử người dự họp giao ban.", "Số: 12/BVSTBCPN\n",
        "Đá Bạc, ngày 25 tháng 3 năm 2015",
    ):  # fmt: skip
        assert words in own.text
    assert queries.holding("du hop giao ban", Letter.objects.all()).get() == own


def test_a_text_written_by_hand_stays_until_it_is_written_anew(cast, own):
    officer = cast.user("huyen.officer")
    words = "Kính gửi các xã.\r\n\r\nTổ chức ít nhất 01 lớp tập huấn về bình đẳng giới.\r\n"
    written = rewrite_letter(by=officer, letter=own, text=words, base=own.revision)
    assert written.text == "Kính gửi các xã.\n\nTổ chức ít nhất 01 lớp tập huấn về bình đẳng giới.\n"
    task = find(own, "tập huấn")
    assert written.text[task.start : task.end] == task.text
    assert find(own, "cấp ủy").start is None
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.DROPPED, proposals=[task])
    own.refresh_from_db()
    assert own.text == written.text
    assert not follows_decisions(own)
    rewrite_letter(by=officer, letter=own, text=None)
    own.refresh_from_db()
    assert follows_decisions(own)
    assert task.text not in own.text
    assert history("guidance", "letter", own.uid).last().facts == {"fields": ["text"]}


def test_writing_by_hand_is_refused_where_it_must_be(cast, own, above):
    with pytest.raises(ChangedMeanwhile):
        rewrite_letter(by=SYSTEM, letter=own, text="Khác", base=own.revision + 1)
    with pytest.raises(ClassifiedText):
        rewrite_letter(by=SYSTEM, letter=own, text="MẬT\n\nKính gửi các xã")
    read = read_into_draft(by=SYSTEM, unit=cast.tinh, data=DATA, filename=NAME)
    with pytest.raises(NotAllowedNow):
        rewrite_letter(by=SYSTEM, letter=read, text="Khác")
    with pytest.raises(NotAllowedNow):
        rewrite_letter(by=SYSTEM, letter=above, text="Khác")


def test_a_second_time_gives_the_one_begun_and_a_withdrawn_one_does_not_count(cast, own, above):
    assert pass_letter_on(by=SYSTEM, letter=above, unit=cast.huyen) == own
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.KEPT)
    issue_letter(by=SYSTEM, letter=own, addressees=[cast.xa])
    withdraw_letter(by=SYSTEM, letter=own)
    assert pass_letter_on(by=SYSTEM, letter=above, unit=cast.huyen) != own


def test_nobody_below_and_nobody_addressed_pass_nothing_on(cast, own, above):
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.KEPT)
    issued = issue_letter(by=SYSTEM, letter=own, addressees=[cast.xa]).letter
    for letter, unit in ((issued, cast.xa), (issued, cast.so), (above, cast.hoi)):
        with pytest.raises(NotAllowedNow):
            pass_letter_on(by=SYSTEM, letter=letter, unit=unit)


def test_the_communes_tasks_are_the_districts_and_the_number_comes_later(cast, own):
    decide_proposals(by=SYSTEM, letter=own, decision=Decision.KEPT)
    issued = issue_letter(by=SYSTEM, letter=own, addressees=[cast.xa]).letter
    tasks = Task.objects.filter(unit=cast.xa)
    assert tasks.count() == 6
    assert {task.due_on for task in tasks.filter(text__contains="Báo cáo định kỳ")} == {
        dt.date(2015, 5, 26), dt.date(2015, 11, 25),
    }  # fmt: skip
    asked = queries.tasks_for_report(cast.xa, "half_year", (dt.date(2015, 5, 1), dt.date(2015, 6, 30)))
    assert [task.due_on for task in asked] == [dt.date(2015, 5, 26)]
    numbered = number_letter(by=SYSTEM, letter=issued, number="12/BVSTBCPN", issued_on=dt.date(2015, 3, 25))
    assert "Số: 12/BVSTBCPN\n" in numbered.text


def test_without_a_committee_on_record_the_unit_itself_writes(cast, above):
    own = pass_letter_on(by=SYSTEM, letter=above, unit=cast.so)
    assert (own.issuer, own.place) == ("Sở Y tế", "")
    assert own.addressed_to == ["Ban Vì sự tiến bộ của phụ nữ các đơn vị trực thuộc"]
    assert own.text.startswith(f"SỞ Y TẾ\n\nSố: {BLANK}/\n")
    assert f"\n\nngày {BLANK} tháng {BLANK} năm 2015\n\n" in own.text
    assert own.text.endswith("\n\nTRƯỞNG BAN\n")
