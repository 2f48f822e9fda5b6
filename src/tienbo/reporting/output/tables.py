"""A snapshot's tables as tables of a document, with the formulas that XLSX shows. Pure.

Columns are those of the form (STT, Nội dung, ĐVT, Kỳ trước, Kỳ này, ...), with "Đơn vị có số liệu" where units below
are added up. Rows and columns have keys, so that a formula names what it is computed from.
"""

from collections.abc import Container, Mapping
from dataclasses import replace
from decimal import Decimal

from tienbo.documents.content import Cell, Column, HeaderCell, Row
from tienbo.documents.content import Table as DocumentTable
from tienbo.documents.formulas import Formula, Ref
from tienbo.reporting.output.snapshot import NOTHING, Line, Snapshot, Table

# Beside a figure or a share that does not rest on the same units as the total of its line.
PARTIAL = "*"
# In place of a change, while bodies have yet to choose for the term.
CHOOSING = "**"


def document_table(table: Table, signs: Mapping[str, str]) -> DocumentTable:
    """The table as it is printed; `signs` of marks by their code."""
    columns, header = _LAYOUTS[table.columns](table)
    return DocumentTable(
        columns=columns,
        header=header,
        rows=tuple(_row(_without(line, table.shared_notes), columns, signs) for line in table.lines),
        caption=caption_of(table),
        numbered=True,
    )


def _without(line: Line, notes: Container[str]) -> Line:
    return replace(line, note="") if line.note in notes else line


def caption_of(table: Table) -> str:
    """ "Biểu B11. Bạo lực gia đình ... (sử dụng hạn chế)"."""
    restricted = " (sử dụng hạn chế)" if table.is_restricted else ""
    return f"Biểu {table.code}. {table.title}{restricted}"


def legend_of(table: Table, snapshot: Snapshot) -> tuple[str, ...]:
    """The sentences under a table: only what the table uses."""
    lines = [table.note] if table.note else []
    lines += [f"Dòng {', '.join(numbers)}: {note}." for note, numbers in table.shared_notes.items()]
    if table.skips_numbers:
        lines.append("Số thứ tự theo biểu mẫu đầy đủ; không in dòng không thuộc diện của kỳ hoặc của đơn vị.")
    if table.estimate_head:
        lines.append(
            f"{table.estimate_head}: số thực hiện trong kỳ và phần còn lại theo ước tính, điều chỉnh khi có số chính "
            "thức. Tỷ lệ, tăng/giảm tính theo số thực hiện."
        )
    signs = [f"{snapshot.signs[code]}: {snapshot.mark_words[code]}" for code in table.marks]
    if signs:
        lines.append("Ký hiệu: " + "; ".join(signs) + ".")
    if table.has_partial:
        lines.append(
            f"{PARTIAL}: không cùng số đơn vị với tổng số của dòng, tỷ lệ chỉ tính trên các đơn vị có cả tổng số và "
            "số nữ; ở cột Tăng/giảm: không so sánh, vì hai kỳ không cùng số đơn vị."
        )
    if any(line.is_choosing for line in table.lines):
        lines.append(f"{CHOOSING}: không so sánh, vì chưa phải mọi tổ chức đã đại hội, bầu cử nhiệm kỳ này.")
    if table.compares_terms:
        lines.append("Ở dòng theo nhiệm kỳ, Kỳ trước là nhiệm kỳ liền trước, theo số liệu đã có.")
    if any(line.change is not None and line.main_column == "F" for line in table.lines):
        lines.append("Tăng/giảm tính theo số nữ; ở dòng không tách số nữ thì theo số chung.")
    if table.has_coverage:
        lines.append("Đơn vị có số liệu: số đơn vị đã có số liệu trên số đơn vị thuộc diện của dòng.")
    if any(_is_blank(line) for line in table.lines):
        lines.append("Ô để trống là chưa có số liệu, không phải số 0.")
    return tuple(lines)


def _is_blank(line: Line) -> bool:
    return line.role != "heading" and NOTHING in line.now.values()


# --- columns ----------------------------------------------------------------------------------------------------------

_NUMBER = Column(5, "center", "number")
_COVERAGE = Column(7.5, "center", "coverage")
_CHANGE_HEAD = "Tăng/ giảm"
_COVERAGE_HEAD = "Đơn vị có số liệu"

_FIGURES = ("T", "F", "FM", "TY", "FY")
_YEAR_NAMES = {"TY": "Tổng", "FY": "Nữ"}

# A unit of measure up to this long fits the narrow column on one line.
_SHORT_UNIT = 9

Header = tuple[tuple[HeaderCell | str, ...], ...]


def _unit(table: Table) -> Column:
    longest = max((len(line.unit) for line in table.lines), default=0)
    return Column(7.5 if longest <= _SHORT_UNIT else 11, "center", "unit")


def _years(table: Table) -> list[str]:
    """The columns of the whole year that a table has."""
    return [key for key, is_there in (("TY", table.estimate_head), ("FY", table.estimates_women)) if is_there]


