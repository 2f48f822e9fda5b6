"""A form as a workbook, for whoever writes better in rows and columns: its tables, rows and headings, and back. Pure.

The other parts (rules, indicators, breakdowns) are not in it; reading keeps those of the draft. The third row of a
sheet names its columns by the keys of the schema: columns may be moved, hidden or left out, and headings reworded.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

import xlsxwriter
from pydantic import ValidationError
from xlsxwriter.utility import xl_col_to_name

from tienbo.core import clock
from tienbo.documents.spreadsheets import Sheet, Spreadsheet
from tienbo.reporting.definitions.cells import Text
from tienbo.reporting.definitions.drafting.editing import MOST_ROWS, short_elements, with_short_rows
from tienbo.reporting.definitions.drafting.text import formed, plain
from tienbo.reporting.definitions.loading import problems_named, with_tuples
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.schema import Definition, Heading, Part, Row, Table

KEYS_ROW = 2
YES = "x"
# What the schema wants to be said, be it that there is none.
SAID_EMPTY = frozenset({"by", "num"})
# How far down a sheet its keys are looked for, when rows were put above them.
_LOOKED_FOR = 12


@dataclass(frozen=True)
class Column:
    """One column: its key in the schema (``note.vi``: the Vietnamese of a note), its heading, its width in characters,
    and the part of the form (or the words) that its values are of."""

    key: str
    head: Text
    width: int = 14
    among: str = ""


def _both(key: str, vi: str, en: str, width: int) -> tuple[Column, Column]:
    prefix = f"{key}." if key else ""
    return (
        Column(f"{prefix}vi", Text(f"{vi} (tiếng Việt)", f"{en} (Vietnamese)"), width),
        Column(f"{prefix}en", Text(f"{vi} (tiếng Anh)", f"{en} (English)"), width),
    )


@dataclass(frozen=True)
class SheetKind:
    """One sheet: its name, what each of its rows is, its columns."""

    name: Text
    part: type[Part]
    columns: tuple[Column, ...]


TABLES = SheetKind(
    Text("Biểu", "Tables"),
    Table,
    (
        Column("code", Text("Mã biểu", "Table"), 9),
        *_both("title", "Tên biểu", "Title", 48),
        Column("columns", Text("Bộ cột in", "Printed columns"), 18, "column_sets"),
        Column("confidentiality", Text("Phạm vi sử dụng", "Confidentiality"), 14, "confidentiality"),
        *_both("note", "Hướng dẫn ghi", "Guidance", 40),
        *_both("printed_note", "Chú thích in dưới biểu", "Note printed below", 40),
    ),
)
ROWS = SheetKind(
    Text("Dòng", "Rows"),
    Row,
    (
        Column("table", Text("Mã biểu", "Table"), 9, "tables"),
        Column("code", Text("Phần tử số liệu", "Data element"), 26),
        *_both("", "Nội dung", "Content", 48),
        Column("unit", Text("Đơn vị tính", "Unit"), 12, "units"),
        Column("kind", Text("Loại số", "Kind"), 9, "kind"),
        Column("nature", Text("Tính chất", "Nature"), 9, "nature"),
        Column("aggregation", Text("Cách cộng", "Aggregation"), 10, "aggregation"),
        Column("by", Text("Phân tổ", "Breakdowns"), 18, "breakdowns*"),
        Column("levels", Text("Các cấp", "Levels"), 26),
        Column("terms", Text("Loại nhiệm kỳ", "Terms"), 12, "terms"),
        Column("audience", Text("Đơn vị phải báo cáo", "Asked of"), 16, "audiences"),
        Column("sector", Text("Cơ quan phụ trách", "Agency in charge"), 14, "sectors"),
        Column("fill", Text("Nguồn gợi ý", "Proposed from"), 13, "fills"),
        Column("of", Text("Nằm trong dòng", "Contained in"), 24),
        Column("splits", Text("Chia nhỏ dòng", "Splits"), 24),
        Column("test", Text("Điều kiện đếm", "Test"), 20),
        Column("women_only", Text("Chỉ đếm nữ", "Women only"), 8, YES),
        Column("opening", Text("Số đầu kỳ", "Opening stock"), 8, YES),
        Column("estimate", Text("Số ước", "Estimate"), 8, YES),
        Column("annual_only", Text("Chỉ báo cáo năm", "Annual only"), 8, YES),
        Column("newest_term", Text("Chỉ nhiệm kỳ mới nhất", "Newest term"), 8, YES),
        Column("when", Text("Khi", "When"), 10, "when"),
        Column("window", Text("Khoảng thời gian khác", "Other window"), 14, "window"),
        Column("confidentiality", Text("Phạm vi sử dụng", "Confidentiality"), 14, "confidentiality"),
        *_both("note", "Giải thích", "Note", 40),
    ),
)
HEADINGS = SheetKind(
    Text("Đề mục", "Headings"),
    Heading,
    (
        Column("num", Text("Số", "No."), 8),
        Column("code", Text("Mã", "Code"), 24),
        *_both("", "Đề mục", "Heading", 56),
        Column("kind", Text("Kiểu", "Kind"), 10, "heading_kind"),
        Column("reports", Text("Loại báo cáo", "Reports"), 22),
        Column("fill", Text("Nguồn gợi ý", "Proposed from"), 13, "fills"),
        Column("tables", Text("Các biểu", "Tables"), 14),
        Column("item_types", Text("Loại ý", "Kinds of items"), 22),
        Column("serves", Text("Đáp ứng yêu cầu", "Serves"), 18),
        Column("confidentiality", Text("Phạm vi sử dụng", "Confidentiality"), 14, "confidentiality"),
        Column("from_year", Text("Từ năm", "From year"), 8),
    ),
)
SHEETS = (TABLES, ROWS, HEADINGS)


# --- writing ----------------------------------------------------------------------------------------------------------


def form_workbook(definition: Definition, language: str = "vi") -> bytes:
    """The form as XLSX: three sheets with drop-down lists of the form's own words, and one that explains these."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": definition.title.in_(language), "created": clock.now().replace(tzinfo=None)})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F6"}),
        "key": book.add_format({"font_color": "#5A6472", "font_size": 9, "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
        "part": book.add_format({"bold": True, "top": 1}),
    }
    words = _words(definition)
    for kind, parts in zip(SHEETS, _rows_of(definition), strict=True):
        _write(book.add_worksheet(kind.name.in_(language)), kind, parts, formats, words, definition, language)
    _explain(book.add_worksheet("Danh mục" if language == "vi" else "Words"), words, formats, language)
    book.close()
    return out.getvalue()


def _rows_of(definition: Definition) -> Iterator[list[dict[str, Any]]]:
    data = plain(definition)
    yield data["tables"]
    yield [{"table": table["code"]} | row for table in data["tables"] for row in table["rows"]]
    yield data["narrative"]


def _write(sheet, kind: SheetKind, parts, formats, words, definition: Definition, language: str) -> None:
    sheet.write(0, 0, f"{definition.title.in_(language)} ({definition.code}, {definition.version})", formats["title"])
    sheet.set_row(1, 32)
    lists = {key: list(given) for key, given in words.items()}
    for number, column in enumerate(kind.columns):
        sheet.set_column(number, number, column.width)
        sheet.write(1, number, column.head.in_(language), formats["head"])
        sheet.write(KEYS_ROW, number, column.key, formats["key"])
        choices = lists.get(column.among)
        # A list in the cell itself may have 255 characters; longer ones stand on the last sheet.
        if choices and len(",".join(choices)) < 255:
            allowed = {"validate": "list", "source": choices, "error_type": "warning"}
            sheet.data_validation(KEYS_ROW + 1, number, KEYS_ROW + 1000, number, allowed)
    for place, part in enumerate(parts, start=KEYS_ROW + 1):
        for number, column in enumerate(kind.columns):
            if text := _cell_text(part, column.key):
                sheet.write_string(place, number, text, formats["text"])
    sheet.freeze_panes(KEYS_ROW + 1, 2)
    sheet.autofilter(KEYS_ROW, 0, KEYS_ROW + max(1, len(parts)), len(kind.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, KEYS_ROW)


def _cell_text(part: Mapping[str, Any], key: str) -> str:
    value: Any = part
    for step in key.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return YES if value else ""
    return "" if value is None else str(value)


def _words(definition: Definition) -> dict[str, dict[str, Text]]:
    """The words that a column may hold, by the name under which `Column.among` asks them."""
    found = {
        name: {code: each.text for code, each in getattr(definition, name).items()}
        for name in ("units", "audiences", "sectors", "fills", "confidentiality", "terms", "item_types")
    }
    found["breakdowns*"] = {code: each.text for code, each in definition.breakdowns.items()}
    found["tables"] = {table.code: table.title.text for table in definition.tables}
    found["column_sets"] = {
        code: Text(", ".join(each), ", ".join(each)) for code, each in definition.column_sets.items()
    }
    level = definition.breakdowns.get("level")
    found["levels"] = {code: item.text for code, item in level.items.items()} if level else {}
    for key, part, field in (
        ("kind", Row, "kind"),
        ("nature", Row, "nature"),
        ("aggregation", Row, "aggregation"),
        ("when", Row, "when"),
        ("window", Row, "window"),
        ("heading_kind", Heading, "kind"),
    ):
        found[key] = {word: Text("", "") for word in _literals(part, field)}
    return found


def _literals(part: type[Part], field: str) -> list[str]:
    kind = part.model_fields[field].annotation
    options = [each for arg in get_args(kind) for each in (get_args(arg) or (arg,))]
    return [each for each in options if isinstance(each, str)]


def _explain(sheet, words, formats, language: str) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    row = 0
    for name, given in words.items():
        if not given:
            continue
        sheet.write(row, 0, name.rstrip("*"), formats["part"])
        sheet.write(row, 1, "", formats["part"])
        row += 1
        for code, text in given.items():
            sheet.write_string(row, 0, code)
            sheet.write_string(row, 1, text.in_(language))
            row += 1


# --- reading ----------------------------------------------------------------------------------------------------------


def read_form_workbook(definition: Definition, book: Spreadsheet) -> Definition:
    """The draft with the tables, rows and headings of a workbook in the place of its own. A sheet that is not there
    leaves its part as it is. DefinitionError with every problem, each by sheet, row and column."""
    problems: list[Problem] = []
    stands = {kind: _by_code(parts) for kind, parts in zip(SHEETS, _rows_of(definition), strict=True)}
    read = {kind: _read(kind, book, problems, stands[kind]) for kind in SHEETS}
    if all(parts is None for parts in read.values()):
        names = ", ".join(f"“{kind.name.vi}”" for kind in SHEETS)
        problems.append(
            Problem(
                "file",
                f"Không có trang nào trong {names}: tải mẫu của bản dự thảo này về rồi sửa trên đó.",
                f"None of the sheets {names} is there: download the workbook of this draft and edit that.",
            )
        )
    data = plain(definition)
    tables, rows, headings = (read[kind] for kind in SHEETS)
    if tables is not None:
        kept = {table["code"]: table["rows"] for table in data["tables"]}
        data["tables"] = [table | {"rows": kept.get(table["code"], [])} for _place, table in tables]
    if rows is not None:
        _put_rows(data["tables"], rows, problems)
    if headings is not None:
        data["narrative"] = [heading for _place, heading in headings]
    if problems:
        raise DefinitionError(problems)
    # The short form asks the same elements as before, wherever they stand now.
    return formed(with_short_rows(data, short_elements(definition)))


def _put_rows(tables: list[dict], rows: Sequence[tuple[str, dict]], problems: list[Problem]) -> None:
    by_code = {table["code"]: table for table in tables}
    for table in tables:
        table["rows"] = []
    for place, row in rows:
        code = row.pop("table", "")
        if code not in by_code:
            problems.append(
                Problem(
                    f"{place}, table",
                    f"Không có biểu “{code}”: thêm biểu ở trang “{TABLES.name.vi}” hoặc sửa mã.",
                    f"There is no table “{code}”: add it on the sheet of tables, or correct the code.",
                )
            )
            continue
        into = by_code[code]["rows"]
        if len(into) == MOST_ROWS:
            problems.append(
                Problem(
                    place,
                    f"Biểu {code} có quá {MOST_ROWS} dòng: chia thành hai biểu.",
                    f"Table {code} has more than {MOST_ROWS} rows: make two of it.",
                )
            )
            continue
        into.append({"row": f"{code}.{len(into) + 1:02d}"} | row)


def _by_code(parts: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {part["code"]: part for part in parts}


def _read(
    kind: SheetKind, book: Spreadsheet, problems: list[Problem], stands: Mapping[str, dict[str, Any]]
) -> list[tuple[str, dict]] | None:
    """The rows of a sheet, each with its place in words; None when the workbook has no such sheet. What a column that
    is not there would say stays as it `stands`, by code."""
    sheet = next((each for each in book.sheets if each.name.strip() in kind.name), None)
    if sheet is None:
        return None
    keys = _keys_of(kind, sheet)
    if keys is None:
        problems.append(
            Problem(
                sheet.name,
                f"Không thấy hàng tên cột (code, vi, en…) trong {_LOOKED_FOR} hàng đầu: khôi phục hàng {KEYS_ROW + 1}.",
                f"The row of column names (code, vi, en…) is not in the first {_LOOKED_FOR} rows: "
                f"restore row {KEYS_ROW + 1}.",
            )
        )
        return None
    at, columns = keys
    found = []
    for number, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
        texts = {key: _text(row[column]) for key, column in columns.items() if column < len(row)}
        if not any(texts.values()):
            continue
        place = f"{sheet.name}, {number}"
        part = _fields(kind, texts)
        part |= _unsaid(kind, stands.get(part.get("code", ""), {}), columns)
        problems.extend(_refused(kind, part, place, {key: xl_col_to_name(column) for key, column in columns.items()}))
        found.append((place, part))
    return found


def _keys_of(kind: SheetKind, sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    known = {column.key for column in kind.columns}
    for at, row in enumerate(sheet.rows[:_LOOKED_FOR]):
        found = {_text(value): number for number, value in enumerate(row) if _text(value) in known}
        if "code" in found and len(found) > 2:
            return at, found
    return None


def _text(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).strip()


def _fields(kind: SheetKind, texts: Mapping[str, str]) -> dict[str, Any]:
    """A row of the sheet as the schema has it; an empty cell says nothing."""
    data: dict[str, Any] = {}
    for key, text in texts.items():
        if not text and key not in SAID_EMPTY:
            continue
        name, _dot, language = key.partition(".")
        if language:
            data.setdefault(name, {})[language] = text
            continue
        annotation = str(kind.part.model_fields[name].annotation) if name in kind.part.model_fields else "str"
        if "tuple" in annotation:
            data[name] = [each.strip() for each in text.replace(";", ",").split(",") if each.strip()]
        elif "bool" in annotation:
            data[name] = text.casefold() in {YES, "1", "true", "có", "yes"}
        elif "int" in annotation and text.isdecimal():
            data[name] = int(text)
        else:
            data[name] = text
    return data


def _unsaid(kind: SheetKind, stands: Mapping[str, Any], columns: Mapping[str, int]) -> dict[str, Any]:
    """What a part said and the sheet has no column for."""
    names = {column.key.partition(".")[0] for column in kind.columns if column.key in columns}
    return {name: value for name, value in stands.items() if name not in {*names, "row", "rows"}}


def _refused(kind: SheetKind, data: Mapping[str, Any], place: str, columns: Mapping[str, str]) -> Iterator[Problem]:
    """What the schema says of one row, each problem at its column."""
    given = {key: value for key, value in data.items() if key != "table"}
    if kind is ROWS:
        given["row"] = "A00.00"
    if kind is TABLES:
        given["rows"] = []
    raw = with_tuples(given)
    try:
        kind.part.model_validate(raw)
    except ValidationError as error:
        for problem in problems_named(error, raw):
            column = columns.get(problem.place, "")
            where = f"{place.rpartition(', ')[0]}, {column}{place.rpartition(', ')[2]}" if column else place
            yield Problem(f"{where} ({problem.place})", problem.vi, problem.en)
