"""Sample data of the four large tables."""

import datetime as dt

from tienbo.core.board import Board, BoardAct, BoardCell, BoardColumn, BoardRow, late_first
from tienbo.core.clock import ZONE
from tienbo.core.grid import Cell, Column, Finding, Grid, Problem, Progress, Row
from tienbo.core.lineage import Crumb, Lineage, Part, Step
from tienbo.core.reading import Find, Paragraph, Reading, Segment

_FORMULA = "Tỷ lệ nữ = số nữ / tổng số × 100 (hệ thống tính)"

# number, label, unit, indent, (total, women, ethnic minority women) now and a term before; None: not asked.
_ROWS = [
    ("B02.01", "Số đảng bộ, chi bộ thuộc diện đại hội nhiệm kỳ", "tổ chức", 0, ("24", None, None), ("22", None, None)),
    ("B02.02", "Số đảng bộ, chi bộ đã đại hội", "tổ chức", 1, ("21", None, None), ("22", None, None)),
    ("B02.03", "Cấp ủy viên (ủy viên Ban Chấp hành)", "người", 0, ("1.234", "187", "142"), ("1.198", "161", "120")),
    ("B02.04", "Cấp ủy viên tham gia lần đầu", "người", 1, ("412", "96", "71"), ("389", "70", "52")),
    ("B02.05", "Cấp ủy viên trẻ (theo độ tuổi do cấp ủy quy định)", "người", 1, ("168", "39", ""), ("150", "31", "22")),
    ("B02.06", "Ủy viên Ban Thường vụ", "người", 1, ("27", "28", "3"), ("26", "4", "3")),
    ("B02.07", "Bí thư", "người", 1, ("21", "2", "1"), ("22", "1", "1")),
    ("B02.08", "Phó Bí thư", "người", 1, ("", "", ""), ("24", "3", "2")),
    ("B02.09", "Số cấp ủy có nữ đạt từ 15% trở lên", "cấp ủy", 0, ("9", None, None), ("6", None, None)),
    ("B02.10", "Số cấp ủy có Ban Thường vụ", "cấp ủy", 0, ("", None, None), ("8", None, None)),
    ("B02.11", "Số Ban Thường vụ có ít nhất một nữ", "cấp ủy", 1, ("", None, None), ("3", None, None)),
]  # fmt: skip
_FLAGS = {"B02.04.T": "estimate", "B02.05.FM": "not_collected", "B02.07.F": "corrected"}
_NOTES = {"B02.07.F": "Theo Quyết định kiện toàn cấp ủy ngày 12/5/2015"}


def grid(url: str, *, readonly: bool = False) -> Grid:
    """Table B02 of a half-year report, with a mark, a note, an error and a warning."""
    columns = (
        Column("T", "Tổng số", group="Nhiệm kỳ 2015–2020"),
        Column("F", "Nữ", group="Nhiệm kỳ 2015–2020", part_of="T"),
        Column("P", "% nữ", kind="derived", group="Nhiệm kỳ 2015–2020"),
        Column("FM", "Nữ dân tộc thiểu số", group="Nhiệm kỳ 2015–2020", part_of="F"),
        Column("note", "Ghi chú", kind="note"),
    )
    rows = [Row("s1", "I. Đại hội đảng bộ các cấp nhiệm kỳ 2015–2020", kind="section")]
    rows += [_row(*line) for line in _ROWS]
    return Grid(
        url,
        "B02",
        columns,
        tuple(rows),
        Progress(14, 16),
        title="Biểu B02. Nữ tham gia cấp ủy đảng (theo nhiệm kỳ)",
        readonly=readonly,
        saved_at="10:42",
        previous_label="nhiệm kỳ 2010–2015",
        owner="styleguide",
    )


