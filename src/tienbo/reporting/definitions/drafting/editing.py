"""The verbs by which a form is edited: each takes a definition and gives the one that it becomes. Pure.

A row's place (``B01.05``) is its position and follows by itself: rows are numbered through after each change, and the
short form goes with them. What names a row that is gone (a rule, an indicator, a row that was part of it) stays until
somebody mends it or `mended` takes it out: nothing disappears that was not asked to.

Each raises DefinitionError when the outcome is not right in shape, KeyError for a table, row or heading that is not
there.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from tienbo.reporting.definitions.drafting.text import formed, plain
from tienbo.reporting.definitions.expressions import ExpressionError, parse_expression, parse_relation, references
from tienbo.reporting.definitions.loading import read_yaml
from tienbo.reporting.definitions.problems import DefinitionError, Problem
from tienbo.reporting.definitions.schema import Definition

Data = dict[str, Any]
# RowId has two digits for the position.
MOST_ROWS = 99
# The parts that are edited as YAML, in the order in which a form has them.
PARTS = (
    "reports",
    "due_days_before_superior",
    "explanations",
    "flags",
    "confidentiality",
    "units",
    "sectors",
    "fills",
    "item_types",
    "terms",
    "breakdowns",
    "unspecified",
    "audiences",
    "withheld",
    "column_sets",
    "column_labels",
    "checks",
    "retired_checks",
    "indicators",
    "topics",
    "short_form",
)
# Lists that the schema wants to be said, be they empty.
SAID_EMPTY = frozenset({"by", "reports"})
# Those without which a form can be.
OPTIONAL = frozenset({"topics"})


def named(definition: Definition, **fields: Any) -> Definition:
    """With other words at its head: code, version, title, annex_title, note (None: without)."""
    data = plain(definition)
    data["form"] = _without_nothing(data["form"] | fields)
    return formed(data)


# --- tables -----------------------------------------------------------------------------------------------------------


def with_table(definition: Definition, table: Data, *, instead_of: str = "") -> Definition:
    """With a table (its fields, without rows) in the place of the one of this code, or at the end. Rows, headings and
    rules for withholding follow a table that gets another code."""
    data = plain(definition)
    if table["code"] != instead_of:
        _refuse_taken(f"tables[{table['code']}].code", table["code"], definition.table_by_code)
    if not instead_of:
        data["tables"].append(_without_nothing(table) | {"rows": []})
        return _numbered(data)
    stands = _one(data["tables"], "code", instead_of)
    kept = stands["rows"]
    stands.clear()
    stands.update(_without_nothing(table) | {"rows": kept})
    if table["code"] != instead_of:
        for named_by in (*data["narrative"], *data["withheld"]):
            if instead_of in named_by.get("tables", ()):
                named_by["tables"] = [table["code"] if code == instead_of else code for code in named_by["tables"]]
    return _numbered(data)


def without_table(definition: Definition, code: str) -> Definition:
    """Without a table and its rows; headings and rules for withholding no longer name it."""
    data = plain(definition)
    data["tables"].remove(_one(data["tables"], "code", code))
    for named_by in (*data["narrative"], *data["withheld"]):
        if code in named_by.get("tables", ()):
            named_by["tables"] = [each for each in named_by["tables"] if each != code]
    data["narrative"] = [_without_nothing(heading) for heading in data["narrative"]]
    data["withheld"] = [rule for rule in data["withheld"] if rule["tables"]]
    return _numbered(data)


def moved_table(definition: Definition, code: str, *, steps: int) -> Definition:
    """With a table so many places further down (negative: up)."""
    data = plain(definition)
    _move(data["tables"], "code", code, steps)
    return _numbered(data)


# --- rows -------------------------------------------------------------------------------------------------------------


def with_row(definition: Definition, table: str, row: Data, *, instead_of: str = "", below: str = "") -> Definition:
    """With a row (its fields; `row` is given by its place) in the place of another of the table, below another one, or
    at the end."""
    data = plain(definition)
    rows = _one(data["tables"], "code", table)["rows"]
    new = {"row": f"{table}.{MOST_ROWS}"} | _without_nothing(row)
    if instead_of:
        position = _position(rows, "row", instead_of)
        new["row"] = instead_of
        rows[position] = new
    elif below:
        rows.insert(_position(rows, "row", below) + 1, new)
    else:
        rows.append(new)
    return _numbered(data, new=None if instead_of else new)


def without_row(definition: Definition, row: str) -> Definition:
    """Without a row; the short form no longer has it."""
    data = plain(definition)
    rows = _one(data["tables"], "code", row.partition(".")[0])["rows"]
    del rows[_position(rows, "row", row)]
    return _numbered(data)


def moved_row(definition: Definition, row: str, *, steps: int) -> Definition:
    """With a row so many places further down in its table (negative: up)."""
    data = plain(definition)
    _move(_one(data["tables"], "code", row.partition(".")[0])["rows"], "row", row, steps)
    return _numbered(data)


# --- the text ---------------------------------------------------------------------------------------------------------


def with_heading(definition: Definition, heading: Data, *, instead_of: str = "", below: str = "") -> Definition:
    """With a heading in the place of the one of this code, below another one, or at the end. Topics follow a heading
    that gets another code."""
    data = plain(definition)
    headings = data["narrative"]
    new = _without_nothing(heading)
    if new["code"] != instead_of:
        _refuse_taken(f"narrative[{new['code']}].code", new["code"], {each["code"] for each in headings})
    if instead_of:
        headings[_position(headings, "code", instead_of)] = new
        for topic in data.get("topics", ()):
            if topic["heading"] == instead_of:
                topic["heading"] = new["code"]
    elif below:
        headings.insert(_position(headings, "code", below) + 1, new)
    else:
        headings.append(new)
    return formed(data)


def without_heading(definition: Definition, code: str) -> Definition:
    """Without a heading, and without the topics that would place sentences under it."""
    data = plain(definition)
    del data["narrative"][_position(data["narrative"], "code", code)]
    if "topics" in data:
        data["topics"] = [topic for topic in data["topics"] if topic["heading"] != code]
    return formed(data)


def moved_heading(definition: Definition, code: str, *, steps: int) -> Definition:
    """With a heading so many places further down (negative: up)."""
    data = plain(definition)
    _move(data["narrative"], "code", code, steps)
    return formed(data)


# --- everything else --------------------------------------------------------------------------------------------------


def with_part(definition: Definition, part: str, text: str) -> Definition:
    """With one of `PARTS` replaced by what a YAML text says."""
    if part not in PARTS:
        raise KeyError(part)
    data = plain(definition)
    data[part] = read_yaml(text) if text.strip() else None
    if data[part] is None and part in OPTIONAL:
        del data[part]
    return formed(data)


def with_unit(definition: Definition, vi: str, en: str) -> tuple[Definition, str]:
    """With a unit of count (``lượt``), and its code; the one that is called so is taken where there is one."""
    for code, unit in definition.units.items():
        if unit.vi.casefold() == vi.casefold():
            return definition, code
    taken = set(definition.units)
    code = next(code for number in range(1, 1000) if (code := f"unit_{number}") not in taken)
    data = plain(definition)
    data["units"][code] = {"vi": vi, "en": en}
    return formed(data), code


def mended(definition: Definition) -> tuple[Definition, tuple[str, ...]]:
    """Without what names rows that are gone: relations, rules, indicators, narrowings, parts of rows; and the codes of
    what was changed or taken out. A rule that is left with nothing to say is retired, so that its code is not used for
    another one."""
    data, known = plain(definition), set(definition.row_by_code)
    touched: list[str] = []
    for table in data["tables"]:
        for row in table["rows"]:
            for key in ("of", "splits"):
                if row.get(key) is not None and row[key] not in known:
                    del row[key]
                    # A row with a test names the row it is counted in.
                    row.pop("test", None)
                    touched.append(row["row"])
            if row.get("test") and not _names_only(row["test"], parse_relation, known):
                del row["test"]
                touched.append(row["row"])
    data["checks"] = [check for check in data["checks"] if _mend_check(data, check, known, touched)]
    kept = []
    for indicator in data["indicators"]:
        if _names_only(indicator["formula"], parse_expression, known):
            kept.append(indicator)
        else:
            touched.append(indicator["code"])
    data["indicators"] = kept
    for domain, term in data["terms"].items():
        if any(term.get(key) is not None and term[key] not in known for key in ("due", "held")):
            term.pop("due", None)
            term.pop("held", None)
            touched.append(domain)
    return formed(data), tuple(dict.fromkeys(touched))


def _mend_check(data: Data, check: Data, known: set[str], touched: list[str]) -> bool:
    """Take out of a check what is gone; whether anything of it is left."""
    for key, keep in (
        ("relations", lambda text: _names_only(text, parse_relation, known)),
        ("elements", known.__contains__),
        ("tables", {table["code"] for table in data["tables"]}.__contains__),
    ):
        if not check.get(key):
            continue
        left = [each for each in check[key] if keep(each)]
        if left == check[key]:
            continue
        touched.append(check["code"])
        # A check that was narrowed to what is gone would else be for everything.
        if not left:
            data["retired_checks"][check["code"]] = {"vi": check["vi"], "en": check["en"]}
            return False
        check[key] = left
    return True


def _names_only(text: str, parse: Callable, known: set[str]) -> bool:
    try:
        return all(reference.element in known for reference in references(parse(text)))
    except ExpressionError:
        return True


# --- how --------------------------------------------------------------------------------------------------------------


def _numbered(data: Data, new: Data | None = None) -> Definition:
    """Rows numbered by their positions; the short form follows, in their order. `new`: a row that bears no number of
    its own yet."""
    asked, short = set(data["short_form"]["rows"]), []
    for table in data["tables"]:
        if len(table["rows"]) > MOST_ROWS:
            raise DefinitionError(
                [
                    Problem(
                        f"tables[{table['code']}]",
                        f"Một biểu có tối đa {MOST_ROWS} dòng: chia thành hai biểu.",
                        f"A table has at most {MOST_ROWS} rows: make two of it.",
                    )
                ]
            )
        for position, row in enumerate(table["rows"], start=1):
            place = f"{table['code']}.{position:02d}"
            if row is not new and row["row"] in asked:
                short.append(place)
            row["row"] = place
    data["short_form"]["rows"] = short
    return formed(data)


def _refuse_taken(place: str, code: str, among: Collection[str]) -> None:
    """Two parts of one code would be taken for one another."""
    if code in among:
        raise DefinitionError(
            [Problem(place, f"Mã “{code}” đã dùng: chọn mã khác.", f"The code “{code}” is taken: choose another one.")]
        )


def with_short_rows(data: Data, elements: Collection[str]) -> Data:
    """Plain data whose short form asks these elements, wherever they stand."""
    rows = [row["row"] for table in data["tables"] for row in table["rows"] if row.get("code") in elements]
    return data | {"short_form": data["short_form"] | {"rows": rows}}


def short_elements(definition: Definition) -> set[str]:
    """The elements that the short form asks."""
    rows = definition.row_by_id
    return {rows[row].code for row in definition.short_form.rows if row in rows}


def _one(items: Sequence[Data], key: str, code: str) -> Data:
    return items[_position(items, key, code)]


def _position(items: Sequence[Data], key: str, code: str) -> int:
    for position, item in enumerate(items):
        if item[key] == code:
            return position
    raise KeyError(code)


def _move(items: list[Data], key: str, code: str, steps: int) -> None:
    position = _position(items, key, code)
    items.insert(max(0, position + steps), items.pop(position))


def _without_nothing(fields: Data) -> Data:
    """What was left empty is not said at all, unless the schema wants it said: it keeps the digest of a form that never
    had it."""
    return {
        key: value
        for key, value in fields.items()
        if value is not None and (key in SAID_EMPTY or (value != () and value != []))
    }