def _people(table: Table) -> tuple[tuple[Column, ...], Header]:
    with_minority = table.columns == "people" and table.has_minority
    years = _years(table)
    # Fifteen columns: words give way to figures, and those of the year bear a mark.
    label, figure, note = (23, 6.2, 7) if years else (26, 6.5, 10)
    columns = [
        _NUMBER,
        Column(label, "left", "label"),
        _unit(table),
        Column(figure, "right", key="before_T"),
        Column(figure, "right", key="before_F"),
        Column(figure, "right", key="share_before", decimals=2),
        Column(figure, "right", key="T"),
        Column(figure, "right", key="F"),
        Column(figure, "right", key="share", decimals=2),
        *([Column(figure, "right", key="FM")] if with_minority else []),
        *(Column(7.2, "right", key=key) for key in years),
        Column(figure, "right", key="change", signed=True),
        *([_COVERAGE] if table.has_coverage else []),
        Column(note, "left", "note"),
    ]
    top = [
        HeaderCell("STT", rows=2),
        HeaderCell("Nội dung", rows=2),
        HeaderCell("ĐVT", rows=2),
        HeaderCell("Kỳ trước", columns=3),
        HeaderCell("Kỳ này", columns=4 if with_minority else 3),
        *([HeaderCell(table.estimate_head, columns=len(years))] if years else []),
        HeaderCell(_CHANGE_HEAD, rows=2),
        *([HeaderCell(_COVERAGE_HEAD, rows=2)] if table.has_coverage else []),
        HeaderCell("Ghi chú", rows=2),
    ]
    below = ["Tổng", "Nữ", "% nữ", "Tổng", "Nữ", "% nữ", *(["Nữ DTTS"] if with_minority else [])]
    below += [_YEAR_NAMES[key] for key in years]
    return tuple(columns), (tuple(top), tuple(below))


def _count(table: Table) -> tuple[tuple[Column, ...], Header]:
    columns = [
        _NUMBER,
        Column(45, "left", "label"),
        _unit(table),
        Column(13, "right", key="before_T"),
        Column(13, "right", key="T"),
        *([Column(13, "right", key="TY")] if table.estimate_head else []),
        Column(12, "right", key="change", signed=True),
        *([_COVERAGE] if table.has_coverage else []),
        Column(16, "left", "note"),
    ]
    estimated = [table.estimate_head] if table.estimate_head else []
    names = ["STT", "Nội dung", "ĐVT", "Kỳ trước", "Kỳ này", *estimated, _CHANGE_HEAD]
    return tuple(columns), ((*names, *([_COVERAGE_HEAD] if table.has_coverage else []), "Ghi chú"),)


def _indicator(table: Table) -> tuple[tuple[Column, ...], Header]:
    columns = (
        _NUMBER,
        Column(33, "left", "label"),
        _unit(table),
        Column(18, "left", "agency"),
        Column(8, "right", key="before_T"),
        Column(8, "right", key="before_F"),
        Column(8, "right", key="T"),
        Column(8, "right", key="F"),
        Column(16, "left", "source"),
        Column(12, "left", "note"),
    )
    top = (
        HeaderCell("STT", rows=2),
        HeaderCell("Nội dung", rows=2),
        HeaderCell("ĐVT", rows=2),
        HeaderCell("Cơ quan cung cấp", rows=2),
        HeaderCell("Kỳ trước", columns=2),
        HeaderCell("Kỳ này", columns=2),
        HeaderCell("Nguồn", rows=2),
        HeaderCell("Ghi chú", rows=2),
    )
    return columns, (top, ("Tổng", "Nữ", "Tổng", "Nữ"))


_LAYOUTS = {"people": _people, "people_no_minority": _people, "count": _count, "indicator": _indicator}


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(line: Line, columns: tuple[Column, ...], signs: Mapping[str, str]) -> Row:
    cells = tuple(_cell(line, column.key, signs) for column in columns)
    return Row(cells, "section" if line.role == "heading" else "normal", line.key)


def _cell(line: Line, key: str, signs: Mapping[str, str]) -> Cell:
    bold = line.role == "total"
    if key == "number":
        return Cell(line.number, bold=bold)
    if key == "label":
        return Cell(("", "- ", "+ ")[min(line.indent, 2)] + line.label, bold=bold)
    if line.role == "heading":
        return Cell()
    if key in _FIGURES:
        amount = line.now.get(key, NOTHING)
        sign = signs.get(amount.mark, "") + (PARTIAL if amount.is_partial else "")
        return Cell(_plain(amount.value), sign, _total_formula(line, amount.value), bold=bold)
    if key in ("before_T", "before_F"):
        # What stood in an earlier report is copied, not computed.
        return Cell(_plain(line.before.get(key[-1], NOTHING).value), bold=bold)
    return Cell(*_derived(line, key), bold=bold)


def _derived(line: Line, key: str) -> tuple:
    """Value, mark and formula of what is not a figure of its own."""
    match key:
        case "share":
            if line.share_is_partial:
                return line.share, PARTIAL if line.share is not None else "", None
            formula = Formula.share(Ref(column="F"), Ref(column="T")) if _has_both(line.now) else None
            return line.share, "", formula
        case "share_before":
            formula = Formula.share(Ref(column="before_F"), Ref(column="before_T")) if _has_both(line.before) else None
            return line.share_before, "", formula
        case "change":
            if line.is_not_compared or line.is_choosing:
                return None, PARTIAL if line.is_not_compared else CHOOSING, None
            now, before = Ref(column=line.main_column), Ref(column=f"before_{line.main_column}")
            return _plain(line.change), "", Formula.difference(now, before)
        case "coverage":
            return (str(line.coverage) if line.coverage else "",)
    return ({"unit": line.unit, "agency": line.agency, "source": line.source, "note": line.note}[key],)


def _has_both(amounts) -> bool:
    return "T" in amounts and "F" in amounts


def _total_formula(line: Line, value: Decimal | None) -> Formula | None:
    """The sum of the parts. Where there is no total there is no formula either: it would take blank for zero."""
    if not line.parts or value is None:
        return None
    return Formula.total(Ref(row=part) for part in line.parts)


def _plain(value: Decimal | None) -> Decimal | None:
    """Without end zeros: 12.0000 is 12."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
