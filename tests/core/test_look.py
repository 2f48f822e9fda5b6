"""The look of every page, without a browser: it renders, it is safe, its words and icons exist."""

import datetime as dt
import re
import uuid
from pathlib import Path

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

import tienbo
from tienbo.core import statuses
from tienbo.core.board import Board, BoardAct, BoardCell, BoardRow, late_first
from tienbo.core.deadlines import Deadline
from tienbo.core.forms import DayField
from tienbo.core.grid import Cell
from tienbo.core.grid_batch import SentBatch, sent_batch
from tienbo.core.listing import make_listing
from tienbo.core.styleguide import echo, pages
from tienbo.core.views import csrf_failure

PACKAGE = Path(tienbo.__file__).parent
CSS = {path.name: path.read_text() for path in (PACKAGE / "core/static/core").glob("*.css")}
SLUGS = [page.slug for page in pages.PAGES]


@pytest.fixture
def demo(db, settings):
    """The style guide is open only where nothing is real."""
    settings.DEMO = True


def address(slug: str) -> str:
    return reverse("core:styleguide_page", args=[slug]) if slug else reverse("core:styleguide")


@pytest.mark.parametrize("slug", SLUGS)
def test_it_works(client, demo, slug):
    answer = client.get(address(slug))
    assert answer.status_code == 200
    assert "Các thành phần giao diện" in answer.content.decode()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_holds_no_inline_style_and_no_inline_script(client, demo, slug, language):
    html = client.get(address(slug), headers={"accept-language": language}).content.decode()
    assert not re.findall(r"<[^>]+\sstyle=", html)
    assert not re.findall(r"<[^>]+\son[a-z]+=", html)
    assert "<style" not in html
    for opening, body in re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL):
        assert "src=" in opening, opening
        assert not body.strip()


def test_the_style_guide_is_closed_where_work_is_real(client, db, settings):
    settings.DEMO = settings.DEBUG = False
    assert client.get(address("")).status_code == 404
    assert client.post(reverse("core:styleguide_echo"), "{}", content_type="application/json").status_code == 404


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r"\.i-([a-z]+)[ ,]", CSS["icons.css"]))
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text()
        named = re.findall(r"\bi-([a-z]+)(?=[\"' ])", text) + re.findall(r"<c-[^>]*?\bicon=\"([a-z]+)\"", text)
        assert set(named) <= drawn, f"{path.name}: {set(named) - drawn}"


def test_every_state_has_its_word_its_colour_and_its_icon():
    for state in statuses.WORDS:
        assert f".st-{state} {{" in CSS["components.css"], state
        assert f".st-{state} {{" in CSS["icons.css"], state
    icons = re.findall(r"\.st-(\w+) \{ --shape: (url\(.*?\));", CSS["icons.css"])
    assert len({shape for _, shape in icons}) == len(statuses.WORDS)
    assert len({str(word) for word in statuses.WORDS.values()}) == len(statuses.WORDS)


def test_a_late_state_counts_its_days_in_both_languages():
    assert statuses.status_word("late", 3) == "Quá hạn 3 ngày"
    with translation.override("en"):
        assert statuses.status_word("late", 1) == "1 day late"
        assert statuses.status_word("late", 3) == "3 days late"


def test_a_state_nobody_knows_is_an_error():
    with pytest.raises(KeyError):
        statuses.status_word("lost")


def render(text: str, **context) -> str:
    return Template(text).render(Context(context))


def test_numbers_and_days_are_written_as_officials_write_them():
    day = dt.date(2015, 6, 4)
    assert render("{{ n|number }} {{ d|date_vi }} {{ d|day_name }}", n=1234, d=day) == "1.234 04/06/2015 thứ Năm"
    assert render("{{ a|signed }} {{ b|signed }} {{ c|signed }}", a=3, b=-1234, c=0) == "+3 −1.234 0"
    assert render("[{{ n|number }}{{ d|date_vi }}{{ n|signed }}{{ d|moment }}{{ d|day_name }}]", n=None, d=None) == "[]"


def test_a_moment_is_shown_in_viet_nams_time():
    late_evening = dt.datetime(2015, 6, 4, 18, 5, tzinfo=dt.UTC)
    assert render("{{ m|moment }} {{ m|date_vi }}", m=late_evening) == "01:05, 05/06/2015 05/06/2015"


@pytest.mark.django_db
def test_a_deadline_says_its_last_day_and_is_coloured_when_near_or_past():
    due = Deadline(dt.date(2015, 6, 5), exclusive=True)
    far, near, past = (
        render("{% deadline due today %}", due=due, today=day)
        for day in (dt.date(2015, 5, 1), dt.date(2015, 5, 28), dt.date(2015, 6, 6))
    )
    assert "thứ Năm, 04/06/2015" in far and 'class="deadline "' in far
    assert 'class="deadline soon"' in near and "(còn 7 ngày)" in near
    assert 'class="deadline late"' in past and "Quá hạn 2 ngày" in past and "04/06/2015" in past


