"""The pages of the style guide and the sample data each shows."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from tienbo.core.clock import ZONE
from tienbo.core.deadlines import Deadline
from tienbo.core.forms import DayField
from tienbo.core.incoming import whole_number
from tienbo.core.listing import make_listing
from tienbo.core.styleguide import tables

TODAY = dt.date(2015, 5, 26)
LONG = "Ban Quản lý Khu kinh tế cửa khẩu và các khu công nghiệp tỉnh Cao Bằng"


@dataclass(frozen=True)
class Page:
    """One page: its slug, its name, its template and what it shows."""

    slug: str
    label: str
    template: str
    context: Callable[[HttpRequest], dict]


class SampleForm(forms.Form):
    """One field of each kind, with help and with an error."""

    name = forms.CharField(label="Tên đơn vị", help_text="Ghi đủ như trong quyết định thành lập.", initial=LONG)
    number = forms.CharField(label="Số, ký hiệu văn bản", required=False)
    due_on = DayField(label="Hạn cuối")
    kind = forms.ChoiceField(
        label="Loại đơn vị", choices=[("a", "Sở, ban, ngành, đoàn thể"), ("b", "Huyện, thành phố")]
    )
    firm = forms.ChoiceField(
        label="Mức độ yêu cầu",
        choices=[("a", "Đề nghị thực hiện"), ("b", "Phối hợp"), ("c", "Khuyến khích")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label="Nội dung đề nghị làm rõ", widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(label="Tệp văn bản", required=False, widget=forms.FileInput)
    mail = forms.BooleanField(label="Gửi thư điện tử cho cán bộ đầu mối", required=False)


class FilterForm(forms.Form):
    """A filter of a list."""

    q = forms.CharField(label="Tìm", required=False)
    state = forms.ChoiceField(label="Tình trạng", required=False, choices=[("", "Tất cả"), ("late", "Quá hạn")])


def _small(request: HttpRequest) -> dict:
    moment = dt.datetime(2015, 5, 26, 10, 42, tzinfo=ZONE)
    return {
        "today": TODAY,
        "long": LONG,
        "units": tables.UNITS,
        "due_far": Deadline(dt.date(2015, 7, 5), exclusive=True),
        "due_near": Deadline(dt.date(2015, 6, 1), exclusive=True),
        "due_past": Deadline(dt.date(2015, 5, 24), exclusive=True),
        "crumbs": [
            {"label": "Báo cáo", "url": "#"},
            {"label": "Sơ kết 6 tháng đầu năm 2015", "url": "#"},
            {"label": LONG, "url": ""},
        ],
        "tabs": [
            {"label": "Cần làm", "url": "#", "current": True, "count": 3},
            {"label": "Đã gửi", "url": "#", "current": False, "count": 12},
            {"label": "Được miễn", "url": "#", "current": False, "count": None},
        ],
        "steps": [
            {"label": "Nhập số liệu", "state": "done", "detail": "14/14 biểu", "url": "#"},
            {"label": "Ký", "state": "done", "detail": "Bà Hoàng Thị Thu Hương", "url": ""},
            {"label": "Gửi", "state": "now", "detail": "26/05/2015", "url": ""},
            {"label": "Tiếp nhận", "state": "todo", "detail": "Cơ quan thường trực tỉnh", "url": ""},
            {"label": "Tổng hợp", "state": "todo", "detail": "", "url": ""},
        ],
        "events": [
            {"at": moment, "title": "Đề nghị bổ sung", "by": "Bà Nông Thị Hằng", "now": True,
             "text": "Biểu B02: ghi rõ nhiệm kỳ."},
            {"at": moment - dt.timedelta(days=1), "title": "Đã gửi", "by": "Ông Lý Văn Páo", "text": "", "now": False},
        ],
        "file": {
            "name": "Báo cáo sơ kết 6 tháng đầu năm 2015 của Ban VSTBCPN huyện Bảo Lạc.docx",
            "url": "#", "kind": "Word", "size": 48213, "note": "Bản dự thảo, chưa có số và ngày",
            "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        "facts": [
            {"label": "Đơn vị", "value": LONG},
            {"label": "Kỳ báo cáo", "value": "01/12/2014 – 31/05/2015"},
            {"label": "Cán bộ đầu mối", "value": "Bà Nông Thị Hằng, 0206 3852 117"},
        ],
        "listing": make_listing(
            list(range(240)), query=request.GET, sorts={"name": (), "due": ()}, default="-due", size=20
        ),
        "filter_form": FilterForm(request.GET or None),
    }  # fmt: skip


def _form(request: HttpRequest) -> dict:
    return {"form": SampleForm(), "wrong": SampleForm({"name": "", "kind": "a", "mail": "on"}, prefix="wrong")}


def _grid(request: HttpRequest) -> dict:
    return {"grid": tables.grid(reverse("core:styleguide_echo")), "readonly_grid": tables.grid("", readonly=True)}


def _board(request: HttpRequest) -> dict:
    """``?rows=250&columns=16&compact=1`` shows how large a board may grow."""
    sizes = (("rows", 24), ("columns", 14))
    size = {name: whole_number(request.GET.get(name), default=usual, most=400) for name, usual in sizes}
    return {"board": tables.board(**size, compact="compact" in request.GET)}


PAGES = (
    Page("", "Thành phần nhỏ", "styleguide/small.html", _small),
    Page("forms", "Biểu mẫu", "styleguide/forms.html", _form),
    Page("grid", "Bảng nhập số liệu", "styleguide/grid.html", _grid),
    Page("board", "Bảng theo dõi", "styleguide/board.html", _board),
    Page("lineage", "Nguồn gốc con số", "styleguide/lineage.html", lambda request: {"lineage": tables.lineage()}),
    Page("reading", "Đọc văn bản", "styleguide/reading.html", lambda request: {"reading": tables.reading("#")}),
)


def find(slug: str) -> Page | None:
    """The page of this slug."""
    return next((page for page in PAGES if page.slug == slug), None)


def links(current: str) -> list[dict]:
    """The tabs between the pages."""
    return [
        {
            "label": page.label,
            "url": reverse("core:styleguide_page", args=[page.slug]) if page.slug else reverse("core:styleguide"),
            "current": page.slug == current,
            "count": None,
        }
        for page in PAGES
    ]
