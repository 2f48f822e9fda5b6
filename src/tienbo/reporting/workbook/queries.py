"""Reads of workbooks: what one holds when it is made, whose one is that came back, and what it would change."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tienbo.core import clock
from tienbo.reporting.definitions.cells import Cell, Figure, Text
from tienbo.reporting.definitions.estimating import estimate_head
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.grids import language, previous_label
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import Kept, entries_of, findings_of
from tienbo.reporting.entry.scales import FACTORS, has_money, scale_of
from tienbo.reporting.entry.sheets import TableSheet, tables_asked
from tienbo.reporting.rounds.audience import Shape, estimate_of, lines_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import due_of
from tienbo.reporting.rules.engine import Finding
from tienbo.reporting.workbook.asking import asked_at, marks_of, sentence
from tienbo.reporting.workbook.decoding import Decoded, decode, identity_problems
from tienbo.reporting.workbook.facts import Expected, FileFacts
from tienbo.reporting.workbook.identity import Identity
from tienbo.reporting.workbook.layout import SheetPlan, Written, cells_by_place, key_of_line, sheet_lines
from tienbo.reporting.workbook.merging import Change, Side, compare
from tienbo.reporting.workbook.own.queries import Chosen, chosen_layout
from tienbo.reporting.workbook.own.reading import read_located
from tienbo.reporting.workbook.problems import Problem, Severity
from tienbo.reporting.workbook.writing import Front, SheetContent, Words, write_workbook

FORM_DIGITS = 16
# What of a report a dry run asks.
RELATIONS = (
    "participant__superior__unit",
    "participant__owed_by",
    "unit",
    "round__form",
    "round__unit",
    "round__previous",
    "round__half_year",
)
_MEND = Text(
    "Số vẫn được ghi; sửa cho khớp trước khi gửi báo cáo.",
    "The figure is kept all the same; correct it before the report is sent.",
)
_MEND_OR_EXPLAIN = Text(
    "Số vẫn được ghi; sửa, hoặc nêu lý do ngay tại biểu trên hệ thống.",
    "The figure is kept all the same; correct it, or give the reason in the table on the site.",
)


def flag_words(report: Report) -> dict[str, Text]:
    """The form's words for flags."""
    return {code: flag.text for code, flag in definition_of(report.round.form).flags.items()}


def last_change(report: Report) -> int:
    """The number of the last change of the report's figures; 0 before the first."""
    return EntryChange.objects.filter(report=report).order_by("-pk").values_list("pk", flat=True).first() or 0


def figures_at(report: Report, change: int) -> dict[Cell, Kept]:
    """The working figures as they were after a change of them."""
    rows = (
        EntryChange.objects.filter(report=report, pk__lte=change)
        .order_by("element", "breakdown", "-revision")
        .distinct("element", "breakdown")
        .values_list("element__code", "breakdown__code", "value", "flag", "note", "revision")
    )
    return {
        Cell(element, breakdown): Kept(Figure(value, flag), note, revision)
        for element, breakdown, value, flag, note, revision in rows
    }


def _identity(report: Report, table: str, change: int, scale: int) -> Identity:
    form = report.round.form.digest[:FORM_DIGITS]
    return Identity(report.round.uid.hex, report.unit.uid.hex, form, table, change, scale)


def plans_of(report: Report, change: int, before: str = "") -> dict[str, SheetPlan]:
    """The sheets of a report's workbook, by table. `change`: what they are written from; `before`: what the compared
    figures are."""
    shape = Shape.of(report.participant)
    found = {}
    for table in tables_asked(report):
        scale = int(FACTORS[scale_of(report, table.code)]) if has_money(table) else 1
        found[table.code] = SheetPlan(
            table.code,
            table.title.text,
            table.note.text if table.note else Text("", ""),
            lines_of(report.round, shape, table.code),
            before,
            _identity(report, table.code, change, scale).written(),
            scale,
        )
    return found


def written(kept: dict[Cell, Kept]) -> dict[Cell, Written]:
    """Figures as a workbook writes them."""
    return {cell: Written(each.figure, each.note) for cell, each in kept.items()}


def workbook_of(report: Report) -> bytes:
    """The report's workbook as it is downloaded: every table it is asked, filled with what it holds."""
    lang, flags, change = language(), flag_words(report), last_change(report)
    kept, asked = figures_at(report, change), asked_at(report, lang)
    sheets = []
    for code, plan in plans_of(report, change).items():
        sheet = TableSheet(report, code)
        plan = replace(plan, before=previous_label(sheet))
        content = sheet_lines(plan, written(kept), flags, lang)
        sheets.append(SheetContent(plan, content, _before(sheet, plan), marks_of(plan, asked)))
    front = _front(report, lang)
    if said := sentence(asked, lang):
        front = replace(front, lines=[*front.lines, said])
    return write_workbook(front, sheets, Words(lang, flags), clock.now())


