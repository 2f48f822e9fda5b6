"""The screens of asking back: at the cell, on the page of threads, before sending and taking, on the board."""

import re

import pytest
from django.urls import reverse

from tienbo.core.grid import Asked
from tienbo.core.links import link_to
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.asked import cell_address
from tienbo.reporting.entry.grids import grid_of
from tienbo.reporting.entry.sheets import TableSheet, key_of
from tienbo.reporting.entry.standing import stood_now
from tienbo.reporting.exchange.actions import recall_report, return_report
from tienbo.reporting.questions.about import About
from tienbo.reporting.questions.actions import answer, ask
from tienbo.reporting.questions.models import Question
from tienbo.reporting.questions.queries import open_counts

pytestmark = pytest.mark.django_db

MEMBERS = Cell("committee.members", "level=commune")
PANEL = {"HX-Request": "true"}


def address(name: str, *further, unit: str = "01711") -> str:
    return reverse(f"reporting:{name}", args=["2015-h1", unit, *further])


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def sent(world):
    """The commune 01711 has sent 12 members."""
    world.fill("01711")
    world.put("01711", MEMBERS, 12)
    world.send("01711")
    return world


@pytest.fixture
def question(sent) -> Question:
    report, about = sent.report("01711"), About.of_cell(MEMBERS)
    stood = stood_now(report, about)
    return ask(by=sent.officers["051"], report=report, about=about, text="Vì sao 12?", stood=stood)


@pytest.fixture
def as_(client, sent):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def cell_of(sheet: TableSheet):
    grid = grid_of(sheet, readonly=False, owner="", cell_url="/")
    return next(cell for row in grid.rows for cell in row.cells.values() if cell.cell == key_of(MEMBERS))


# --- at the cell ------------------------------------------------------------------------------------------------------


def test_every_figure_that_is_only_read_leads_to_its_cell_and_there_to_asking(sent, as_):
    browser = as_(sent.officers["051"])
    page = browser.get(address("table", "B01")).content.decode()
    where = f"{address('cell')}?cell=committee.members%7Clevel%3Dcommune"
    assert f'href="{where}"' in page
    cell = browser.get(where)
    assert "Hỏi lại ô này" in text(cell) and 'name="about"' in cell.content.decode()
    asked = browser.post(address("questions"), {"about": f"cell:{key_of(MEMBERS)}", "text": "Vì sao 12?"}, follow=True)
    assert "Vì sao 12?" in text(asked) and "Chưa trả lời" in text(asked)
    assert Question.objects.get().stood.startswith("12|")


def test_the_unit_sees_the_mark_the_thread_and_replies_there(sent, as_, question):
    browser = as_(sent.officers["01711"])
    page = browser.get(address("table", "B01")).content.decode()
    assert "data-asked" in page and "Hỏi lại: 1" in text(browser.get(address("table", "B01")))
    panel = browser.get(cell_address(sent.report("01711"), MEMBERS), headers=PANEL)
    assert "Vì sao 12?" in text(panel) and "<html" not in panel.content.decode()
    assert "Hỏi lại ô này" not in text(panel), "the unit asks itself nothing"
    done = browser.post(
        address("question", question.pk), {"act": "answer", "text": "Đúng 12."}, headers=PANEL, follow=True
    )
    assert "Đã trả lời" in text(done) and "Đúng 12." in text(done) and "<html" not in done.content.decode()


def test_a_refused_text_is_shown_again_where_it_was_written(sent, as_, question):
    browser = as_(sent.officers["01711"])
    for where, headers in ((address("question", question.pk), {}), (address("question", question.pk), PANEL)):
        refused = browser.post(where, {"act": "answer", "text": "MẬT\nDanh sách"}, headers=headers)
        assert refused.status_code == 422
        assert "MẬT\nDanh sách" in refused.content.decode() and "độ mật" in text(refused)
    taker = as_(sent.officers["051"])
    empty = taker.post(address("questions"), {"about": f"cell:{key_of(MEMBERS)}", "text": " "})
    assert empty.status_code == 422 and "chưa gửi gì" in text(empty)
    assert question.replies.count() == 0


def test_the_mark_says_in_words_whether_the_question_still_waits(sent, question):
    mark = cell_of(TableSheet(sent.report("01711"), "B01")).asked
    assert isinstance(mark, Asked) and mark.waits and mark.word == "Hỏi lại: 1"
    answer(by=sent.officers["01711"], question=question, text="Đúng.")
    mark = cell_of(TableSheet(sent.report("01711"), "B01")).asked
    assert not mark.waits and mark.word == "đã trả lời"
    sent.take("01711")
    assert cell_of(TableSheet(sent.report("01711"), "B01")).asked is None


def test_a_figure_that_was_sent_otherwise_says_what_was_sent(sent, as_):
    assert cell_of(TableSheet(sent.report("01711"), "B01")).sent == ""
    recall_report(by=sent.heads["01711"], report=sent.report("01711"))
    assert cell_of(TableSheet(sent.report("01711"), "B01")).sent == ""
    sent.put("01711", MEMBERS, 15)
    assert cell_of(TableSheet(sent.report("01711"), "B01")).sent == "đã gửi: 12"
    page = as_(sent.officers["01711"]).get(address("table", "B01"))
    assert "đã gửi: 12" in text(page)
    batch = {"op": "7f9c24e8-3b12-4a75-9d0e-111111111111", "changes": [
        {"cell": key_of(MEMBERS), "text": "12", "flag": "", "base": 3}]}  # fmt: skip
    kept = as_(sent.officers["01711"]).post(address("cells", "B01"), batch, content_type="application/json").json()
    assert kept["sent"][key_of(MEMBERS)] == ""


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_the_open_first_and_the_closed_when_asked_for(sent, as_, question):
    browser = as_(sent.officers["051"])
    browser.post(address("questions"), {"about": "table:B02", "text": "Biểu B02 để trống?"})
    browser.post(address("question", question.pk), {"act": "close"})
    page = text(browser.get(address("questions")))
    assert "Biểu B02 để trống?" in page and "Vì sao 12?" not in page
    assert "Vì sao 12?" in text(browser.get(address("questions") + "?show=all"))