def _row(number, label, unit, indent, now, was) -> Row:
    cells = {}
    for key, text, before in zip(("T", "F", "FM"), now, was, strict=True):
        if text is None:
            continue
        name = f"{number}.{key}"
        problem = Problem("error") if name == "B02.06.F" else Problem("warning") if name == "B02.02.T" else None
        cells[key] = Cell(
            name, text, base=1, flag=_FLAGS.get(name, ""), note=_NOTES.get(name, ""), previous_text=before,
            change_text=_change(text, before), problem=problem,
        )  # fmt: skip
    if now[1] is not None:
        cells["P"] = Cell(f"{number}.P", _share(now), derived=True, formula=_FORMULA)
    cells["note"] = Cell(f"{number}.T", _NOTES.get(f"{number}.T", ""))
    return Row(number, label, number, unit, indent, cells=cells, findings=FINDINGS.get(number, ()))


FINDINGS = {
    "B02.06": (Finding("error", "Ô B02.06, cột Nữ: 28 lớn hơn tổng 27. Sửa số nữ hoặc số tổng.", "K01", "B02.06.F"),),
    "B02.02": (
        Finding("warning", "Số theo nhiệm kỳ thay đổi so với báo cáo trước (22): ghi quyết định làm thay đổi.", "K15",
                "B02.02.T", justification="Sáp nhập hai chi bộ theo Quyết định số 415-QĐ/HU"),
    ),
}  # fmt: skip


def _change(text: str, before: str) -> str:
    if not text or not before:
        return ""
    difference = int(text.replace(".", "")) - int(before.replace(".", ""))
    return "0" if not difference else f"{difference:+d}".replace("-", "−")


def _share(now: tuple) -> str:
    if not now[0] or not now[1]:
        return ""
    return f"{100 * int(now[1]) / int(now[0].replace('.', '')):.1f}".replace(".", ",")


UNITS = [
    "Ban VSTBCPN huyện Bảo Lạc",
    "Ban VSTBCPN huyện Hà Quảng",
    "Ban VSTBCPN thành phố Cao Bằng",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Ban Quản lý Khu kinh tế cửa khẩu và các khu công nghiệp tỉnh",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
    "Hội Liên hiệp Phụ nữ tỉnh",
    "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
    "Trường Cao đẳng Sư phạm Cao Bằng",
    "Chi nhánh Ngân hàng Chính sách xã hội tỉnh",
    "Ban VSTBCPN huyện Trùng Khánh",
]
_STATES = ("accepted", "submitted", "draft", "not_started", "returned", "ready", "exempt", "late")


def _cell_state(state: str, i: int, c: int) -> str:
    return state if state == "accepted" else _STATES[(i * 3 + c * 5) % 6]


def board(rows: int = 24, columns: int = 14, *, compact: bool = False) -> Board:
    """A round of reports: so many units, so many tables."""
    lines = []
    for i in range(rows):
        late = 7 if i % 9 == 5 else 2 if i % 11 == 3 else 0
        state = "late" if late else _STATES[i % 6]
        cells = tuple(
            None if (i + c) % 17 == 16 else BoardCell(_cell_state(state, i, c), url=f"#{i}-{c}") for c in range(columns)
        )
        name = UNITS[i % len(UNITS)] + (f" ({i // len(UNITS) + 1})" if i >= len(UNITS) else "")
        lines.append(
            BoardRow(str(i), name, cells, state, late, "#unit", "Bà Nông Thị Hằng", f"0206 3852 {100 + i:03d}")
        )
    heads = tuple(
        BoardColumn(f"B{c + 1:02d}", f"Biểu B{c + 1:02d}", (c * 7) % rows, rows, "#column") for c in range(columns)
    )
    return Board(
        "Báo cáo sơ kết 6 tháng đầu năm 2015",
        heads,
        tuple(late_first(lines)),
        sum(1 for line in lines if line.state == "accepted"),
        rows,
        "#remind",
        (BoardAct("remind", "Đôn đốc", "send"), BoardAct("letter", "In văn bản đôn đốc", "print")),
        compact,
    )