def _before(sheet: TableSheet, plan: SheetPlan) -> dict[tuple[str, str], Decimal]:
    """The grey figures of a sheet."""
    found = {}
    for key, line in plan.entered.items():
        for column, cell in cells_by_place(line).items():
            figure = sheet.compared(cell).figure
            if figure is not None and figure.value is not None:
                found[key, column] = figure.value / plan.scale_of(line)
    return found


def _front(report: Report, lang: str, results: Sequence[Problem] = (), absent: Sequence[str] = ()) -> Front:
    def of(vi: str, en: str) -> str:
        return en if lang == "en" else vi

    due = due_of(report.participant)
    facts = [
        (of("Đợt báo cáo", "Round"), report.round.title),
        (of("Số liệu tính đến", "Figures up to"), f"{report.round.closing_on:%d/%m/%Y}"),
    ]
    if due is not None:
        facts.append((of("Hạn gửi", "Due"), due.deadline.date_words(lang)))
    facts.append((of("Tải lúc", "Downloaded"), f"{clock.now().astimezone(clock.ZONE):%H:%M %d/%m/%Y}"))
    lines = [
        of("Cách dùng", "How to use it") + ":",
        of(
            "1. Nhập số vào các ô nền vàng. Không phát sinh thì ghi 0; chưa có số thì để trống; có nhưng không thu "
            "thập được thì ghi dấu : (hai chấm); số ước thực hiện ghi thêm chữ e (ví dụ 12e). Cột Tình trạng nói thay "
            "cho cả dòng.",
            "1. Type figures into the yellow cells. None: 0; not known yet: leave empty; exists but not collected: : "
            "(colon); an estimate: e behind it (12e). The column Status speaks for the whole line.",
        ),
        of(
            "2. Chép từ tệp khác thì dán giá trị (Paste Special > Values). Có thể bỏ bớt trang tính: biểu không có "
            "trong tệp thì giữ nguyên số liệu trên hệ thống.",
            "2. Paste values only (Paste Special > Values). Sheets may be left out: a table that is not in the file "
            "stays as it is.",
        ),
        of(
            "3. Lưu (.xlsx) rồi tải tệp lên ở trang báo cáo. Hệ thống cho xem trước những gì thay đổi; chưa ghi gì khi "
            "chưa được đồng ý. Phần lời văn nhập trên hệ thống, không có trong tệp này.",
            "3. Save as .xlsx and upload the file on the report's page. What would change is shown first; nothing is "
            "written before you agree. The text of the report is not in this file.",
        ),
    ]
    if estimate_to := estimate_of(report.round):
        day = f"{estimate_to:%d/%m/%Y}"
        lines.append(
            of(
                f"4. Cột {estimate_head(estimate_to).vi}: số thực hiện cộng phần ước đến ngày {day}; ghi số là đủ, hệ "
                "thống hiểu là số ước. Khi đã có số chính thức: ghi thêm chữ a; số điều chỉnh: chữ r (ví dụ 120r).",
                f"4. {estimate_head(estimate_to).en}: the actual figure and what is expected up to {day}; a number "
                "alone is an estimate. Once it is official: a behind it; corrected: r (120r).",
            )
        )
    title = of("Bảng tính số liệu báo cáo", "Workbook of report figures")
    return Front(title, report.participant.name, facts, lines, results, absent)


def report_of(facts: FileFacts) -> Report | None:
    """The report that a workbook is of, by its identity; None when it is of none or of several."""
    named = {each.identity.report for each in facts.true}
    if len(named) != 1:
        return None
    ((round, unit),) = named
    return Report.objects.filter(round__uid=round, unit__uid=unit).select_related(*RELATIONS).first()


def names_of_reports(facts: FileFacts) -> dict[tuple[str, str], Text]:
    """The unit and the round of each identity in a workbook, in words."""
    found = {}
    for each in facts.true:
        report = (
            Report.objects.filter(round__uid=each.identity.round, unit__uid=each.identity.unit)
            .select_related("participant", "round")
            .first()
        )
        if report is not None:
            said = f"{report.participant.name}, {report.round.title}"
            found[each.identity.report] = Text(said, said)
    return found


