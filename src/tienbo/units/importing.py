"""Reads a plain file of units, line by line; pure: no Django, no database.

One line is one unit. Columns (English, Vietnamese or the statistics office's headings are understood, in any
order): ``code`` (mã), ``name`` (tên), ``kind`` (loại, cấp), ``parent_code`` (mã cấp trên), and if wanted
``form`` (hình thức), ``sectors`` (lĩnh vực, separated by spaces or "+"), ``phone`` (điện thoại). Text may be
UTF-8 with or without a byte-order mark, UTF-16 with one, or Windows-1258; composed or decomposed letters;
commas, semicolons or tabs between cells.

Nothing is guessed: a line that is wrong is refused with a sentence in both languages that names the line and
says what to do. A line whose parent was refused is refused too, since it would hang in the air.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tienbo.core.vietnamese import nfc, search_key

MAX_NAME, MAX_CODE, MAX_PHONE = 200, 20, 40
# The closure of the tree is derived to this many levels (units.actions.REBUILD stops at twelve).
MAX_LEVELS = 10

# Digits in the statistics office's code of each kind of territory (Decision 124/2004/QĐ-TTg).
CODE_DIGITS = {"province": 2, "district": 3, "commune": 5}

_COLUMNS = {
    "code": ("code", "ma", "ma don vi", "ma so"),
    "name": ("name", "ten", "ten don vi"),
    "kind": ("kind", "level", "loai", "cap", "loai don vi"),
    "parent_code": ("parent_code", "parent", "ma cap tren", "ma don vi cap tren", "cap tren"),
    "form": ("form", "type", "hinh thuc", "loai hinh"),
    "sectors": ("sectors", "sector", "linh vuc"),
    "phone": ("phone", "dien thoai", "so dien thoai"),
}
_KINDS = {
    "national": ("national", "quoc gia", "trung uong"),
    "province": ("province", "tinh"),
    "department": ("department", "so", "nganh", "so nganh", "so, nganh"),
    "mass_org": ("mass_org", "doan the"),
    "party_body": ("party_body", "co quan dang"),
    "district": ("district", "huyen"),
    "commune": ("commune", "xa"),
    "sub_unit": ("sub_unit", "don vi truc thuoc"),
}
# Form of a territory: our word, the kind it belongs to, and how files write it.
_FORMS = {
    "province": ("province", ("tinh", "province")),
    "city": ("district", ("thanh pho", "city")),
    "town": ("district", ("thi xa", "town")),
    "urban_district": ("district", ("quan", "urban_district")),
    "rural_district": ("district", ("huyen", "rural_district")),
    "ward": ("commune", ("phuong", "ward")),
    "township": ("commune", ("thi tran", "township")),
    "commune": ("commune", ("xa", "commune")),
}
_SECTORS = {
    "culture": "van hoa",
    "labour": "lao dong",
    "planning": "ke hoach",
    "education": "giao duc",
    "health": "y te",
    "information": "thong tin",
    "statistics": "thong ke",
    "social_bank": "ngan hang chinh sach",
    "home_affairs": "noi vu",
    "armed_forces": "luc luong vu trang",
}
_COLUMN_OF = {word: column for column, words in _COLUMNS.items() for word in words}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_FORM_OF = {word: form for form, (_, words) in _FORMS.items() for word in words}
_SECTOR_OF = {word: sector for sector, vi in _SECTORS.items() for word in (sector, vi)}

_CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._/-]*")
# Letters of Vietnamese, and of the names that its other peoples gave to places (Đắk, Krông, Hĭao, M'gar).
_BASE_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzđƀ")
_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u030c")
_PUNCTUATION = frozenset(" -–.,()'’/&")


@dataclass(frozen=True)
class Row:
    """One line that can be imported. `parent_code` is '' for the top of the tree."""

    line: int
    code: str
    name: str
    kind: str
    parent_code: str
    form: str = ""
    sectors: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class Refused:
    """One line that cannot be imported, and why, in both languages."""

    line: int
    vi: str
    en: str


@dataclass(frozen=True)
class Reading:
    """What a file says: `rows` with parents before children, `refused` in the file's order, `known` the
    codes of lines that say what already stands, `encoding` as the file was written.
    """

    rows: tuple[Row, ...]
    refused: tuple[Refused, ...]
    known: tuple[str, ...]
    encoding: str


class Unreadable(ValueError):
    """The file as a whole says nothing: no text, or no columns. `vi` and `en` say why and what to do."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi, self.en = vi, en


