"""How each role looks in an edition: the one table from which Word's styles and the PDF's text settings are
made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from tienbo.documents.editions import Edition


@dataclass(frozen=True)
class Style:
    """The look of a line of text.

    `name` is the style's name in Word, for the leaders who edit a draft. Lengths in mm, sizes and gaps in points;
    `line` is a factor of the single line; `outline` 1-4 makes a heading of that level, 0 none. `hanging_mm` moves the
    first line left of `left_mm`.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Literal["left", "center", "right", "justify"] = "left"
    first_mm: float = 0
    left_mm: float = 0
    hanging_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1.0
    keep_next: bool = False
    outline: int = 0


@cache
def styles_of(e: Edition) -> dict[str, Style]:
    """Role -> style for the edition `e`. The keys are the roles that `layout` may use."""
    gap, line, first = e.paragraph_gap_pt, e.line_spacing, e.first_line_mm

    def running(name: str, **change: object) -> Style:
        """A style of the running text: justified, first line indented, gap before."""
        base = {"align": "justify", "first_mm": first, "before_pt": gap, "line": line}
        return Style(name, e.body_pt, **{**base, **change})  # type: ignore[arg-type]  # Style's own fields

    def heading(level: int, **change: object) -> Style:
        """A style of headings: like the text, but never stretched to the right edge."""
        return running(f"Mục {level}", outline=level, keep_next=True, align="left", **change)

    def middle(name: str, size: float, **change: object) -> Style:
        """A centred style."""
        return Style(name, size, **{"align": "center", **change})  # type: ignore[arg-type]  # Style's own fields

    return {
        "superior": middle("TT Cơ quan chủ quản", e.superior_pt),
        "issuer": middle("TT Cơ quan ban hành", e.issuer_pt, bold=True),
        "national": middle("TT Quốc hiệu", e.national_name_pt, bold=True),
        "motto": middle("TT Tiêu ngữ", e.motto_pt, bold=True),
        "number": middle("TT Số ký hiệu", e.number_pt),
        "place_date": middle("TT Địa danh ngày tháng", e.place_date_pt, italic=True),
        "about": middle("TT Về việc", e.about_pt, before_pt=e.about_gap_pt),
        "draft": middle("TT Dự thảo", e.number_pt, bold=True, before_pt=6),
        "type_name": middle("TT Tên loại", e.type_name_pt, bold=True, before_pt=e.title_gap_pt, keep_next=True),
        "subject": middle("TT Trích yếu", e.subject_pt, bold=True, keep_next=True),
        "addressee": middle("TT Kính gửi", e.addressee_pt, before_pt=e.title_gap_pt, after_pt=6),
        "addressee_head": Style(
            "TT Kính gửi nhiều nơi", e.addressee_pt, left_mm=25, before_pt=e.title_gap_pt, keep_next=True
        ),
        "addressee_item": Style("TT Nơi kính gửi", e.addressee_pt, left_mm=45, hanging_mm=4, before_pt=2),
        "basis": running("TT Căn cứ", italic=e.basis_italic),
        "h1": heading(1, bold=True, before_pt=gap + 4),
        "h2": heading(2, bold=True),
        "h3": heading(3, bold=True, italic=True),
        "h4": heading(4, italic=True),
        "body": running("TT Nội dung"),
        "item": running("TT Gạch đầu dòng"),
        "signature": middle("TT Chức vụ người ký", e.signature_pt, bold=True, keep_next=True),
        "home_office": middle("TT Chức vụ tại cơ quan", e.signature_pt, bold=True, keep_next=True),
        "signer": middle("TT Họ tên người ký", e.signature_pt, bold=True, before_pt=3),
        "recipients_head": Style("TT Nơi nhận", e.recipients_head_pt, bold=True, italic=True),
        "recipients": Style("TT Nơi nhận - danh sách", e.recipients_pt),
        "annex_label": middle("TT Phụ lục", e.annex_label_pt, bold=True, keep_next=True),
        "annex_title": middle("TT Tên phụ lục", e.annex_title_pt, bold=True, keep_next=True, outline=1, before_pt=2),
        "annex_ref": middle("TT Phụ lục kèm theo", e.place_date_pt, italic=True, before_pt=2, after_pt=6),
        "caption": Style("TT Tên bảng", e.caption_pt, bold=True, before_pt=10, after_pt=3, keep_next=True),
        "unit": Style("TT Đơn vị tính", e.note_pt + 1, italic=True, align="right", after_pt=2, keep_next=True),
        "head": middle("TT Đầu bảng", e.table_pt, bold=True),
        "cell": Style("TT Ô bảng", e.table_pt),
        "note": Style("TT Ghi chú", e.note_pt, italic=True, before_pt=3),
        "foot": Style("TT Chân trang", e.foot_pt),
        "page_number": Style("TT Số trang", e.page_number_pt, align="center"),
    }