@dataclass(frozen=True)
class Judged:
    """What a workbook would do to its report. Nothing of it was written.

    `changes`: what the file changed (side file) or both did (side both); `elsewhere`: cells that changed in the report
    only, which stay; `findings`: what the rules say of the figures as they would be; `own`: how the file was read,
    when it is an office's own.
    """

    report: Report
    facts: FileFacts
    decoded: Decoded
    changes: tuple[Change, ...] = ()
    elsewhere: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    absent: tuple[str, ...] = ()
    revisions: dict[Cell, int] = field(default_factory=dict)
    own: Chosen | None = None

    @property
    def is_refused(self) -> bool:
        """Nothing of the file can be taken."""
        return self.decoded.is_refused

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong: with the file, and with the figures as they would be."""
        return [*self.decoded.problems, *self._spoken()]

    @property
    def clashes(self) -> tuple[Change, ...]:
        """Cells that both sides changed."""
        return tuple(each for each in self.changes if each.side == Side.BOTH)

    def _spoken(self) -> Iterable[Problem]:
        for finding in self.findings:
            given = next((self.decoded.given[cell] for cell in finding.cells if cell in self.decoded.given), None)
            is_error = finding.severity == "error"
            yield Problem(
                finding.code,
                Severity.ERROR if is_error else Severity.WARNING,
                finding.message,
                _MEND if is_error else _MEND_OR_EXPLAIN,
                given.sheet if given else finding.table,
                given.address if given else "",
            )


def judge(report: Report, facts: FileFacts) -> Judged:
    """The dry run: read the workbook against its report as it stands now."""
    change = min((each.identity.change for each in facts.true), default=0)
    plans = plans_of(report, change)
    expected = Expected(
        (report.round.uid.hex, report.unit.uid.hex),
        report.round.form.digest[:FORM_DIGITS],
        report.participant.name,
        report.round.title,
        plans,
    )
    facts = FileFacts(facts.book, facts.known, facts.others, expected)
    if not facts.known and (own := chosen_layout(report, facts.book, plans)) is not None:
        decoded = read_located(own.located, facts, flag_words(report))
        # A file that does not say what it was written from: every difference is the file's.
        now = entries_of(report)
        return _compared(report, facts, decoded, now, now, own)
    if identity_problems(facts):
        facts = FileFacts(facts.book, facts.known, facts.others, expected, names_of_reports(facts))
    decoded = decode(facts, flag_words(report))
    if decoded.is_refused:
        return Judged(report, facts, decoded)
    return _compared(report, facts, decoded, figures_at(report, change), entries_of(report))


def _compared(
    report: Report,
    facts: FileFacts,
    decoded: Decoded,
    base: dict[Cell, Kept],
    now: dict[Cell, Kept],
    own: Chosen | None = None,
) -> Judged:
    found = compare(decoded.given, written(base), written(now))
    changes = tuple(each for each in found if each.side != Side.SERVER)
    would_be = now | {each.cell: Kept(each.new.figure, each.new.note, 0) for each in changes}
    return Judged(
        report,
        facts,
        decoded,
        changes,
        tuple(each for each in found if each.side == Side.SERVER),
        tuple(finding for finding in findings_of(report, would_be) if not finding.is_justified),
        tuple(code for code in facts.expected.plans if code not in decoded.carried),
        {each.cell: now[each.cell].revision if each.cell in now else 0 for each in changes},
        own,
    )


def given_back(judged: Judged, made_at: dt.datetime | None = None) -> bytes:
    """The workbook given back: rebuilt from the form, with what was in the file that came, its problems in colour and
    as comments, what it changes in green. Sheets that it did not hold are named."""
    report, lang = judged.report, language()
    flags = flag_words(report)
    marks: dict[tuple[str, str, str], tuple[str, str]] = {}
    asked = asked_at(report, lang)
    for change in judged.changes:
        key = (change.given.line.table, key_of_line(change.given.line), change.given.column)
        marks[key] = ("change", _was(change, lang)) if change.side == Side.FILE else ("warning", _was(change, lang))
    for finding in judged.findings:
        given = next((judged.decoded.given[cell] for cell in finding.cells if cell in judged.decoded.given), None)
        if given:
            marks[given.line.table, key_of_line(given.line), given.column] = (
                finding.severity, finding.message.in_(lang)
            )  # fmt: skip
    for key, problem in judged.decoded.marks.items():
        marks[key] = (str(problem.severity), f"{problem.message.in_(lang)} {problem.remedy.in_(lang)}")
    sheets = []
    for code in judged.decoded.carried:
        of_table = {(line, column): mark for (table, line, column), mark in marks.items() if table == code}
        plan = judged.facts.expected.plans[code]
        sheet = TableSheet(report, code)
        plan = replace(plan, before=previous_label(sheet))
        # What is wrong with a figure, or changed, stands before what is asked about it.
        of_table = marks_of(plan, asked) | of_table
        sheets.append(SheetContent(plan, judged.decoded.raw[code], _before(sheet, plan), of_table))
    front = _front(report, lang, judged.problems, judged.absent)
    return write_workbook(front, sheets, Words(lang, flags), made_at or clock.now())


def _was(change: Change, lang: str) -> str:
    now = change.now.figure
    stands = now.value if now.value is not None else ("trống" if lang == "vi" else "empty")
    said = f"Trên hệ thống: {stands}" if lang == "vi" else f"In the system: {stands}"
    if change.side == Side.BOTH:
        said += ". Cả hai bên đều đã sửa." if lang == "vi" else ". Both sides changed it."
    return said