def lineage() -> Lineage:
    """A district's figure of a province's total, one step down."""
    shares = ((40, "412"), (27, "278"), (16, "165"), (9, "93"), (8, "82"))
    parts = [
        Part(f"{name}", text, share, f"?step={n}", "estimate" if n == 2 else "")
        for n, (name, (share, text)) in enumerate(zip(UNITS, shares, strict=False))
    ]
    parts += [
        Part(UNITS[5], state="late", days=3),
        Part(UNITS[6], state="exempt"),
        Part(UNITS[9], mark="not_collected"),
    ]
    return Lineage(
        "B02.03 Cấp ủy viên (ủy viên Ban Chấp hành), Tổng số",
        "Ban VSTBCPN tỉnh Cao Bằng",
        "6 tháng đầu năm 2015",
        "1.030",
        tuple(parts),
        (Crumb("Toàn tỉnh", "/styleguide/lineage/"), Crumb("Khối huyện, thành phố")),
        (
            Step(dt.datetime(2015, 5, 26, 10, 42, tzinfo=ZONE), "1.018 → 1.030", "Bà Hoàng Thị Thu Hương", "nhập tay"),
            Step(dt.datetime(2015, 5, 25, 16, 5, tzinfo=ZONE), "trống → 1.018", "Ông Lý Văn Páo", "tệp Excel, dòng 14"),
        ),
        covered=5,
        expected=7,
        estimated=1,
        unit="người",
        mark="estimate",
        warnings=("Số đã ký ngày 27/5/2015 là 1.018: chênh lệch 12 do huyện Bảo Lạc điều chỉnh sau khi ký.",),
    )


def reading(action_url: str) -> Reading:
    """A letter of our own making, read."""
    text = (
        Paragraph((Segment("1. Về công tác cán bộ nữ"),), level=1),
        Paragraph((
            Segment("Các đơn vị "), Segment("rà soát, bổ sung quy hoạch cán bộ nữ", "t1"), Segment(", bảo đảm "),
            Segment("tỷ lệ nữ trong quy hoạch không dưới 15%", "g1"), Segment(" theo "),
            Segment("Nghị quyết số 11-NQ/TW ngày 27/4/2007 của Bộ Chính trị", "c1"),
            Segment("; khuyến khích đơn vị có điều kiện đạt tỷ lệ cao hơn."),
        )),
        Paragraph((Segment("2. Về chế độ báo cáo"),), level=1),
        Paragraph((
            Segment("Đề nghị các đơn vị "), Segment("gửi báo cáo sơ kết 6 tháng", "t2"),
            Segment(" về cơ quan thường trực "),
            Segment("trước ngày 05/6", "d1"), Segment(", số liệu "), Segment("chốt đến hết ngày 31/5/2015", "k1"),
            Segment(". Quá thời hạn trên, số liệu hiện có được tổng hợp và đơn vị chưa gửi được nêu tên."),
        )),
        Paragraph((Segment("Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị phản ánh để được hướng dẫn."),)),
    )  # fmt: skip
    finds = (
        Find("t1", "task", "Nhiệm vụ", "Rà soát, bổ sung quy hoạch cán bộ nữ", "42 đơn vị · đề nghị", edit_url="#t1"),
        Find("g1", "target", "Chỉ tiêu", "Nữ trong quy hoạch ≥ 15%", "Từng đơn vị, số nguyên", edit_url="#g1"),
        Find("c1", "citation", "Căn cứ", "Nghị quyết 11-NQ/TW", "Bộ Chính trị, 27/4/2007"),
        Find("t2", "task", "Nhiệm vụ", "Gửi báo cáo sơ kết 6 tháng", "Giao: 42 đơn vị", edit_url="#t2"),
        Find("d1", "deadline", "Thời hạn", "Hạn cuối: thứ Năm, 04/06/2015", "“trước ngày 05/6” không gồm ngày 05/6",
             "Văn bản không ghi năm: lấy năm 2015 theo ngày ký.", edit_url="#d1"),
        Find("k1", "closing", "Chốt số liệu", "31/5/2015", confirmed=False),
    )  # fmt: skip
    return Reading(text, finds, action_url)
