"""Asking back: one question about one place, a thread, who may say what, and what sending and taking do to it."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tienbo.core.authorise import SYSTEM
from tienbo.documents.extraction import ClassifiedText
from tienbo.journal.models import Line
from tienbo.notices.models import Notice
from tienbo.notices.sentences import sentence_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import write_passage
from tienbo.reporting.entry.standing import stood_now
from tienbo.reporting.exchange.actions import recall_report, return_report
from tienbo.reporting.exchange.asking.sending import unanswered
from tienbo.reporting.questions.about import WHOLE_REPORT, About
from tienbo.reporting.questions.actions import (
    LONGEST,
    NobodyAnswers,
    NothingSaid,
    answer,
    ask,
    ask_again,
    close,
    withdraw,
)
from tienbo.reporting.questions.models import Question, Reply
from tienbo.reporting.questions.places import NotInTheReport
from tienbo.reporting.questions.queries import open_by_cell, open_counts, threads_of
from tienbo.reporting.questions.states import TRANSITIONS, Move, MoveRefused, State, after
from tienbo.reporting.rounds.actions import exempt_participant
from tienbo.reporting.verification import verify

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
WOMEN = Cell("committee.members", "level=commune;sex=F")
DISTRICT_ONLY = Cell("committee.members", "level=district")
HEADING = About("heading", "opening")


@pytest.fixture
def sent(world):
    """The commune 01711 has sent 12 members."""
    world.fill("01711")
    world.put("01711", MEMBERS, 12)
    world.send("01711")
    return world


def asked(world, about=None, text="Vì sao 12?", unit="01711", by=None) -> Question:
    report = world.report(unit)
    about = about or About.of_cell(MEMBERS)
    return ask(by=by or world.officers["051"], report=report, about=about, text=text, stood=stood_now(report, about))


def state_of(question: Question) -> str:
    return Question.objects.get(pk=question.pk).state


# --- states ----------------------------------------------------------------------------------------------------------


def test_what_is_taken_back_stays_so_and_every_other_state_leads_on():
    assert {state for state, _move in TRANSITIONS} == set(State) - {State.WITHDRAWN}
    for move in Move:
        with pytest.raises(MoveRefused):
            after(State.WITHDRAWN, move)


@pytest.mark.parametrize("text", ["", "cell:", "report:x", "page:1", "cell", ":", "heading:"])
def test_a_text_of_another_shape_names_no_place(text):
    assert About.of_text(text) is None


@pytest.mark.parametrize("about", [About.of_cell(WOMEN), About("table", "B02"), HEADING, WHOLE_REPORT])
def test_a_place_reads_back_from_its_text(about):
    assert About.of_text(str(about)) == about


# --- asking ----------------------------------------------------------------------------------------------------------


def test_it_works(sent):
    question = asked(sent)
    assert (question.state, question.version.number, question.cell) == ("open", 1, MEMBERS)
    assert open_by_cell(sent.report("01711")) == {MEMBERS: [question]}
    answer(by=sent.officers["01711"], question=question, text="Đã rà: đúng 12 người.")
    assert state_of(question) == "answered"
    (thread,) = threads_of(sent.report("01711"))
    assert "B01" in thread.name and [each.text for each in thread.said] == ["Đã rà: đúng 12 người."]
    sent.take("01711")
    assert state_of(question) == "closed"
    assert verify().problems == []


def test_a_question_is_asked_at_any_time_and_moves_no_state(world):
    question = asked(world)
    assert (world.report("01711").state, question.version) == ("not_started", None)
    world.fill("01711")
    asked(world, text="Còn cột nữ?")
    assert world.report("01711").state == "draft"
    assert open_counts([world.report("01711")]) == {world.report("01711").pk: 2}


def test_the_same_words_about_the_same_place_are_asked_once(sent):
    assert asked(sent) == asked(sent)
    assert asked(sent, text="Vì sao lại 12?") != asked(sent)
    assert asked(sent, about=WHOLE_REPORT) != asked(sent)
    assert Question.objects.count() == 3


def test_the_unit_is_told_with_the_place_and_the_words_and_the_superior_of_the_reply(sent):
    question = asked(sent)
    told = Notice.objects.get(unit=sent.units["01711"], code="question.asked")
    assert told.facts["text"].startswith("B01.") and told.facts["text"].endswith("Vì sao 12?")
    assert "Huyện Hòa An" in sentence_of(told.code, told.facts) and (told.kind, told.key) == (
        "question",
        str(question.pk),
    )
    answer(by=sent.heads["01711"], question=question, text="Đúng 12.")
    assert Notice.objects.filter(unit=sent.units["051"], code="question.answered").count() == 1


def test_every_act_is_in_the_journal_without_its_words(sent):
    question = asked(sent)
    answer(by=sent.officers["01711"], question=question, text="Đúng 12.")
    ask_again(by=sent.officers["051"], question=question, text="Danh sách đâu?")
    close(by=sent.officers["051"], question=question)
    lines = Line.objects.filter(module="reporting", kind="question", key=str(question.pk)).order_by("pk")
    assert [line.action for line in lines] == [
        "question.asked", "question.answered", "question.asked_again", "question.closed",
    ]  # fmt: skip
    assert not any("12" in str(line.facts.get("text", "")) for line in lines)


@pytest.mark.parametrize(
    "about",
    [
        About.of_cell(DISTRICT_ONLY),
        About.of_cell(Cell("no.such", "")),
        About("table", "Z9"),
        About("heading", "no.such"),
    ],
    ids=str,
)
def test_what_the_unit_is_not_asked_is_not_asked_back(sent, about):
    with pytest.raises(NotInTheReport):
        asked(sent, about=about)
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["", "  \n ", "\u00a0"])
def test_a_question_without_words_is_refused(sent, text):
    with pytest.raises(NothingSaid):
        asked(sent, text=text)


def test_marked_text_is_refused_in_questions_and_replies(sent):
    with pytest.raises(ClassifiedText):
        asked(sent, text="MẬT\nDanh sách cán bộ")
    question = asked(sent)
    with pytest.raises(ClassifiedText):
        answer(by=sent.officers["01711"], question=question, text="TUYỆT MẬT\nSố quân")
    with pytest.raises(ClassifiedText):
        ask_again(by=sent.officers["051"], question=question, text="MẬT\nSố quân")
    assert (Question.objects.count(), Reply.objects.count()) == (1, 0)


def test_a_question_is_cut_where_it_is_longer_than_anybody_reads(sent):
    assert len(asked(sent, text="a" * (LONGEST + 5)).text) == LONGEST


def test_a_unit_that_is_let_off_is_asked_nothing(world):
    exempt_participant(by=SYSTEM, participant=world.report("01711").participant, reason="Sáp nhập")
    with pytest.raises(NobodyAnswers):
        asked(world)


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["01711", "01708", "053", "04"])
def test_only_who_takes_the_report_asks(sent, who):
    with pytest.raises(PermissionDenied):
        asked(sent, by=sent.officers[who])
    question = asked(sent)
    for act in (close, withdraw):
        with pytest.raises(PermissionDenied):
            act(by=sent.officers[who], question=question)
    assert state_of(question) == "open"


@pytest.mark.parametrize("who", ["01708", "051", "04"])
def test_only_the_unit_replies(sent, who):
    question = asked(sent)
    with pytest.raises(PermissionDenied):
        answer(by=sent.officers[who], question=question, text="Đúng.")


def test_nobody_asks_about_the_topmost_report(world):
    with pytest.raises(PermissionDenied):
        asked(world, unit="04", about=WHOLE_REPORT, by=world.officers["04"])


# --- the thread -------------------------------------------------------------------------------------------------------


def test_asking_again_opens_what_was_answered_or_closed(sent):
    question = asked(sent)
    answer(by=sent.officers["01711"], question=question, text="Đúng.")
    ask_again(by=sent.officers["051"], question=question, text="Theo nguồn nào?")
    assert state_of(question) == "open"
    close(by=sent.officers["051"], question=question)
    with pytest.raises(MoveRefused):
        answer(by=sent.officers["01711"], question=question, text="Theo sổ.")
    ask_again(by=sent.officers["051"], question=question, text="Xin hỏi thêm.")
    question.refresh_from_db()
    assert (question.state, question.closed_at) == ("open", None)


def test_only_what_nobody_answered_is_taken_back(sent):
    question = asked(sent)
    answer(by=sent.officers["01711"], question=question, text="Đúng.")
    with pytest.raises(MoveRefused):
        withdraw(by=sent.officers["051"], question=question)
    other = asked(sent, text="Khác?")
    withdraw(by=sent.officers["051"], question=other)
    assert state_of(other) == "withdrawn"


def test_a_reply_never_changes_and_a_question_never_goes(sent):
    question = asked(sent)
    answer(by=sent.officers["01711"], question=question, text="Đúng.")
    for act in (
        lambda: Reply.objects.update(text="Sai."),
        lambda: Reply.objects.all().delete(),
        lambda: Question.objects.filter(pk=question.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# --- sending, asking for more, taking ------------------------------------------------------------------------------


def test_asking_for_more_opens_a_question_for_each_cell(sent):
    return_report(
        by=sent.officers["051"],
        report=sent.report("01711"),
        message="Đề nghị rà lại.",
        cells=[(*MEMBERS, "Vì sao 12?"), (*WOMEN, "")],
    )
    assert {cell: [each.text for each in found] for cell, found in open_by_cell(sent.report("01711")).items()} == {
        MEMBERS: ["Vì sao 12?"],
        WOMEN: ["Đề nghị rà lại."],
    }
    codes = list(Notice.objects.filter(unit=sent.units["01711"]).values_list("code", flat=True))
    assert codes.count("report.returned") == 1 and "question.asked" not in codes
    assert verify().problems == []


def test_sending_another_figure_answers_and_what_stays_as_it_was_stays_open(sent):
    members, women = asked(sent), asked(sent, about=About.of_cell(WOMEN), text="Còn nữ?")
    return_report(by=sent.officers["051"], report=sent.report("01711"), message="Rà lại.")
    sent.put("01711", MEMBERS, 15)
    assert unanswered(sent.report("01711")) == [women]
    version = sent.send("01711")
    assert (state_of(members), state_of(women)) == ("answered", "open")
    reply = Reply.objects.get(question=members)
    assert (reply.text, reply.version, reply.side) == ("12 → 15", version, "asked")
    assert verify().problems == []


def test_a_figure_put_back_to_what_it_was_answers_nothing(sent):
    question = asked(sent)
    recall_report(by=sent.heads["01711"], report=sent.report("01711"))
    sent.put("01711", MEMBERS, 15)
    sent.put("01711", MEMBERS, 12)
    sent.send("01711")
    assert state_of(question) == "open"


def test_a_question_about_a_text_is_answered_by_another_text(sent):
    question = asked(sent, about=HEADING, text="Nêu rõ văn bản chỉ đạo.")
    whole, table = asked(sent, about=WHOLE_REPORT, text="Rà cả?"), asked(sent, about=About("table", "B01"), text="B01?")
    recall_report(by=sent.heads["01711"], report=sent.report("01711"))
    write_passage(by=sent.officers["01711"], report=sent.report("01711"), heading=HEADING.key, text="Theo Công văn 12.")
    sent.send("01711")
    assert [state_of(each) for each in (question, whole, table)] == ["answered", "answered", "open"]


def test_taking_closes_all_and_the_closed_can_still_be_read(sent):
    questions = [asked(sent), asked(sent, about=WHOLE_REPORT, text="Đủ chưa?")]
    withdraw(by=sent.officers["051"], question=questions[1])
    answer(by=sent.officers["01711"], question=questions[0], text="Đúng.")
    third = asked(sent, text="Thêm?")
    sent.take("01711")
    assert [state_of(each) for each in (*questions, third)] == ["closed", "withdrawn", "closed"]
    assert len(threads_of(sent.report("01711"))) == 3
    assert verify().problems == []


def test_a_question_is_kept_under_its_own_key_of_the_journal(sent):
    """Acts on the report are held against the journal's lines about it: a question's line is not one of them."""
    asked(sent)
    assert not Line.objects.filter(module="reporting", kind="report", action__startswith="question").exists()
    assert uuid.UUID(str(Line.objects.filter(kind="question").first().unit_uid)) == sent.units["01711"].uid