def test_a_telephone_number_can_be_dialled():
    assert render("{{ '+84 (206) 3852-117'|tel }}") == "+842063852117"


BOARD_ROWS = "{% load boards %}{% board_rows board %}"


def board_with(row: BoardRow, **options) -> Board:
    return Board("Bảng", (), (row,), 0, 1, **options)


def test_what_a_person_wrote_is_escaped_in_ready_made_cells():
    bad = '/"><script>'
    cells = (BoardCell("draft", url=bad, text="<b>1/2"), BoardCell("draft", text="<b>"), None)
    row = BoardRow(bad, bad, cells, "draft", url=bad, contact=bad, phone=bad, word="<i>", cells_at=bad)
    html = render(BOARD_ROWS + "{% status 'draft' label='<i>' %}", board=board_with(row, acts=(BoardAct("a", "A"),)))
    assert "<script>" not in html and "<b>" not in html and "<i>" not in html and '/">' not in html
    assert '<td class="void"></td>' in html


def test_the_address_of_a_cell_begins_with_its_rows():
    row = BoardRow("1", "x", (BoardCell("draft", url="B02/"), BoardCell("draft")), "draft", cells_at="/reports/051/")
    html = render(BOARD_ROWS, board=board_with(row))
    assert html.count("href=") == 1 and 'href="/reports/051/B02/"' in html


@pytest.mark.parametrize("compact", [True, False])
def test_a_cell_of_the_board_says_its_word_whatever_its_size(compact):
    row = BoardRow("1", "x", (BoardCell("returned"),), "draft")
    assert "Đề nghị bổ sung" in render(BOARD_ROWS, board=board_with(row, compact=compact))


def test_the_longest_late_stands_first_and_what_is_done_last():
    def row(name: str, state: str, days: int = 0) -> BoardRow:
        return BoardRow(name, name, (), state, days)

    rows = [
        row("done", "accepted"),
        row("draft", "draft"),
        row("2", "late", 2),
        row("7", "late", 7),
        row("x", "exempt"),
    ]
    assert [one.id for one in late_first(rows)] == ["7", "2", "draft", "done", "x"]


@pytest.mark.parametrize(("flag", "mark", "instead"), [
    ("", "", False), ("actual", "", False), ("estimate", "estimate", False), ("withheld", "withheld", True),
])  # fmt: skip
def test_a_mark_qualifies_a_figure_or_stands_instead_of_it(flag, mark, instead):
    cell = Cell("a", flag=flag)
    assert (cell.mark, cell.instead) == (mark, instead)


def test_a_field_is_tied_to_its_label_its_help_and_its_errors():
    class Form(forms.Form):
        name = forms.CharField(label="Tên", help_text="Ghi đủ.")
        note = forms.CharField(label="Ghi chú", required=False)

    html = str(Form({"name": ""}))
    assert '<label for="id_name">Tên</label>' in html
    assert 'id="id_name_helptext"' in html and 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html and 'aria-invalid="true"' in html
    assert "(có thể để trống)" in html.split("Ghi chú")[1]


@pytest.mark.parametrize("text", ["4/6/2015", "04/06/2015", "04-06-2015", "2015-06-04"])
def test_a_day_is_read_in_the_order_of_official_text(text):
    assert DayField().clean(text) == dt.date(2015, 6, 4)


def test_a_day_in_the_american_order_is_refused_with_an_example():
    with pytest.raises(forms.ValidationError, match="04/06/2015"):
        DayField().clean("6/14/2015")


# --- language, theme, refusals ------------------------------------------------------------------------------


def test_the_theme_is_kept_in_a_cookie_and_shown(client, demo):
    answer = client.post(reverse("core:theme"), {"theme": "dark", "next": address("forms")})
    assert answer.url == address("forms")
    assert 'data-theme="dark"' in client.get(address("")).content.decode()


def test_a_theme_nobody_knows_changes_nothing(client, demo):
    client.post(reverse("core:theme"), {"theme": "pink"})
    assert "theme" not in client.cookies
    client.cookies["theme"] = '"><b>'
    assert 'data-theme="auto"' in client.get(address("")).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_choosing_a_theme_leads_nowhere_else(client, demo, elsewhere):
    assert client.post(reverse("core:theme"), {"theme": "dark", "next": elsewhere}).url == "/"


def test_the_language_switch_keeps_the_page(client, demo):
    answer = client.post(reverse("core:language"), {"language": "en", "next": address("grid")})
    assert answer.url == address("grid")
    assert "Unit of measure" in client.get(address("grid"), headers={"accept-language": "vi"}).content.decode()


