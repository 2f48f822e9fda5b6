"""Mail as each person wants it: only to an address that he proved, without figures and names, stopped by one click."""

import datetime as dt
import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.core.smtp import Post, serving
from tienbo.access.actions import lock_account
from tienbo.access.models import User
from tienbo.core import clock
from tienbo.core.actions.periodic import ask_for_due_work
from tienbo.core.authorise import SYSTEM
from tienbo.core.clock import ZONE
from tienbo.core.models import OutgoingMail
from tienbo.journal.models import Line
from tienbo.notices.actions import mark_all_read, notify
from tienbo.notices.actions.mail import TooManyProofs, ask_to_prove, choose_mail, prove_address, write_digest
from tienbo.notices.models import MailPreference
from tienbo.notices.queries import mail_address_of, newest_id, preference_of
from tienbo.notices.tokens import BadToken, token_to_prove
from tienbo.tasks.actions import NewTask, assign_tasks

pytestmark = pytest.mark.django_db
PAGE = "/inbox/mail/"
ADDRESS = "can.bo@example.vn"


@pytest.fixture
def post(settings):
    """A running mail server that the settings name."""
    made = Post()
    with serving(made) as server:
        settings.MAIL_SERVER, settings.MAIL_FROM = server, "Tiến Bộ <tienbo@example.vn>"
        settings.PUBLIC_URL = "https://tienbo.example.vn"
        yield made


def tell(*units, code="report.accepted", **facts):
    notify(units=list(units), code=code, facts={"round": "6 tháng"} | facts, module="units", kind="unit", key="x")


def proved(user, often="daily", language="vi") -> User:
    """The person wants mail and has proved his address."""
    choose_mail(by=user, often=often, language=language, email=ADDRESS)
    prove_address(by=SYSTEM, token=token_to_prove(user.uid, ADDRESS))
    OutgoingMail.objects.all().delete()
    return User.objects.get(pk=user.pk)


def written() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.order_by("pk"))


def links(text: str) -> list[str]:
    return re.findall(r"https://tienbo\.example\.vn(/\S+)", text)


def morning(day: int) -> dt.datetime:
    return dt.datetime(2015, 6, day, 7, 1, tzinfo=ZONE)


# --- proving an address -----------------------------------------------------------------------------------------------


def test_an_address_gets_one_message_until_whoever_reads_it_confirms_by_a_button(cast, sign_in, post, run_jobs, client):
    browser = sign_in(cast.officer)
    answer = browser.post(PAGE, {"email": ADDRESS, "often": "daily", "language": "vi"}, follow=True)
    assert "Địa chỉ chưa được xác nhận" in answer.content.decode()
    tell(cast.huyen)
    run_jobs()
    (asked,) = post.messages
    assert asked["To"] == ADDRESS and asked["Subject"] == "Xác nhận địa chỉ thư điện tử"
    (link,) = links(asked.get_content())
    client.logout()
    page = client.get(link)
    assert ADDRESS in page.content.decode() and page["Referrer-Policy"] == "no-referrer"
    assert mail_address_of(cast.user("officer"), preference_of(cast.officer)) is None, "looking proves nothing"
    client.post(link)
    client.post(link)
    assert mail_address_of(cast.user("officer"), preference_of(cast.officer)) == ADDRESS
    assert Line.objects.filter(action="user.address_proved").count() == 1


def test_a_link_proves_only_the_address_that_the_account_has_now_and_only_for_three_days(cast, post, monkeypatch):
    choose_mail(by=cast.officer, often="daily", language="vi", email=ADDRESS)
    token = token_to_prove(cast.officer.uid, ADDRESS)
    choose_mail(by=cast.officer, often="daily", language="vi", email="khac@example.vn")
    for wrong in (token, token[:-2], "x", token_to_prove(cast.stranger.uid, ADDRESS)):
        with pytest.raises(BadToken):
            prove_address(by=SYSTEM, token=wrong)
    late = token_to_prove(cast.officer.uid, "khac@example.vn")
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 3 * 24 * 3600 + 60)
    with pytest.raises(BadToken):
        prove_address(by=SYSTEM, token=late)


