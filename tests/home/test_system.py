"""What is kept at the top for everybody: days that were decided, mail that stands still; on the page and by command."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from tests.core.smtp import Post, serving
from tienbo.access.actions import grant_role
from tienbo.access.permissions import Role
from tienbo.core.actions.mail import write_mail
from tienbo.core.authorise import SYSTEM
from tienbo.core.day_file import read_days
from tienbo.core.days_off import calendar
from tienbo.core.models import DayOff, OutgoingMail
from tienbo.core.working_days import Decided
from tienbo.home.actions import decide_days, send_mail_again
from tienbo.journal.models import Line

pytestmark = pytest.mark.django_db
PAGE = "/system/"
SATURDAY = dt.date(2015, 6, 6)


def text(response) -> str:
    return response.content.decode()


def run(capsys, *words) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        call_command(*words)
    said = capsys.readouterr()
    return end.value.code, said.out, said.err


# --- days -------------------------------------------------------------------------------------------------------------


def test_an_administrator_at_the_top_records_a_day_and_takes_it_back(cast, sign_in):
    browser = sign_in(cast.admin)
    assert "Quốc khánh" in text(browser.get(PAGE))
    sent = {"on": "06/06/2015", "what": "work", "words": "Làm bù cho ngày 08/6/2015"}
    assert browser.post(reverse("home:day_decide"), sent).url == PAGE
    assert calendar().is_working_day(SATURDAY) and "Làm bù cho ngày 08/6/2015" in text(browser.get(PAGE))
    browser.post(reverse("home:day_withdraw"), {"on": "06/06/2015"})
    assert not calendar().is_working_day(SATURDAY) and not DayOff.objects.exists()
    assert list(Line.objects.filter(module="core").order_by("id").values_list("action", flat=True)) == [
        "calendar.decided",
        "calendar.withdrawn",
    ]


def test_a_day_that_is_no_day_is_refused_in_words(cast, sign_in):
    answer = sign_in(cast.admin).post(reverse("home:day_decide"), {"on": "31/02/2015", "what": "off"})
    assert answer.status_code == 422 and "Ghi ngày như 04/06/2015" in text(answer)


def test_the_same_day_again_corrects_it_and_what_is_so_already_is_not_journaled(cast):
    for words in ("Nghỉ", "Nghỉ bù", "Nghỉ bù"):
        decide_days(by=cast.admin, top=cast.tinh, days=[(SATURDAY, Decided(True, words))])
    assert DayOff.objects.get().words == "Nghỉ bù" and Line.objects.filter(action="calendar.decided").count() == 2


def test_an_administrator_of_a_district_decides_for_nobody_and_is_not_led_there(cast, sign_in):
    grant_role(by=SYSTEM, user=cast.nobody, role=Role.SYSTEM_ADMINISTRATOR, unit=cast.huyen, since=dt.date(2015, 5, 1))
    browser = sign_in(cast.nobody)
    assert browser.get(PAGE).status_code == 403 and PAGE not in text(browser.get("/units/"))
    with pytest.raises(PermissionDenied):
        decide_days(by=cast.nobody, top=cast.tinh, days=[(SATURDAY, Decided(True))])
    assert PAGE in text(sign_in(cast.admin).get("/units/"))


def test_a_file_of_days_is_imported_whole_or_not_at_all(cast, tmp_path, capsys):
    file = tmp_path / "ngay.csv"
    file.write_text("ngày;loại;lý do\n06/06/2015;làm;Làm bù\n2015-06-08;nghỉ;Nghỉ thay\n", encoding="utf-8-sig")
    assert run(capsys, "days_off", "import", str(file))[0] == 0
    assert [(day.on.day, day.is_off) for day in DayOff.objects.order_by("on")] == [(6, False), (8, True)]
    assert "06/06/2015  thứ Bảy  làm việc  Làm bù" in run(capsys, "days_off", "list")[1]
    file.write_text("09/06/2015,nghỉ,\n10/06/2015,có lẽ,\n", encoding="utf-8")
    code, _, said = run(capsys, "days_off", "import", str(file))
    assert code == 1 and "Dòng 2: cột thứ hai phải là “nghỉ” hoặc “làm”." in said and DayOff.objects.count() == 2
    assert run(capsys, "days_off", "import", str(tmp_path / "khong-co"))[0] == 2
    file.write_bytes(b"\xff\xfe\x00")
    assert run(capsys, "days_off", "import", str(file))[0] == 2


def test_each_wrong_line_is_named_with_what_to_do():
    days, wrong = read_days(
        "6/13/2015,nghỉ\n07/06/2015\n08/06/2015,off,x\n08/06/2015,off\n" + f"09/06/2015,off,{'x' * 130}"
    )
    assert [day for day, _ in days] == [dt.date(2015, 6, 8)] and [line.number for line in wrong] == [1, 2, 4, 5]
    assert all(line.vi and line.en for line in wrong) and read_days("") == ([], [])


# --- mail -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def post(settings):
    """A running mail server that the settings name."""
    made = Post()
    with serving(made) as server:
        settings.MAIL_SERVER, settings.MAIL_FROM = server, "tienbo@example.vn"
        settings.PUBLIC_URL = "https://tienbo.example.vn"
        yield made


def test_the_page_says_when_no_mail_server_is_set_up(cast, sign_in):
    assert "Chưa có máy chủ thư" in text(sign_in(cast.admin).get(PAGE))


def test_a_refused_message_is_shown_with_the_answer_and_sent_again_when_asked(cast, sign_in, post, run_jobs):
    post.answers = ["550 5.1.1 no such mailbox"]
    write_mail(to="sai@example.vn", subject="s", text="t", key="k")
    run_jobs()
    browser = sign_in(cast.admin)
    page = text(browser.get(PAGE))
    assert "sai@example.vn" in page and "550 5.1.1 no such mailbox" in page and "Máy chủ thư từ chối" in page
    browser.post(reverse("home:mail_again"))
    run_jobs()
    assert OutgoingMail.objects.get().state == "sent" and Line.objects.filter(action="mail.tried_again").exists()
    with pytest.raises(PermissionDenied):
        send_mail_again(by=cast.standing, top=cast.tinh)


def test_the_command_tests_the_server_and_says_how_mail_stands(cast, post, capsys, run_jobs):
    assert run(capsys, "mail", "test", "a@example.vn")[0] == 0 and post.messages[0]["Subject"] == "Tiến Bộ: thư thử"
    assert run(capsys, "mail", "test", "không phải")[0] == 2
    post.answers = ["554 no", "550 no such mailbox"]
    code, _, said = run(capsys, "mail", "test", "a@example.vn")
    assert code == 1 and "554 no" in said
    assert run(capsys, "mail", "status")[0] == 0
    write_mail(to="sai@example.vn", subject="s", text="t", key="k")
    run_jobs()
    code, shown, _ = run(capsys, "mail", "status", "--json")
    assert code == 1 and '"stopped": 1' in shown and "550 no such mailbox" in shown
    assert run(capsys, "mail", "again")[0] == 0


def test_the_command_says_when_no_server_is_set_up(db, settings, capsys):
    settings.MAIL_SERVER = None
    code, _, said = run(capsys, "mail", "status")
    assert code == 2 and "TIENBO_MAIL_URL" in said
