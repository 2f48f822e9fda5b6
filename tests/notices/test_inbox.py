"""The inbox of a unit, read by each person for himself."""

import datetime as dt

import pytest
from django.urls import reverse

from tienbo.access.actions import grant_role
from tienbo.access.permissions import Role
from tienbo.core import clock
from tienbo.core.authorise import SYSTEM
from tienbo.notices.actions import Telling, mark_all_read, mark_read, notify, notify_each
from tienbo.notices.models import Notice, Seen
from tienbo.notices.queries import keys_told, latest_lines, newest_id, unread_count
from tienbo.notices.sentences import MANY, SENTENCES, sentence_of, sentence_of_many

pytestmark = pytest.mark.django_db
INBOX = "/inbox/"


def tell(*units, code="report.accepted", **facts):
    notify(units=list(units), code=code, facts={"round": "6 tháng"} | facts, module="units", kind="unit", key="x")


def lines(cast, user=None, unit=None):
    return latest_lines(user or cast.officer, unit or cast.huyen, 50)


def page_of(browser, address=INBOX) -> str:
    return browser.get(address).content.decode()


# --- reading ----------------------------------------------------------------------------------------------------------


def test_a_notice_reaches_the_units_it_is_for(cast):
    tell(cast.huyen, cast.xa)
    assert [unread_count(cast.officer, unit) for unit in (cast.huyen, cast.xa, cast.tinh)] == [1, 1, 0]


def test_each_unit_can_be_told_of_a_thing_of_its_own(cast):
    tellings = [Telling(cast.huyen, 1, {"round": "A"}), Telling(cast.xa, 2, {"round": "B"})]
    notify_each(tellings=tellings, code="round.opened", module="reporting", kind="report")
    assert [(line.sentence, line.latest.key) for line in lines(cast, unit=cast.xa)] == [("Đã mở đợt “B”.", "2")]


def test_each_person_reads_for_himself_and_news_after_that_is_unread(cast):
    tell(cast.huyen)
    mark_all_read(by=cast.officer, unit=cast.huyen, up_to=newest_id(cast.huyen))
    assert unread_count(cast.officer, cast.huyen) == 0 and unread_count(cast.district_head, cast.huyen) == 1
    tell(cast.huyen)
    assert [bool(line.unread) for line in lines(cast)] == [True, False]


def test_what_came_after_somebody_looked_is_not_marked_as_read_with_the_rest(cast):
    tell(cast.huyen)
    looked = newest_id(cast.huyen)
    tell(cast.huyen)
    mark_all_read(by=cast.officer, unit=cast.huyen, up_to=looked)
    assert unread_count(cast.officer, cast.huyen) == 1
    mark_all_read(by=cast.officer, unit=cast.huyen, up_to=0)
    assert unread_count(cast.officer, cast.huyen) == 1, "a reading never goes back"


def test_one_notice_is_read_by_itself_and_twice_is_the_same(cast):
    tell(cast.huyen)
    tell(cast.huyen)
    older = Notice.objects.earliest("id").pk
    for _ in range(2):
        mark_read(by=cast.officer, unit=cast.huyen, notices=[older])
    assert [bool(line.unread) for line in lines(cast)] == [True, False]
    assert unread_count(cast.officer, cast.huyen) == 1 and unread_count(cast.district_head, cast.huyen) == 2
    mark_all_read(by=cast.officer, unit=cast.huyen, up_to=newest_id(cast.huyen))
    assert unread_count(cast.officer, cast.huyen) == 0 and not Seen.objects.exists()


def test_a_notice_of_another_inbox_cannot_be_marked(cast):
    tell(cast.xa)
    mark_read(by=cast.officer, unit=cast.huyen, notices=[newest_id(cast.xa)])
    assert not Seen.objects.exists() and unread_count(cast.officer, cast.xa) == 1


# --- lines ------------------------------------------------------------------------------------------------------------


def test_what_many_units_did_on_a_day_is_one_line_and_what_differs_is_another(cast):
    for unit in ("Xã A", "Xã B", "Xã A"):
        tell(cast.huyen, code="report.submitted", unit=unit)
    tell(cast.huyen, code="report.submitted", unit="Xã C", round="năm")
    tell(cast.huyen, code="report.recalled", unit="Xã A")
    with clock.at(clock.today() + dt.timedelta(days=1)):
        tell(cast.huyen, code="report.submitted", unit="Xã D")
    found = [(line.sentence, len(line.notices)) for line in lines(cast)]
    assert found == [
        ("Xã D đã gửi “6 tháng”.", 1),
        ("Xã A đã thu hồi “6 tháng”.", 1),
        ("Xã C đã gửi “năm”.", 1),
        ("2 đơn vị đã gửi “6 tháng”.", 3),
    ]


def test_a_unit_that_sent_twice_on_a_day_is_one_line_in_its_own_name(cast):
    tell(cast.huyen, code="report.submitted", unit="Xã A")
    tell(cast.huyen, code="report.submitted", unit="Xã A")
    assert [(line.sentence, len(line.notices)) for line in lines(cast)] == [("Xã A đã gửi “6 tháng”.", 2)]


