"""What the superior asks about cells, as remarks in the workbook: whoever fills it in sees it where it belongs."""

from collections.abc import Mapping

from tienbo.core import clock
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.questions.queries import Thread, threads_of
from tienbo.reporting.questions.states import RUNNING
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.layout import SheetPlan, cells_by_place, key_of_line

# A comment in a spreadsheet that is longer hides more than it tells.
LONGEST = 900


def asked_at(report: Report, lang: str) -> dict[Cell, str]:
    """The threads that are not closed, as text, by the cell that they are about."""
    found: dict[Cell, list[str]] = {}
    for thread in threads_of(report, states=RUNNING):
        if thread.question.kind == "cell":
            found.setdefault(thread.question.cell, []).append(_text(thread, lang))
    return {cell: "\n".join(texts)[:LONGEST] for cell, texts in found.items()}


def _text(thread: Thread, lang: str) -> str:
    day = f"{thread.question.asked_at.astimezone(clock.ZONE):%d/%m}"
    lines = [f"{thread.unit} {'asks' if lang == 'en' else 'hỏi'} ({day}): {thread.question.text}"]
    lines += [f"{said.unit}: {said.text}" for said in thread.said if said.text]
    return "\n".join(lines)


def marks_of(plan: SheetPlan, asked: Mapping[Cell, str]) -> dict[tuple[str, str], tuple[str, str]]:
    """The remarks of a sheet, by line and column."""
    return {
        (key_of_line(line), place): ("question", asked[cell])
        for line in plan.lines
        if line.is_entered
        for place, cell in cells_by_place(line).items()
        if cell in asked
    }


def sentence(asked: Mapping[Cell, str], lang: str) -> str:
    """For the first sheet; "" when nothing is asked."""
    if not asked:
        return ""
    if lang == "en":
        return (
            f"Cells in blue bear a question of the superior ({len(asked)}): correct the figure, or reply on the "
            "report's page."
        )
    return (
        f"Ô nền xanh da trời có câu hỏi của cấp trên ({len(asked)} ô, xem ghi chú tại ô): sửa số, hoặc trả lời "
        "trên trang báo cáo."
    )