def test_a_changed_address_gets_nothing_before_it_is_proved_in_turn(cast, post):
    user = proved(cast.officer)
    choose_mail(by=user, often="daily", language="vi", email="khac@example.vn")
    tell(cast.huyen)
    assert not write_digest(by=SYSTEM, user=cast.user("officer"), day=clock.today())
    assert [mail.to for mail in written()] == ["khac@example.vn"], "only the message that asks"


def test_nobody_floods_a_mailbox_with_confirming_messages(cast, sign_in, post):
    choose_mail(by=cast.officer, often="daily", language="vi", email=ADDRESS)
    assert not ask_to_prove(by=cast.officer) and len(written()) == 1
    for number in range(2, 6):
        choose_mail(by=cast.officer, often="daily", language="vi", email=f"a{number}@example.vn")
    with pytest.raises(TooManyProofs):
        choose_mail(by=cast.officer, often="daily", language="vi", email="a6@example.vn")
    page = sign_in(cast.officer).post(PAGE, {"email": "a7@example.vn", "often": "daily", "language": "vi"})
    assert page.status_code == 422 and "quá nhiều lần" in page.content.decode()
    assert len(written()) == 5 and cast.user("officer").email == "a5@example.vn"


def test_the_page_asks_for_an_address_where_mail_is_wanted_and_says_when_none_is_sent(cast, sign_in, settings):
    settings.MAIL_SERVER = None
    browser = sign_in(cast.officer)
    assert "Hệ thống này chưa gửi thư" in browser.get(PAGE).content.decode()
    answer = browser.post(PAGE, {"email": "", "often": "daily", "language": "vi"})
    assert answer.status_code == 422 and "Ghi địa chỉ" in answer.content.decode()
    assert browser.post(PAGE, {"email": "", "often": "never", "language": "vi"}).status_code == 302
    assert 'href="/inbox/mail/"' in browser.get("/inbox/").content.decode()


# --- each notice at once ----------------------------------------------------------------------------------------------


def test_a_notice_goes_at_once_to_whom_it_concerns_and_who_wants_it_so(cast, post, run_jobs):
    proved(cast.officer, "each")
    proved(cast.district_head, "daily")
    proved(cast.commune, "never")
    tell(cast.huyen, cast.xa, unit="Tỉnh An Khê")
    run_jobs()
    (got,) = post.messages
    assert got["Subject"] == "Tiến Bộ – Huyện Hòa Lâm: Đã tiếp nhận “6 tháng” của đơn vị."
    text = got.get_content()
    assert links(text)[0].startswith("/units/x") or links(text)[0].startswith("/inbox/")
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_mail_names_no_person_and_repeats_nothing_that_somebody_wrote(cast, post):
    proved(cast.officer, "each")
    tell(cast.huyen, code="user.password_issued", by="Nguyễn Văn A", person="Trần Thị B")
    tell(cast.huyen, code="report.returned", unit="Tỉnh", text="Biểu 3 ô 12 phải là 345")
    first, second = written()
    assert "Nguyễn" not in first.subject + first.text and "tài khoản" in first.text
    assert "345" not in second.subject + second.text


def test_where_nobody_wants_mail_at_once_a_notice_costs_one_query_more(cast, post, settings):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            tell(cast.huyen, cast.xa)
        return sum("SAVEPOINT" not in query["sql"] for query in queries)

    with_mail, settings.MAIL_SERVER = asked(), None
    assert with_mail == asked() + 1


# --- the digest -------------------------------------------------------------------------------------------------------