def test_a_form_without_its_token_says_that_nothing_was_saved(demo):
    answer = Client(enforce_csrf_checks=True).post(reverse("core:theme"), {"theme": "dark"})
    assert answer.status_code == 403
    assert "Chưa có gì được ghi" in answer.content.decode()
    assert csrf_failure(answer.wsgi_request).status_code == 403


@pytest.mark.parametrize(("status", "words"), [(400, "20 MB"), (500, "Những gì đã lưu vẫn còn")])
def test_a_broken_page_is_drawn_without_asking_anything(status, words):
    from django.views import defaults

    view = {400: defaults.bad_request, 500: defaults.server_error}[status]
    request = RequestFactory().get("/")
    answer = view(request, ValueError()) if status == 400 else view(request)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_stranger_at_a_missing_page_is_told_what_to_check(client, db):
    from django.views.defaults import page_not_found, permission_denied

    request = client.get(reverse("account_login")).wsgi_request
    assert "Không có trang này" in page_not_found(request, Exception()).content.decode()
    assert "không có quyền" in permission_denied(request, Exception()).content.decode()


def test_signing_in_speaks_vietnamese(client, db):
    html = client.post(reverse("account_login"), {"login": "nobody", "password": "x"}).content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in html
    assert "quản lý tài khoản" in html


# --- lists --------------------------------------------------------------------------------------------------


@given(total=st.integers(0, 500), asked=st.text(max_size=4) | st.integers(-5, 60).map(str), size=st.integers(1, 60))
def test_every_address_shows_a_page_of_the_list(total, asked, size):
    query = QueryDict(mutable=True)
    query["page"] = asked
    listing = make_listing(list(range(total)), query=query, sorts={"n": ()}, default="n", size=size)
    assert 1 <= listing.page <= listing.pages
    assert len(listing.rows) <= size
    assert bool(listing.rows) == bool(total)
    if listing.rows:
        assert listing.rows[0] == listing.first - 1 and listing.rows[-1] == listing.last - 1


@given(total=st.integers(1, 300), size=st.integers(1, 40))
def test_the_pages_together_hold_every_row_once(total, size):
    seen, query = [], QueryDict(mutable=True)
    while True:
        listing = make_listing(list(range(total)), query=query, sorts={"n": ()}, default="n", size=size)
        seen += listing.rows
        if not listing.next_url:
            break
        query = QueryDict(listing.next_url.removeprefix("?"), mutable=True)
    assert seen == list(range(total))


def test_sorting_keeps_the_filters_and_goes_back_to_the_first_page():
    listing = make_listing(
        [], query=QueryDict("q=B%E1%BA%A3o&page=3&sort=due"), sorts={"due": (), "name": ()}, default="name"
    )
    assert QueryDict(listing.sort_url("due")[1:]).dict() == {"q": "Bảo", "sort": "-due"}
    assert QueryDict(listing.sort_url("name")[1:]).dict() == {"q": "Bảo", "sort": "name"}
    assert (listing.direction("due"), listing.direction("name")) == ("ascending", "")


def test_an_order_nobody_knows_is_the_default():
    listing = make_listing([], query=QueryDict("sort=password"), sorts={"due": ()}, default="-due")
    assert (listing.sort, listing.descending) == ("due", True)


def test_a_query_is_sorted_by_the_fields_behind_the_key(db, django_assert_num_queries):
    from tienbo.access.models import User

    for name in ("b", "a", "c"):
        User.objects.create(username=name)
    with django_assert_num_queries(2):
        listing = make_listing(
            User.objects.all(),
            query=QueryDict("sort=-name"),
            sorts={"name": ("username", "pk")},
            default="name",
            size=2,
        )
    assert [user.username for user in listing.rows] == ["c", "b"]


# --- the other end of the sample table ----------------------------------------------------------------------


def batch(*changes: tuple[str, str]) -> SentBatch:
    sent = [{"cell": cell, "text": text, "flag": "", "note": "", "base": "1"} for cell, text in changes]
    return sent_batch({"op": str(uuid.uuid4()), "changes": sent})


def test_the_echo_answers_as_the_contract_says():
    answer = echo.answer(batch(("B02.08.T", "25"), ("B02.08.F", "26"), ("B02.07.T", "1.5"), ("B02.09.T", "409")))
    assert [(one["cell"], one["revision"]) for one in answer["saved"]] == [("B02.08.T", 2), ("B02.08.F", 2)]
    assert answer["derived"] == {"B02.08.P": "104"} or answer["derived"] == {"B02.08.P": "104,0"}
    assert [one["cell"] for one in answer["refused"]] == ["B02.07.T"] and answer["refused"][0]["choices"]
    assert [one["cell"] for one in answer["conflicts"]] == ["B02.09.T"]
    assert "B02.08" in {one["row"] for one in answer["findings"]}


def test_the_echo_refuses_what_it_cannot_read(client, demo):
    assert client.post(reverse("core:styleguide_echo"), "{", content_type="application/json").status_code == 400
