"""The JSON that comes and goes, as schemas: they check what comes, shape what goes, and are the OpenAPI description.

Figures are texts (`decimals`), days are ``2015-05-20``, moments carry their zone. What comes is read strictly: a member
that nobody asked for is refused.
"""

import datetime as dt
import uuid
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, WithJsonSchema

from tienbo.core.incoming import LARGEST

MOST_CELLS = 5000
Revision = Annotated[int, Field(strict=True, ge=0, le=LARGEST)]


class Bilingual(Schema):
    """A text in both languages."""

    vi: str
    en: str


class CellName(Schema):
    """A cell of a report: a data element, and how it is broken down."""

    element: str = Field(description="Code of the data element, the same in all forms and years.")
    breakdown: str = Field(description="dimension=item joined by ';', sorted by dimension; empty for the total.")


# --- forms and rounds -------------------------------------------------------------------------------------------------


class RowTold(Schema):
    """A row of a form: one data element."""

    row: str
    element: str
    label: Bilingual
    unit: Bilingual
    kind: Literal["count", "money", "rate"] = Field(description="Money is in đồng.")
    nature: Literal["flow", "stock", "term"]
    aggregation: Literal["sum", "count", "none"]
    breakdowns: list[str]
    terms: str | None
    part_of: str | None = Field(description="The element whose figures contain these.")
    confidentiality: str
    note: Bilingual | None


class TableTold(Schema):
    """A table of a form."""

    table: str
    title: Bilingual
    note: Bilingual | None
    rows: list[RowTold]


class BreakdownTold(Schema):
    """A way to split an element, and its items; those of terms are named by the round."""

    text: Bilingual
    kind: Literal["nested", "parts", "alternatives", "multiple"]
    items: dict[str, Bilingual]


class RuleTold(Schema):
    """What figures must agree with. An error keeps a report from being sent, a warning asks for a reason."""

    code: str
    severity: Literal["error", "warning"]
    text: Bilingual
    remedy: Bilingual
    check: dict = Field(description="How it is checked, as the form's own file says it.")


class FormTold(Schema):
    """A version of a form. It never changes."""

    code: str
    version: int
    digest: str
    title: Bilingual
    tables: list[TableTold]
    breakdowns: dict[str, BreakdownTold]
    marks: dict[str, Bilingual] = Field(description="What may stand at a figure, or in place of one.")
    rules: list[RuleTold] = Field(description="The form's own; a round may be checked by others.")


class FormName(Schema):
    """Which form, and which version of it."""

    code: str
    version: int


class DueTold(Schema):
    """The last day on time for units of a kind."""

    kind: str
    last_day: dt.date


class RoundTold(Schema):
    """A reporting round."""

    code: str
    title: str
    unit: str
    form: FormName
    report: Literal["half_year", "annual", "adhoc"]
    starts_on: dt.date
    ends_on: dt.date
    closing_on: dt.date
    dues: list[DueTold]


class RoundsTold(Schema):
    """A page of rounds, the newest first."""

    items: list[RoundTold]
    total: int
    page: int
    pages: int


class RoundWithRules(RoundTold):
    """A round, and what its reports are checked by now."""

    rules: list[RuleTold]


# --- reports ----------------------------------------------------------------------------------------------------------


class UnitTold(Schema):
    """A unit as it was on the day of the round."""

    code: str = Field(description="Its part of the address: the official code, or u and a number without one.")
    uid: uuid.UUID
    name: str
    kind: str


class VersionTold(Schema):
    """A version that was sent."""

    number: int
    sent_at: dt.datetime
    is_late: bool
    digest: str = Field(description="The verification code over figures, text and totals.")
    is_counted: bool = Field(description="Taken: it is in the totals above.")


State = Literal["not_started", "draft", "ready", "submitted", "returned", "accepted"]


class ReportTold(Schema):
    """A report: where it stands."""

    round: str
    unit: UnitTold
    form: FormName
    state: State
    owes: bool = Field(description="False for a unit that is exempt in this round.")
    last_day: dt.date | None
    is_late: bool = Field(description="Sent late, or not sent although the last day has passed.")
    version: VersionTold | None = Field(description="The one that was sent last.")


class ReportsTold(Schema):
    """A page of reports, in the order of the tree."""

    items: list[ReportTold]
    total: int
    page: int
    pages: int