def test_what_is_asked_of_the_unit_itself_is_never_folded(cast):
    for _ in range(2):
        tell(cast.huyen, code="report.returned", unit="Tỉnh")
    assert [len(line.notices) for line in lines(cast)] == [1, 1]


def test_lines_are_in_the_order_of_time_whatever_was_written_first(cast):
    tell(cast.huyen, code="letter.withdrawn")
    with clock.at(dt.date(2015, 1, 1)):
        tell(cast.huyen)
    assert [line.latest.code for line in lines(cast)] == ["letter.withdrawn", "report.accepted"]


def test_what_was_told_of_a_thing_since_a_moment_is_found(cast, at):
    tell(cast.huyen, code="report.reminded")
    asked = {"code": "report.reminded", "module": "units", "kind": "unit", "keys": ["x", "y"]}
    assert keys_told(**asked, since=clock.now()) == {"x"}
    assert keys_told(**asked, since=clock.now() + dt.timedelta(seconds=1)) == set()
    assert keys_told(**asked | {"code": "report.returned"}, since=clock.now()) == set()


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_lists_sentences_with_links_and_a_post_marks_all_read(cast, sign_in):
    notify(units=[cast.huyen], code="report.accepted", facts={"round": "6 tháng"}, module="units", kind="unit",
           key=cast.xa.uid)  # fmt: skip
    browser = sign_in(cast.officer)
    page = page_of(browser)
    assert f'href="{reverse("home:unit", args=[cast.xa.uid])}">Đã tiếp nhận “6 tháng” của đơn vị.' in page
    assert browser.post(INBOX, {"up_to": newest_id(cast.huyen)}).url == INBOX
    assert "Đã đọc hết." in page_of(browser)


def test_a_line_is_marked_with_all_that_it_holds_and_one_stays_on_the_page_of_the_list(cast, sign_in):
    for unit in ("Xã A", "Xã B"):
        tell(cast.huyen, code="report.submitted", unit=unit)
    tell(cast.huyen)
    browser = sign_in(cast.officer)
    folded = lines(cast)[1]
    answer = browser.post(f"{INBOX}?page=2", {"notice": [notice.pk for notice in folded.notices]})
    assert answer.url == f"{INBOX}?page=2"
    assert [bool(line.unread) for line in lines(cast)] == [True, False]
    browser.post(INBOX, {"notice": ["", "x", "9" * 30]})
    assert unread_count(cast.officer, cast.huyen) == 1


def test_badge_and_page_say_the_same_number(cast, sign_in):
    for number in range(70):
        tell(cast.huyen, code="report.submitted" if number % 2 else "report.accepted", unit=f"Xã {number}")
    page = page_of(sign_in(cast.officer))
    assert '<span class="count">70</span>' in page and "70 thông báo chưa đọc" in page


def test_the_page_costs_the_same_for_one_and_for_fifty_and_goes_on_to_the_next(
    cast, sign_in, django_assert_max_num_queries
):
    browser = sign_in(cast.officer)
    browser.get(INBOX)
    for _ in range(60):
        tell(cast.huyen)
    with django_assert_max_num_queries(16):
        page = page_of(browser)
    assert page.count('class="now"') == 50 and "?page=2" in page
    assert page_of(browser, f"{INBOX}?page=2").count('class="now"') == 10


# --- sentences --------------------------------------------------------------------------------------------------------


def test_every_sentence_is_whole_even_when_a_fact_is_missing():
    for code in SENTENCES:
        assert "%(" not in sentence_of(code, {}) and sentence_of(code, {}) != code
    for code in MANY:
        assert code in SENTENCES and sentence_of_many(code, {}, 12).startswith("12 đơn vị đã")
    assert sentence_of("from.a.later.release", {}) == "from.a.later.release"


def test_no_sentence_doubles_the_word_that_the_round_begins_with():
    facts = {"round": "Báo cáo sơ kết", "unit": "Xã A"}
    for code in SENTENCES:
        assert "báo cáo “báo cáo" not in sentence_of(code, facts).lower()


def test_a_last_day_follows_the_sentence():
    facts = {"unit": "Huyện Hòa An", "round": "6 tháng", "due": "2015-05-25"}
    assert sentence_of("report.reminded", facts) == (
        "Huyện Hòa An nhắc đơn vị gửi “6 tháng”. Hạn cuối: thứ Hai, 25/05/2015."
    )


def test_a_line_about_what_ones_roles_never_show_leads_nowhere(cast):
    notify(units=[cast.huyen], code="report.accepted", facts={"round": "A"}, module="reporting", kind="report", key="1")
    assert lines(cast)[0].latest.url == "/go/reporting/report/1/"
    grant_role(by=SYSTEM, user=cast.nobody, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.huyen, since=dt.date(2015, 5, 1))
    assert lines(cast, user=cast.nobody)[0].latest.url == ""