def read_units(data: bytes, *, standing: Mapping[str, str], taken: Iterable[str] = (), top: str = "") -> Reading:
    """Read a file's bytes.

    `standing` maps the codes that stand in the tree on the day of the import to their units' names: they may
    be parents. `taken` holds codes that belong to other units later. `top` is the code of the unit that
    lines without a parent stand under ('' when such a line is itself a top).
    """
    text, encoding = _decode(data)
    reader = _Reader(dict(standing), set(taken) - set(standing), top)
    for line, cells in _records(text):
        reader.take(line, cells)
    return reader.result(encoding)


def _decode(data: bytes) -> tuple[str, str]:
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable(
            "Đây là tệp Excel. Hãy lưu thành “CSV UTF-8” rồi nhập lại.",
            "This is an Excel file. Save it as “CSV UTF-8” and import that.",
        )
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        candidates = (encoding,) if data.startswith(mark) else ()
        if candidates:
            break
    for encoding in candidates or ("utf-8", "cp1258"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return nfc(text), encoding
    raise Unreadable(
        "Không đọc được chữ trong tệp. Hãy lưu thành “CSV UTF-8” rồi nhập lại.",
        "The file holds no readable text. Save it as “CSV UTF-8” and import that.",
    )


def _records(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    """The lines below the headings, each with its number in the file and its cells by column."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = [_COLUMN_OF.get(search_key(cell).strip(), "") for cell in next(rows, [])]
        if missing := [column for column in ("code", "name") if column not in headings]:
            raise Unreadable(
                f"Dòng đầu phải ghi tên cột; thiếu cột {' và '.join(_VI_COLUMN[name] for name in missing)}.",
                f"The first line must name the columns; missing: {', '.join(missing)}.",
            )
        end = rows.line_num
        for cells in rows:
            line, end = end + 1, rows.line_num
            if any(cell.strip() for cell in cells):
                named = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
                named["surplus"] = "".join(cells[len(headings) :]).strip()
                yield line, named
    except csv.Error as error:
        raise Unreadable(
            f"Tệp hỏng ở gần dòng {rows.line_num}: dấu ngoặc kép không khép, hoặc ô quá dài.",
            f"The file is broken near line {rows.line_num}: {error}.",
        ) from error


_VI_COLUMN = {"code": "mã", "name": "tên"}


class _Wrong(Exception):
    """A line is refused: both sentences, without the line's number."""


class _Reader:
    """Collects lines, then settles what depends on several of them: duplicates, parents, cycles, depth."""

    def __init__(self, standing: dict[str, str], taken: set[str], top: str) -> None:
        self.standing, self.taken, self.top = standing, taken, top
        self.rows: dict[str, Row] = {}
        self.refused: dict[int, Refused] = {}
        self.refused_codes: dict[str, int] = {}
        self.known: list[str] = []

    def take(self, line: int, cells: dict[str, str]) -> None:
        code = cells.get("code", "").strip()
        try:
            row = _row(line, cells)
            if row.code in self.rows:
                earlier = self.rows[row.code].line
                raise _Wrong(f"mã {row.code} đã có ở dòng {earlier}.", f"code {row.code} is already on line {earlier}.")
            if row.code in self.standing:
                self._take_standing(row)
                return
            if row.code in self.taken:
                raise _Wrong(
                    f"mã {row.code} thuộc về một đơn vị khác sau ngày này.",
                    f"code {row.code} belongs to another unit after this day.",
                )
            self.rows[row.code] = row
        except _Wrong as wrong:
            self._refuse(line, code, *wrong.args)

    def _take_standing(self, row: Row) -> None:
        name = self.standing[row.code]
        if search_key(name) != search_key(row.name):
            raise _Wrong(f"mã {row.code} đã thuộc về “{name}”.", f"code {row.code} already belongs to “{name}”.")
        self.known.append(row.code)

    def _refuse(self, line: int, code: str, vi: str, en: str) -> None:
        self.refused[line] = Refused(line, f"Dòng {line}: {vi}", f"Line {line}: {en}")
        if code and code not in self.rows:
            self.refused_codes.setdefault(code, line)

    def result(self, encoding: str) -> Reading:
        self._refuse_missing_parents()
        self._refuse_cycles_and_depth()
        self._refuse_orphans()
        ordered = sorted(self.rows.values(), key=lambda row: (self._level(row), row.line))
        refused = sorted(self.refused.values(), key=lambda refusal: refusal.line)
        return Reading(tuple(ordered), tuple(refused), tuple(self.known), encoding)

    def _drop(self, row: Row, vi: str, en: str) -> None:
        del self.rows[row.code]
        self._refuse(row.line, row.code, vi, en)

    def _refuse_missing_parents(self) -> None:
        for row in list(self.rows.values()):
            if not row.parent_code and self.top and row.code != self.top:
                self.rows[row.code] = replace(row, parent_code=self.top)
            elif not row.parent_code and row.code != self.top and row.kind not in {"national", "province"}:
                self._drop(row, "thiếu mã cấp trên.", "the parent's code is missing.")

    def _above(self, row: Row) -> Row | None:
        return self.rows.get(row.parent_code)

    def _refuse_cycles_and_depth(self) -> None:
        clear: set[str] = set()
        for start in list(self.rows.values()):
            path: list[Row] = []
            seen: set[str] = set()
            row: Row | None = start
            while row is not None and row.code not in clear and row.code not in seen:
                path.append(row)
                seen.add(row.code)
                row = self._above(row)
            if row is not None and row.code in seen:
                circle = path[[step.code for step in path].index(row.code) :]
                names = " → ".join([*(step.code for step in circle), row.code])
                for step in circle:
                    self._drop(step, f"cấp trên đi vòng: {names}.", f"the parents go in a circle: {names}.")
            clear.update(step.code for step in path)
        for row in [row for row in self.rows.values() if self._level(row) > MAX_LEVELS]:
            self._drop(row, f"cây có hơn {MAX_LEVELS} cấp.", f"the tree has more than {MAX_LEVELS} levels.")

    def _level(self, row: Row) -> int:
        level, above = 1, self._above(row)
        while above is not None and level <= MAX_LEVELS:
            level, above = level + 1, self._above(above)
        return level

    def _refuse_orphans(self) -> None:
        """Level by level from the lines whose parent is nowhere, or was refused, down to their last
        descendant.
        """
        children: dict[str, list[Row]] = {}
        for row in self.rows.values():
            children.setdefault(row.parent_code, []).append(row)
        there = {"", self.top, *self.standing, *self.rows}
        waiting = [row for parent, rows in children.items() if parent not in there for row in rows]
        while waiting:
            row = waiting.pop()
            if row.code not in self.rows:
                continue
            if line := self.refused_codes.get(row.parent_code):
                self._drop(
                    row,
                    f"cấp trên {row.parent_code} (dòng {line}) không nhận được.",
                    f"its parent {row.parent_code} (line {line}) was refused.",
                )
            else:
                self._drop(
                    row,
                    f"không có cấp trên mang mã {row.parent_code}.",
                    f"there is no parent with the code {row.parent_code}.",
                )
            waiting.extend(children.get(row.code, ()))


def _row(line: int, cells: dict[str, str]) -> Row:
    """The line's own cells, checked one by one."""
    if cells["surplus"]:
        raise _Wrong(
            "thừa ô: một tên có dấu phẩy phải đặt trong ngoặc kép.",
            "too many cells: a name with a comma must stand in quotation marks.",
        )
    form, implied = _form(cells.get("form", ""))
    kind = _kind(cells.get("kind", ""), implied)
    return Row(
        line=line,
        code=_code(cells.get("code", ""), kind),
        name=_name(cells.get("name", "")),
        kind=kind,
        parent_code=cells.get("parent_code", "").strip(),
        form=form,
        sectors=_sectors(cells.get("sectors", "")),
        phone=_phone(cells.get("phone", "")),
    )


def _plain(text: str) -> str:
    return search_key(text).replace("-", " ").strip()


def _form(text: str) -> tuple[str, str]:
    """The form and the kind it implies; a form of another country's habit is refused."""
    if not text.strip():
        return "", ""
    form = _FORM_OF.get(_plain(text)) or _FORM_OF.get(text.strip())
    if form is None:
        raise _Wrong(f"hình thức “{text.strip()}” không có.", f"there is no form “{text.strip()}”.")
    return form, _FORMS[form][0]


def _kind(text: str, implied: str) -> str:
    wanted = text.strip()
    kind = _KIND_OF.get(_plain(wanted)) or _KIND_OF.get(wanted) or ("" if wanted else implied)
    if not kind:
        choices = ", ".join(_KINDS)
        raise _Wrong(
            f"loại đơn vị “{wanted}” không có; dùng một trong: {choices}.",
            f"there is no kind “{wanted}”; use one of: {choices}.",
        )
    return kind


def _code(text: str, kind: str) -> str:
    code = nfc(text).strip()
    if not code:
        raise _Wrong("thiếu mã.", "the code is missing.")
    if len(code) > MAX_CODE or not _CODE.fullmatch(code):
        raise _Wrong(
            f"mã “{code[:30]}” sai: chỉ gồm chữ cái, chữ số và . _ / -, tối đa {MAX_CODE} ký tự.",
            f"code “{code[:30]}” is wrong: letters, digits and . _ / - only, {MAX_CODE} at most.",
        )
    digits = CODE_DIGITS.get(kind)
    if digits and not re.fullmatch(rf"[0-9]{{{digits}}}", code):
        padded = code.zfill(digits)
        lost = code.isdecimal() and len(code) < digits
        raise _Wrong(
            f"mã “{code}” sai: mã của đơn vị cấp này có {digits} chữ số."
            + (f" Excel có thể đã bỏ số 0 ở đầu ({padded})." if lost else ""),
            f"code “{code}” is wrong: a {kind}'s code has {digits} digits."
            + (f" Excel may have dropped a leading 0 ({padded})." if lost else ""),
        )
    return code


def _name(text: str) -> str:
    # Ð (eth) is a look-alike of Đ that old fonts put in its place; nothing in Vietnam is written with it.
    name = " ".join(nfc(text).replace("\u00d0", "Đ").replace("\u00f0", "đ").split())
    if not name:
        raise _Wrong("thiếu tên.", "the name is missing.")
    if len(name) > MAX_NAME:
        raise _Wrong(f"tên dài hơn {MAX_NAME} ký tự.", f"the name is longer than {MAX_NAME} characters.")
    if foreign := _foreign(name):
        raise _Wrong(
            f"tên “{name[:40]}” có ký tự lạ “{foreign}”: tệp có thể dùng phông chữ cũ (TCVN3, VNI); "
            "hãy chuyển sang Unicode.",
            f"the name “{name[:40]}” holds the foreign character “{foreign}”: the file may use an old font "
            "(TCVN3, VNI); convert it to Unicode.",
        )
    return name


def _foreign(name: str) -> str:
    """The first character that no Vietnamese name holds, '' when there is none."""
    for char in unicodedata.normalize("NFD", name.lower()):
        if char not in _BASE_LETTERS and char not in _MARKS and char not in _PUNCTUATION:
            if char.isascii() and char.isdigit():
                continue
            return char
    return ""


def _sectors(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"[+;|]", text))):
        words = [part] if _plain(part) in _SECTOR_OF or part in _SECTOR_OF else part.split()
        for word in words:
            sector = _SECTOR_OF.get(_plain(word)) or _SECTOR_OF.get(word)
            if sector is None:
                raise _Wrong(f"lĩnh vực “{word}” không có.", f"there is no sector “{word}”.")
            found.append(sector)
    return tuple(dict.fromkeys(found))


def _phone(text: str) -> str:
    phone = " ".join(text.split())
    if len(phone) > MAX_PHONE:
        raise _Wrong(
            f"số điện thoại dài hơn {MAX_PHONE} ký tự.",
            f"the telephone is longer than {MAX_PHONE} characters.",
        )
    return phone
