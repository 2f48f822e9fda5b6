"""The inbox of a unit, read by each person for himself."""

import pytest
from django.urls import reverse

from tienbo.notices.actions import mark_read, notify
from tienbo.notices.models import Notice
from tienbo.notices.queries import inbox, unread_count
from tienbo.notices.sentences import SENTENCES, sentence_of

pytestmark = pytest.mark.django_db


def tell(*units, code="report.accepted", **facts):
    notify(units=list(units), code=code, facts={"round": "6 tháng"} | facts, module="units", kind="unit", key="x")


def test_a_notice_reaches_the_units_it_is_for(cast):
    tell(cast.huyen, cast.xa)
    assert [unread_count(cast.officer, unit) for unit in (cast.huyen, cast.xa, cast.tinh)] == [1, 1, 0]


def test_each_person_reads_for_himself_and_news_after_that_is_unread(cast):
    tell(cast.huyen)
    mark_read(by=cast.officer, unit=cast.huyen)
    assert unread_count(cast.officer, cast.huyen) == 0 and unread_count(cast.district_head, cast.huyen) == 1
    tell(cast.huyen)
    assert [notice.is_unread for notice in inbox(cast.officer, cast.huyen)] == [True, False]


def test_the_page_lists_sentences_with_links_and_a_post_marks_all_read(cast, sign_in):
    notify(units=[cast.huyen], code="report.accepted", facts={"round": "6 tháng"}, module="units", kind="unit",
           key=cast.xa.uid)  # fmt: skip
    browser = sign_in(cast.officer)
    page = browser.get(reverse("notices:inbox")).content.decode()
    assert f'href="{reverse("home:unit", args=[cast.xa.uid])}">Báo cáo “6 tháng” của đơn vị đã được tiếp nhận.' in page
    assert browser.post(reverse("notices:inbox")).url == reverse("notices:inbox")
    assert "Đã đọc hết." in browser.get(reverse("notices:inbox")).content.decode()


def test_the_page_costs_the_same_for_one_and_for_fifty(cast, sign_in, django_assert_max_num_queries):
    browser = sign_in(cast.officer)
    browser.get(reverse("notices:inbox"))
    for _ in range(60):
        tell(cast.huyen)
    with django_assert_max_num_queries(12):
        page = browser.get(reverse("notices:inbox"))
    assert page.content.decode().count('class="now"') == 50 and Notice.objects.count() == 60


def test_every_sentence_is_whole_even_when_a_fact_is_missing():
    for code in SENTENCES:
        assert "%(" not in sentence_of(code, {}) and sentence_of(code, {}) != code
    assert sentence_of("from.a.later.release", {}) == "from.a.later.release"