def test_the_digest_comes_at_seven_with_what_is_due_and_what_is_unread(cast, post, at, run_jobs):
    at(morning(1))
    proved(cast.officer)
    new = NewTask(unit=cast.huyen, key="1", text="Mở lớp", due_on=dt.date(2015, 6, 7))
    assign_tasks(by=SYSTEM, tasks=[new], module="x", kind="y", group="x/y/1", source="Công văn số 12")
    tell(cast.huyen)
    ask_for_due_work(by=SYSTEM)
    run_jobs()
    (got,) = post.messages
    assert got["Subject"] == "Tiến Bộ – 1 việc đến hạn, 1 thông báo mới"
    text = got.get_content().replace("\r\n", "\n")
    assert "- Huyện Hòa Lâm: 1 nhiệm vụ theo “Công văn số 12”" in text
    assert "Hạn cuối: Chủ nhật, 07/06/2015 (còn 6 ngày)" in text
    assert "07/6/2015 là Chủ nhật: nên gửi trước 17 giờ thứ Sáu, 05/6/2015" in text
    assert "CHƯA ĐỌC: Huyện Hòa Lâm\n\n- Đã tiếp nhận “6 tháng” của đơn vị." in text
    at(morning(2))
    ask_for_due_work(by=SYSTEM)
    run_jobs()
    assert post.messages[1]["Subject"] == "Tiến Bộ – 1 việc đến hạn", "what was told once is not told again"


def test_a_digest_is_written_once_a_day_and_not_at_all_when_there_is_nothing_to_say(cast, post):
    user = proved(cast.officer)
    assert not write_digest(by=SYSTEM, user=user, day=clock.today()) and not written()
    tell(cast.huyen)
    assert write_digest(by=SYSTEM, user=user, day=clock.today())
    tell(cast.huyen)
    assert not write_digest(by=SYSTEM, user=user, day=clock.today()) and len(written()) == 1


def test_what_was_read_meanwhile_is_left_out(cast, post):
    user = proved(cast.officer)
    tell(cast.huyen)
    mark_all_read(by=user, unit=cast.huyen, up_to=newest_id(cast.huyen))
    assert not write_digest(by=SYSTEM, user=user, day=clock.today())


def test_a_weekly_digest_comes_on_monday_alone_and_in_the_persons_language(cast, post, at, run_jobs):
    at(morning(1))
    proved(cast.officer, "weekly", "en")
    tell(cast.huyen)
    # 1 June 2015 was a Monday.
    for day in (2, 7, 8, 9):
        at(morning(day))
        ask_for_due_work(by=SYSTEM)
        run_jobs()
    (got,) = post.messages
    assert got["Subject"] == "Tiến Bộ – 1 new notice" and "UNREAD: Huyện Hòa Lâm" in got.get_content()


def test_a_locked_account_gets_nothing(cast, post):
    user = proved(cast.officer)
    tell(cast.huyen)
    lock_account(by=cast.standing, user=user, locked=True)
    OutgoingMail.objects.all().delete()
    assert not write_digest(by=SYSTEM, user=User.objects.get(pk=user.pk), day=clock.today()) and not written()


# --- no more ----------------------------------------------------------------------------------------------------------


def test_one_click_stops_mail_without_signing_in_and_without_a_form_of_ours(cast, post, run_jobs):
    proved(cast.officer, "each")
    tell(cast.huyen)
    run_jobs()
    link = links(post.messages[0]["List-Unsubscribe"])[0].rstrip(">")
    browser = Client(enforce_csrf_checks=True)
    assert "Thôi nhận thư" in browser.get(link).content.decode()
    assert preference_of(cast.officer).often == "each", "looking stops nothing"
    for _ in range(2):
        assert browser.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailPreference.objects.get(user=cast.officer).often == "never"
    assert Line.objects.filter(action="user.mail_stopped").count() == 1
    assert browser.post(link[:-3] + "x/").status_code == 404
    assert browser.post(reverse("notices:stop", args=[f"{cast.district_head.uid}.abc"])).status_code == 404