def test_a_reader_of_the_report_reads_the_thread_and_does_nothing(sent, as_, question):
    page = as_(sent.viewer or sent.officers["04"]).get(address("questions")).content.decode()
    assert "Vì sao 12?" in page and "data-question-form" not in page


def test_a_stranger_finds_no_question(sent, as_, question):
    browser = as_(sent.stranger)
    assert browser.get(address("questions")).status_code == 404
    for act in ("answer", "close", "withdraw", "ask_again"):
        assert browser.post(address("question", question.pk), {"act": act, "text": "x"}).status_code == 404
    assert browser.get(link_to("reporting", "question", str(question.pk))).status_code == 404


def test_a_question_of_another_report_is_not_found_at_this_one(sent, as_, question):
    browser = as_(sent.officers["051"])
    where = address("question", question.pk, unit="01708")
    assert browser.post(where, {"act": "close"}).status_code == 404
    assert browser.post(address("question", question.pk), {"act": "burn"}).status_code == 400


def test_the_link_of_a_notice_leads_to_the_cell(sent, as_, question):
    gone = as_(sent.officers["01711"]).get(link_to("reporting", "question", str(question.pk)))
    assert gone.url == f"{cell_address(sent.report('01711'), MEMBERS)}#q-{question.pk}"


def test_closing_twice_says_that_it_is_closed(sent, as_, question):
    browser = as_(sent.officers["051"])
    browser.post(address("question", question.pk), {"act": "close"})
    again = browser.post(address("question", question.pk), {"act": "close"}, follow=True)
    assert "không làm được việc này nữa" in text(again)


# --- sending, asking for more, taking ---------------------------------------------------------------------------------


def test_before_sending_what_stays_unanswered_is_a_warning_and_no_block(sent, as_, question):
    return_report(by=sent.officers["051"], report=sent.report("01711"), message="Rà lại.")
    browser = as_(sent.heads["01711"])
    page = text(browser.get(address("submit")))
    assert "Còn 1 câu hỏi của cấp trên chưa trả lời" in page and "Vì sao 12?" in page
    sent.put("01711", MEMBERS, 15)
    assert "chưa trả lời" not in text(browser.get(address("submit")))
    assert browser.post(address("submit")).status_code == 302
    assert Question.objects.get().state == "answered"


def test_before_taking_it_is_said_what_is_closed(sent, as_, question):
    page = text(as_(sent.officers["051"]).get(address("take")))
    assert "1 câu hỏi sẽ đóng lại khi tiếp nhận" in page


def test_the_report_and_the_board_say_how_many_wait(sent, as_, question):
    assert "Cấp trên hỏi lại: 1 câu chưa trả lời" in text(as_(sent.officers["01711"]).get(address("report")))
    browser = as_(sent.officers["051"])
    assert "1 câu hỏi chưa trả lời" in text(browser.get(address("board", unit="051")))
    answer(by=sent.officers["01711"], question=question, text="Đúng.")
    assert "câu hỏi chưa trả lời" not in text(browser.get(address("board", unit="051")))


def test_the_counts_of_a_board_are_one_query(sent, question, django_assert_num_queries):
    numbers = [sent.report(unit).pk for unit in ("01711", "01708", "053")]
    with django_assert_num_queries(1):
        assert open_counts(numbers) == {numbers[0]: 1}


# --- what changed -----------------------------------------------------------------------------------------------------


def test_what_changed_since_it_was_sent(sent, as_):
    browser = as_(sent.officers["01711"])
    assert "Mới gửi một bản" in text(browser.get(address("changes")))
    recall_report(by=sent.heads["01711"], report=sent.report("01711"))
    assert "Không có thay đổi" in text(browser.get(address("changes")))
    sent.put("01711", MEMBERS, 15)
    page = text(browser.get(address("changes")))
    assert "1 ô số liệu thay đổi" in page and "+3" in page
    sent.send("01711")
    taker = as_(sent.officers["051"])
    page = text(taker.get(address("changes")))
    assert "Bản 1, gửi" in page and "Bản 2, gửi" in page and "+3" in page
    assert "thay đổi so với lần trước" in text(taker.get(address("board", unit="051")))
    assert "Thay đổi so với lần trước" in text(taker.get(address("take")))
    backwards = text(taker.get(address("changes") + "?from=2&to=1"))
    assert "−3" in backwards


def test_the_file_of_changes_is_a_table_that_a_spreadsheet_reads(sent, as_):
    recall_report(by=sent.heads["01711"], report=sent.report("01711"))
    sent.put("01711", MEMBERS, 15)
    answer = as_(sent.officers["01711"]).get(address("changes_file"))
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    body = answer.content.decode("utf-8-sig")
    assert answer.content.startswith(b"\xef\xbb\xbf") and ",1,now,12,actual,,15,actual,,3\r\n" in body


@pytest.mark.parametrize(
    "query", ["?from=9", "?to=9", "?from=x&to=1", "?from=-1", "?from=1&to=99999999999999999999999"]
)
def test_a_version_that_was_never_sent_is_not_found(sent, as_, query):
    assert as_(sent.officers["01711"]).get(address("changes") + query).status_code == 404
