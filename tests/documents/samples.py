"""A half-year report as a provincial standing office would sign it, with invented figures: for several tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tienbo.documents.content import (
    Addressees,
    Annex,
    Block,
    Cell,
    Closing,
    Column,
    Document,
    HeaderCell,
    Heading,
    Item,
    Items,
    LegalBasis,
    Letterhead,
    Note,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Title,
)
from tienbo.documents.editions import TT01_2011, Edition
from tienbo.documents.formulas import Formula, Ref

COLUMNS = (
    Column(9, "center", "stt"),
    Column(62, "left", "content"),
    Column(17, "center", "unit"),
    Column(17, "right", "before_all"),
    Column(17, "right", "before_women"),
    Column(15, "right", "before_share", decimals=2),
    Column(17, "right", "now_all"),
    Column(17, "right", "now_women"),
    Column(15, "right", "now_share", decimals=2),
    Column(17, "right", "minority"),
    Column(18, "right", "change", signed=True),
    Column(31, "left", "remark"),
)
HEADER = (
    (
        HeaderCell("STT", rows=2),
        HeaderCell("Nội dung", rows=2),
        HeaderCell("ĐVT", rows=2),
        HeaderCell("Kỳ trước", columns=3),
        HeaderCell("Kỳ này", columns=3),
        HeaderCell("Trong đó nữ DTTS", rows=2),
        HeaderCell("Tăng/ giảm (nữ)", rows=2),
        HeaderCell("Ghi chú", rows=2),
    ),
    ("Tổng", "Nữ", "%", "Tổng", "Nữ", "%"),
)
PERSONS, ATTENDANCES = "người", "lượt người"
DIGEST = "3f0a9c51e7d24b8896ab01c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f506"
ATTACHED = "Kèm theo Báo cáo số ..../BC-BVSTBCPN ngày ... tháng 6 năm 2015"


def percent(part: int | None, whole: int | None) -> Decimal | None:
    """A percentage with two places, or None."""
    if part is None or not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))


def figures(
    stt: str,
    content: str,
    unit: str,
    before: tuple[int | None, int | None],
    now: tuple[int | None, int | None],
    minority: int | None = None,
    *,
    remark: str = "",
    mark: str = "",
    kind: Any = "normal",
) -> Row:
    """A row of the annex: (all, women) before and now; shares and change are derived, with their formulas."""
    change = now[1] - before[1] if now[1] is not None and before[1] is not None else None
    before_share = Formula.share(Ref(column="before_women"), Ref(column="before_all"))
    now_share = Formula.share(Ref(column="now_women"), Ref(column="now_all"))
    difference = Formula.difference(Ref(column="now_women"), Ref(column="before_women"))
    cells = (
        *(stt, content, unit, *before),
        Cell(percent(before[1], before[0]), formula=before_share),
        *(now[0], Cell(now[1], mark)),
        Cell(percent(now[1], now[0]), formula=now_share),
        *(minority, Cell(change, formula=difference), remark),
    )
    return Row(cells, kind, key=stt)


def group(stt: str, content: str) -> Row:
    """A row that opens a group."""
    return Row((stt, Cell(content, columns=11)), "section")


def party_table() -> Table:
    """Women in party committees."""
    communes = "Cấp ủy viên đảng bộ, chi bộ xã, phường, thị trấn (không tính các chi bộ trực thuộc)"
    reported = "13/13 huyện, thành phố đã báo cáo"
    rows = (
        group("I", "Cấp tỉnh"),
        figures("1", "Ban Chấp hành Đảng bộ tỉnh", PERSONS, (55, 7), (55, 8), 5, remark="Nhiệm kỳ 2010-2015"),
        figures("2", "Ban Thường vụ Tỉnh ủy", PERSONS, (15, 1), (15, 2), 1),
        group("II", "Cấp huyện và tương đương"),
        figures(
            *("3", "Ban Chấp hành đảng bộ huyện, thành phố", PERSONS, (1234, 187), (1240, 201), 143),
            remark=reported,
            mark="(e)",
        ),
        figures("4", "Bí thư huyện ủy, thành ủy", PERSONS, (13, 0), (13, None), remark="Chưa thu thập"),
        group("III", "Cấp xã"),
        figures("5", communes, PERSONS, (2985, 512), (3010, 561), 498),
    )
    return Table(
        COLUMNS,
        HEADER,
        rows,
        caption="Biểu 02. Cán bộ nữ tham gia cấp ủy đảng các cấp",
        unit="Số liệu tính đến ngày 31/5/2015",
        numbered=True,
    )


def training_table() -> Table:
    """Training classes, with a total row whose figures are sums of the rows above."""
    rows = (
        figures("1", "Lớp tập huấn nghiệp vụ cho thành viên Ban", ATTENDANCES, (240, 131), (310, 188), 120),
        figures("2", "Lớp kỹ năng cho nữ ứng cử viên", ATTENDANCES, (80, 80), (125, 125), 97),
        figures("3", "Lớp cho báo cáo viên, cộng tác viên", ATTENDANCES, (1020, 466), (1180, 604), 455),
    )
    total = figures("", "Cộng", ATTENDANCES, (1340, 677), (1615, 917), 672, kind="total")
    summed = [
        Cell(cell.value, formula=Formula.total(Ref(row.key, column.key) for row in rows))
        if column.key in {"before_all", "before_women", "now_all", "now_women", "minority"}
        else cell
        for cell, column in zip(total.filled, COLUMNS, strict=True)
    ]
    last = Row(tuple(summed), "total", key="total")
    return Table(COLUMNS, HEADER, (*rows, last), caption="Biểu 08. Đào tạo, tập huấn", numbered=True)


def money_table() -> Table:
    """Funds: whole đồng, wide figures."""
    money = (Column(36, "right"), Column(36, "right"), Column(36, "right"))
    columns = (Column(9, "center"), Column(80), *money, Column(20, "right", decimals=1), Column(35))
    head = (
        (
            HeaderCell("STT", rows=2),
            HeaderCell("Nội dung chi", rows=2),
            HeaderCell("Kinh phí (đồng)", columns=3),
            HeaderCell("Thực hiện/ được cấp (%)", rows=2),
            HeaderCell("Ghi chú", rows=2),
        ),
        ("Dự toán", "Được cấp", "Thực hiện"),
    )
    rows = (
        Row(("1", "Hội nghị, tập huấn", 420_000_000, 380_000_000, 251_350_000, Decimal("66.145"), "")),
        Row(("2", "Tuyên truyền trên báo, đài", 150_000_000, 150_000_000, 92_500_000, Decimal("61.667"), "")),
        Row(("3", "Kiểm tra", 60_000_000, 45_000_000, 0, Decimal(0), "Kiểm tra vào quý III")),
        Row(("", "Cộng", 630_000_000, 575_000_000, 343_850_000, Decimal("59.8"), ""), "total"),
    )
    return Table(columns, head, rows, caption="Biểu 13. Kinh phí hoạt động")


def body() -> tuple[Block, ...]:
    """The text of the report: five parts."""
    return (
        Paragraph(
            "Thực hiện kế hoạch công tác năm 2015, Ban vì sự tiến bộ của phụ nữ tỉnh báo cáo kết quả hoạt động "
            "6 tháng đầu năm và phương hướng, nhiệm vụ 6 tháng cuối năm như sau:"
        ),
        Heading(1, "Công tác chỉ đạo, điều hành", "I"),
        Paragraph(
            "Ngay từ đầu năm, Ban đã tham mưu Ủy ban nhân dân tỉnh ban hành kế hoạch hoạt động, phân công nhiệm "
            "vụ cho từng thành viên và hướng dẫn 42 đơn vị, địa phương xây dựng kế hoạch. Đến nay 42/42 đơn vị "
            "đã có kế hoạch, trong đó 39 đơn vị gửi đúng hạn."
        ),
        Items(
            (
                "Ban hành 03 văn bản hướng dẫn, 01 kế hoạch kiểm tra và 02 thông báo kết luận cuộc họp;",
                Item(
                    "Kiện toàn Ban ở các cấp:",
                    Items(("12/13 huyện, thành phố;", "28/29 sở, ban, ngành, đoàn thể cấp tỉnh."), "plus"),
                ),
                "Tổ chức 01 cuộc họp định kỳ, 02 cuộc họp chuyên đề về công tác cán bộ nữ trước đại hội.",
            )
        ),
        Heading(1, "Kết quả thực hiện nhiệm vụ", "II"),
        Heading(2, "Công tác tuyên truyền, nâng cao nhận thức", "1"),
        Paragraph(
            "Các cấp, các ngành tổ chức 186 hội nghị, tọa đàm với 11.240 lượt người dự (nữ 6.905 lượt, chiếm "
            "61,43%); phát 214 tin, bài trên sóng phát thanh, truyền hình; treo 96 pano, băng rôn; cấp phát "
            "18.500 tờ rơi bằng tiếng Việt và tiếng Tày."
        ),
        Heading(2, "Nữ tham gia cấp ủy và lãnh đạo, quản lý", "2"),
        Heading(3, "Kết quả đại hội đảng bộ cấp cơ sở", "a"),
        Paragraph(
            "Tính đến ngày 31/5/2015, 199/199 đảng bộ xã, phường, thị trấn đã đại hội xong; nữ cấp ủy viên đạt "
            "18,64%, vượt mức không dưới 15%; còn 21 đảng bộ chưa đạt (Biểu 02)."
        ),
        Heading(3, "Công tác quy hoạch", "b"),
        Paragraph(
            (
                Run("Tồn tại: ", bold=True),
                Run("một số đơn vị chưa có nữ trong nguồn quy hoạch; số liệu của 02 đơn vị là "),
                Run("số ước thực hiện", italic=True),
                Run("."),
            )
        ),
        Heading(1, "Đánh giá chung", "III"),
        Items(
            (
                "Ưu điểm: công tác phối hợp được duy trì, số liệu tách biệt giới đầy đủ hơn cùng kỳ;",
                "Hạn chế: cán bộ làm công tác này đều kiêm nhiệm; kinh phí ở cấp xã còn ít;",
                "Nguyên nhân: địa bàn rộng, đi lại khó khăn; một số nơi chưa coi trọng công tác thống kê.",
            ),
            "letter",
        ),
        Heading(1, "Phương hướng, nhiệm vụ 6 tháng cuối năm", "IV"),
        Items(
            (
                "Tiếp tục rà soát nguồn cán bộ nữ chuẩn bị cho bầu cử đại biểu Hội đồng nhân dân các cấp.",
                "Kiểm tra hoạt động của Ban tại 06 huyện và 08 sở, ngành; tổ chức kiểm tra chéo.",
                "Tổng kết 5 năm thực hiện kế hoạch hành động về bình đẳng giới giai đoạn 2011-2015.",
            ),
            "number",
        ),
        Heading(1, "Kiến nghị, đề xuất", "V"),
        Paragraph(
            "Đề nghị Ủy ban quốc gia vì sự tiến bộ của phụ nữ Việt Nam quan tâm hỗ trợ tài liệu tập huấn bằng "
            "tiếng dân tộc và bổ sung kinh phí cho các tỉnh miền núi, biên giới."
        ),
    )


def letterhead(**change: Any) -> Letterhead:
    """The head of the report; no number and no day unless given."""
    given = {
        "issuer": ("Ban vì sự tiến bộ", "của phụ nữ"),
        "superior": ("Ủy ban nhân dân", "tỉnh Cao Bằng"),
        "symbol": "BC-BVSTBCPN",
        "place": "Cao Bằng",
        "year": 2015,
        "month": 6,
    }
    return Letterhead(**{**given, **change})


def closing(name: str | None = "Nguyễn Thị Minh Hạnh") -> Closing:
    """Two seats above the name, five recipients."""
    signature = Signature(
        authority="KT. Trưởng ban",
        titles=("Phó Trưởng ban",),
        home_office=("Giám đốc", "Sở Lao động -", "Thương binh và Xã hội"),
        name=name,
    )
    recipients = (
        "Ủy ban quốc gia VSTBCPN Việt Nam (để báo cáo)",
        "Chủ tịch UBND tỉnh (để báo cáo)",
        "Các thành viên Ban VSTBCPN tỉnh",
        "Ban VSTBCPN các sở, ban, ngành, đoàn thể, huyện, thành phố",
        "Lưu: VT, VP",
    )
    return Closing(signature, recipients)


def half_year_report(
    edition: Edition = TT01_2011, draft: bool = False, number: int | None = None, dated: date | None = None
) -> Document:
    """The whole report with three annex tables in two annexes."""
    return Document(
        edition=edition,
        draft=draft,
        digest_line=f"Mã đối chiếu số liệu: {DIGEST}",
        blocks=(
            letterhead(number=number, dated=dated),
            Title("Báo cáo", ("Sơ kết hoạt động vì sự tiến bộ của phụ nữ", "6 tháng đầu năm 2015")),
            Addressees(("Ủy ban quốc gia vì sự tiến bộ của phụ nữ Việt Nam", "Chủ tịch UBND tỉnh Cao Bằng")),
            LegalBasis(("Căn cứ Kế hoạch hoạt động năm 2015 của Ban vì sự tiến bộ của phụ nữ tỉnh",)),
            *body(),
            closing(),
            Annex("Số liệu hoạt động 6 tháng đầu năm 2015", "I", ATTACHED),
            party_table(),
            Note("Ghi chú: (e) là số ước thực hiện; ô trống là chưa có số liệu, không phải bằng 0."),
            training_table(),
            Annex("Kinh phí hoạt động", "II", ATTACHED),
            money_table(),
        ),
    )


def short(*blocks: Block, **change: Any) -> Document:
    """A small document around some blocks."""
    return Document(TT01_2011, (letterhead(), Title("Báo cáo"), *blocks), **change)


def annex_of(count: int) -> Document:
    """A document whose annex has `count` rows."""
    rows = tuple(
        figures(str(i), f"Xã số {i}, nữ cấp ủy viên khóa mới", PERSONS, (15 + i % 4, 2 + i % 3), (15, 3), i % 3)
        for i in range(1, count + 1)
    )
    return short(Annex("Số liệu"), Table(COLUMNS, HEADER, rows, numbered=True))
