"""The shape of a form definition, read strictly: nothing is converted, nothing unknown is passed over.

What each part means is said here once; the YAML files hold the data. Relations between parts (an `of` that
names a row, a check that names elements) are examined by `consistency`. Pure.
"""

import datetime as dt
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tienbo.reporting.definitions.cells import COLUMN_DIMENSIONS, Text

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ElementCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*\.[a-z0-9_]+$")]
RowId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}\.\d{2}$")]
TableCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2}$")]
ItemCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_]+$")]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Kind = Literal["province", "department", "mass_org", "party_body", "district", "commune", "sub_unit"]
ReportKind = Literal["half_year", "annual", "adhoc"]
CheckCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{2,3}$")]


def _exact_number(value: Any) -> Any:
    """A decimal number must be quoted in YAML: 58.3 unquoted is a binary float and would not stay 58.3."""
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str):
        try:
            return Decimal(value)
        except ArithmeticError:
            return value
    return value


Exact = Annotated[Decimal, BeforeValidator(_exact_number)]


class Part(BaseModel):
    """Every part of a definition: strict, frozen, without unknown keys."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Bilingual(Part):
    """A text in both languages; neither may be missing."""

    vi: Words
    en: Words

    @property
    def text(self) -> Text:
        """The pair as plain data."""
        return Text(self.vi, self.en)


class AskedBy(Part):
    """The letter that asks for this form."""

    letter: Words
    dated: dt.date


class Verified(Part):
    """Who verified the form for real use, and when; both empty while it is a proposal."""

    by: Words | None
    on: dt.date | None


class Form(Part):
    """What the form is called and where it stands. A version is never changed once a round has used it."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    version: Annotated[int, Field(ge=1)]
    status: Literal["proposal", "verified"]
    verified: Verified
    title: Bilingual
    annex_title: Bilingual
    asked_by: AskedBy | None = None
    note: Bilingual | None = None


class Window(Part):
    """A usual choice of period: from `start` (of the year before when `start_previous_year`) to `end`,
    month-day.

    `estimate_to`: the figures after `end` up to this day are estimates. The round decides; this only
    proposes.
    """

    start: MonthDay
    start_previous_year: bool = False
    end: MonthDay
    estimate_to: MonthDay | None = None


class Due(Part):
    """The day the asking letter sets; `exclusive`: before it."""

    month: Annotated[int, Field(ge=1, le=12)]
    day: Annotated[int, Field(ge=1, le=31)]
    exclusive: bool


class Report(Part):
    """A periodic report on this form. Flows are compared with `compare_flow_with`. `ahead`: what it plans for, with
    ``{year}`` and ``{next_year}``; it stands where a heading says ``{ahead}``.
    """

    title: Bilingual
    ahead: Bilingual | None = None
    due: Due
    window_choices: tuple[Window, ...]
    compare_flow_with: Literal["same_period_last_year", "previous_year"]


class Flag(Bilingual):
    """A mark on a figure (`status`) or the reason why there is none (`missing`), with its SDMX observation
    status.
    """

    role: Literal["status", "missing"]
    sdmx_obs_status: Literal["A", "E", "L", "M", "O"]


class Confidentiality(Bilingual):
    """Who may see a figure, with its SDMX code."""

    sdmx_conf_status: Literal["F", "N", "C", "S"]


class TermDomain(Bilingual):
    """A kind of term (of party committees, councils, the National Assembly). `known`: names to offer, oldest
    first.

    `follows`: when the round names no term of this domain, it takes the newest one of that domain. `due` and `held`:
    the elements that count the bodies that choose for a term and those that have: until all have, its figures are not
    compared with those of the term before.
    """

    known: tuple[Words, ...]
    follows: Code | None = None
    due: ElementCode | None = None
    held: ElementCode | None = None


class Item(Bilingual):
    """One item of a breakdown."""


class Breakdown(Bilingual):
    """A way to split an element.

    `kind`: nested (inside the one before: women in the total, minority women in women), parts (add to the
    total), alternatives (terms, stages: side by side, never added), multiple (may overlap: never added to a
    total).
    """

    kind: Literal["nested", "parts", "alternatives", "multiple"]
    items: dict[ItemCode, Item] = Field(default_factory=dict)
    from_terms: bool = False


class Audience(Bilingual):
    """Which units a row is asked of: `kinds`; agencies in charge of one of `sectors`; or of the row's own
    sector.
    """

    kinds: tuple[Kind, ...] = ()
    sectors: tuple[Code, ...] = ()
    row_sector: bool = False


class Withheld(Bilingual):
    """Tables that units of a sector are not asked for: their cells are marked "withheld by rule" by
    themselves.
    """

    sector: Code
    tables: tuple[TableCode, ...]