class ReportWhole(ReportTold):
    """One report, with every version of it and whether the holder may write now."""

    versions: list[VersionTold]
    may_enter: bool
    closed_because: str = Field(description="Why the holder cannot enter figures now; empty when he can.")


Mark = Literal["actual", "estimate", "corrected", "not_collected", "not_applicable", "withheld"]


class FigureTold(CellName):
    """A cell, and what stands in it. A null value with a null mark: nothing was said, which is not zero."""

    table: str
    line: str = Field(description="The line of the table: B02.03, or B02.03.2 where a row has several.")
    column: str = Field(
        description="T total, F women, FM ethnic-minority women, value; TY, FY, valueY: the whole year."
    )
    is_asked: bool = Field(description="False: withheld by rule, nothing is entered there.")
    value: str | None
    mark: Mark | None
    note: str
    revision: int | None = Field(description="What a change must name. Null in a version that was sent.")


class FiguresTold(Schema):
    """Every cell that the unit is asked, in the order of the form."""

    state: State
    version: int | None = Field(description="Null: the working figures.")
    cells: list[FigureTold]


class FindingTold(Schema):
    """What a rule says about the figures."""

    key: str = Field(description="What a reason is given for.")
    rule: str
    severity: Literal["error", "warning"]
    table: str
    line: str | None
    column: str | None
    cells: list[CellName]
    message: Bilingual
    is_justified: bool
    reason: str


class FindingsTold(Schema):
    """All that the rules say. An error keeps the report from being sent."""

    errors: int
    warnings: int = Field(description="Those without a reason.")
    findings: list[FindingTold]


# --- what comes -------------------------------------------------------------------------------------------------------


class Strict(Schema):
    """Nothing that nobody asked for."""

    model_config = ConfigDict(extra="forbid")


class GivenCell(Strict):
    """A figure for a cell."""

    element: Annotated[str, Field(max_length=200)]
    breakdown: Annotated[str, Field(max_length=400)] = ""
    # Anything at all is taken here: what is no figure is refused at its cell, and the others are kept.
    value: Annotated[
        object,
        WithJsonSchema({"type": ["string", "null"], "description": 'As "1234.5"; null empties the cell.'}),
    ]
    mark: str | None = Field(None, description="One of the marks; null: what is usual in the cell.")
    note: str | None = Field(None, description="Null leaves the note as it is.")
    revision: Revision = Field(description="The revision that was read; 0 for a cell without an entry.")


class GivenFigures(Strict):
    """Figures to be kept. The same operation twice is one act."""

    operation: uuid.UUID
    cells: Annotated[list[GivenCell], Field(min_length=1, max_length=MOST_CELLS)]


class FiguresToCheck(Strict):
    """Figures to be checked; the same body as to keep them, the operation may be left out."""

    operation: uuid.UUID | None = None
    cells: Annotated[list[GivenCell], Field(max_length=MOST_CELLS)]


class GivenReason(Strict):
    """Why a warning is right as it stands; an empty text takes the reason back."""

    finding: Annotated[str, Field(max_length=400)]
    text: Annotated[str, Field(max_length=500)]
    operation: uuid.UUID | None = None


# --- what became of it ------------------------------------------------------------------------------------------------


class CellAnswer(CellName):
    """What became of one cell, or would.

    saved, fits (only checked): as given. conflict: somebody changed it since that revision; what stands there is told,
    nothing was changed. refused: why.
    """

    status: Literal["saved", "fits", "conflict", "refused"]
    value: str | None = None
    mark: Mark | None = None
    note: str | None = None
    revision: int | None = None
    code: str | None = None
    message: str | None = None


class FiguresAnswer(FindingsTold):
    """What became of each cell, in the order given, and what the rules say afterwards."""

    state: State
    saved: int
    conflicts: int
    refused: int
    cells: list[CellAnswer]


class SentAnswer(Schema):
    """The version that was made."""

    state: State
    version: VersionTold


class Place(Schema):
    """A place of the body or the address, and what is wrong there."""

    place: str
    message: str


class Problem(Schema):
    """Why something was not done. `where`: each wrong place; `findings`: what keeps a report from being sent."""

    code: str
    message: str
    where: list[Place] = []
    findings: list[FindingTold] = []