class Row(Bilingual):
    """One data element asked in the form. Its place (`row`) may change in a later version; its `code` never
    does.

    - `kind`: count (whole numbers), money (dong), rate (published elsewhere, may have decimals)
    - `nature`: flow (in the period), stock (at a date), term (belongs to a named term)
    - `aggregation`: sum; count (bodies that meet a condition, each tested by its owner, then added); none (never added)
    - `by`, `levels`: breakdowns, and the items of `level` in use
    - `terms`: the domain of its terms; `newest_term`: only the newest term that the round names (an election's)
    - `of`: the row whose figures contain these; `splits`: the row that this one breaks down completely
    - `test`: when the unit counts exactly one body: the count is 1 if this relation holds, else 0
    - `women_only`: counts women only, so it has no total and no share
    - `opening`: a stock at the start of the period, not at its closing date
    - `window`: covers another span than the report's period
    - `estimate`: its figures are estimates by nature
    - `sector`: the agency in charge, where the audience is the row's own sector
    - `fill`: the module whose records propose the figure; manual: typed
    """

    row: RowId
    code: ElementCode
    unit: Code
    kind: Literal["count", "money", "rate"]
    nature: Literal["flow", "stock", "term"]
    aggregation: Literal["sum", "count", "none"]
    by: tuple[Code, ...]
    audience: Code
    fill: Code
    levels: tuple[ItemCode, ...] = ()
    terms: Code | None = None
    newest_term: bool = False
    sector: Code | None = None
    of: ElementCode | None = None
    splits: ElementCode | None = None
    test: Words | None = None
    women_only: bool = False
    opening: bool = False
    window: Literal["year", "previous_year"] | None = None
    estimate: bool = False
    annual_only: bool = False
    when: Literal["election"] | None = None
    confidentiality: Code = "public"
    note: Bilingual | None = None

    @property
    def label(self) -> Text:
        """What the row asks."""
        return self.text

    @property
    def line_dimensions(self) -> tuple[str, ...]:
        """The breakdowns that become lines; sex and ethnic minority become columns."""
        return tuple(dimension for dimension in self.by if dimension not in COLUMN_DIMENSIONS)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns a full form types: ``value``, or ``T`` and ``F``, or those and ``FM``."""
        if "sex" not in self.by:
            return ("value",)
        return ("T", "F", "FM") if "ethnic" in self.by else ("T", "F")


class Table(Part):
    """One annex table. `note` is for who fills it, `printed_note` stands under it on paper."""

    code: TableCode
    title: Bilingual
    columns: Code
    rows: tuple[Row, ...]
    note: Bilingual | None = None
    printed_note: Bilingual | None = None
    confidentiality: Code = "public"


class Limits(Part):
    """What one figure may be: not below `least`, not above `most`, `whole`, a multiple of `multiple_of`."""

    least: Exact | None = None
    most: Exact | None = None
    whole: bool = False
    multiple_of: Annotated[Exact, Field(gt=0)] | None = None


class Tolerance(Part):
    """How far two figures may be apart: the wider of `absolute` and `percent` of the figure compared with."""

    absolute: Annotated[Exact, Field(ge=0)] = Decimal(0)
    percent: Annotated[Exact, Field(ge=0)] = Decimal(0)


class Outlier(Part):
    """What is unusual; `rules.outliers` says the maths. `beyond`: how many robust deviations; never less than `floor`
    away from the middle, nor than `percent` of it; at least `reports` earlier ones to tell by.
    """

    beyond: Annotated[Exact, Field(gt=0)] = Decimal("3.5")
    floor: Annotated[Exact, Field(ge=0)] = Decimal(5)
    percent: Annotated[Exact, Field(ge=0)] = Decimal(20)
    reports: Annotated[int, Field(ge=4, le=12)] = 4


class Check(Bilingual):
    """What figures must agree with. `vi` and `en` say the rule; `fix` says what to do. Forms and rule sets speak the
    same language.

    One of: `relations`, in the language of `expressions`, compared for each of `columns` and for each item of the
    breakdowns that all their elements share; parts of any other breakdown are summed. `builtin`: a rule that is not
    about named elements. `limits`: of each figure by itself. `against`: each figure with the same cell of another
    report: ``previous``, ``half_year``, ``children`` (what the units directly below reported and was taken; their
    `measure`: sum, count of those above zero, max), or the code of another form that the unit reports on for the same
    period; `compare` within the tolerance `within`. `outlier`: each figure with the unit's own earlier reports.

    `elements`, `tables`, `measures` (kinds of rows) narrow the last three and built-in rules to such rows; `kinds`,
    `reports`: the kinds of units and of reports that it is for. `instead_of`: the pairs of elements that this check
    compares are left out of that other check.
    """

    code: CheckCode
    severity: Literal["error", "warning"]
    relations: tuple[Words, ...] = ()
    builtin: Code | None = None
    limits: Limits | None = None
    against: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+$")] | None = None
    compare: Literal["=", "<=", ">="] = "="
    within: Tolerance = Tolerance()
    measure: Literal["sum", "count", "max"] | None = None
    outlier: Outlier | None = None
    elements: tuple[ElementCode, ...] = ()
    tables: tuple[TableCode, ...] = ()
    measures: tuple[Literal["count", "money", "rate"], ...] = ()
    columns: tuple[Literal["T", "F", "FM"], ...] = ("T",)
    kinds: tuple[Kind, ...] = ()
    reports: tuple[ReportKind, ...] = ("half_year", "annual", "adhoc")
    instead_of: CheckCode | None = None
    fix: Bilingual


class Target(Part):
    """A target of the strategy for one year."""

    cmp: Literal[">=", ">", "<=", "<", "="]
    value: Exact


class Indicator(Bilingual):
    """A figure computed from the elements, never typed. `verified`: its target was checked against the legal
    text.
    """

    code: Words
    unit: Words
    formula: Words
    target_2015: Target | None
    target_2020: Target | None
    verified: bool


class Heading(Bilingual):
    """One part of the report's text.

    `kind`: heading; text (prose); list (drafted from records, edited by hand); item (entered as separate
    items, alike ones grouped on consolidation); annex. `serves`: obligations of the asking letter that it
    answers.
    """

    num: str
    code: Annotated[str, StringConstraints(pattern=r"^[a-z_]+(\.[a-z_]+)?$")]
    kind: Literal["heading", "text", "list", "item", "annex"]
    reports: tuple[ReportKind, ...]
    fill: Code | None = None
    tables: tuple[TableCode, ...] = ()
    item_types: tuple[Code, ...] = ()
    serves: tuple[Words, ...] = ()
    confidentiality: Code = "public"
    from_year: int | None = None


class Topic(Part):
    """Words by which a sentence belongs under a heading. "…" in them stands for anything between; tone marks do not
    count."""

    heading: Words
    words: tuple[Words, ...]


class ShortForm(Part):
    """What one part-time officer is asked: these rows, totals and women only, no other breakdown."""

    kinds: tuple[Kind, ...]
    rows: tuple[RowId, ...]


class Definition(Part):
    """A whole form. Built by `loading.load`.

    One is equal only to itself, so that what is computed from it can be kept by it; whether two say the same
    is told by `loading.definition_digest`.
    """

    form: Form
    reports: dict[Literal["half_year", "annual"], Report]
    due_days_before_superior: dict[Kind, int]
    explanations: dict[Code, Bilingual]
    flags: dict[Code, Flag]
    confidentiality: dict[Code, Confidentiality]
    units: dict[Code, Bilingual]
    sectors: dict[Code, Bilingual]
    fills: dict[Code, Bilingual]
    item_types: dict[Code, Bilingual]
    terms: dict[Code, TermDomain]
    breakdowns: dict[Code, Breakdown]
    unspecified: Bilingual
    audiences: dict[Code, Audience]
    withheld: tuple[Withheld, ...]
    column_sets: dict[Code, tuple[Words, ...]]
    column_labels: dict[Words, Bilingual]
    tables: tuple[Table, ...]
    checks: tuple[Check, ...]
    retired_checks: dict[CheckCode, Bilingual]
    indicators: tuple[Indicator, ...]
    narrative: tuple[Heading, ...]
    topics: tuple[Topic, ...] = ()
    short_form: ShortForm

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    @property
    def code(self) -> str:
        """The form's code, the same in all its versions."""
        return self.form.code

    @property
    def version(self) -> int:
        """The number of this version."""
        return self.form.version

    @property
    def title(self) -> Text:
        """What the form is called."""
        return self.form.title.text

    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the form."""
        return tuple(self.row_by_id.values())

    def row(self, row_id: str) -> Row:
        """The row in a place of the form (``B02.03``). Raises KeyError."""
        return self.row_by_id[row_id]

    def unit_of(self, row: Row) -> Text:
        """What the row counts (``người``)."""
        return self.units[row.unit].text

    @cached_property
    def row_by_code(self) -> dict[str, Row]:
        """Rows by their element code."""
        return {row.code: row for row in self.rows()}

    @cached_property
    def row_by_id(self) -> dict[str, Row]:
        """Rows by their place in the form (``B02.03``)."""
        return {row.row: row for table in self.tables for row in table.rows}

    @cached_property
    def table_by_code(self) -> dict[str, Table]:
        """Tables by their code (``B02``)."""
        return {table.code: table for table in self.tables}

    def table_of(self, row: Row) -> Table:
        """The table in which the row stands."""
        return self.table_by_code[row.row.partition(".")[0]]
