"""The one write of a workbook: what was shown by the dry run goes into its report."""

import uuid
from collections.abc import Collection

from django.db import transaction

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.actions import FigureInput, Recorded, authorise_entry, record_figures
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.workbook.facts import FileFacts
from tienbo.reporting.workbook.merging import Side
from tienbo.reporting.workbook.queries import Judged, judge


class WorkbookRefused(ValueError):
    """Nothing of the file can be taken; `judged.problems` says why."""

    def __init__(self, judged: Judged) -> None:
        self.judged = judged
        super().__init__(", ".join(problem.code for problem in judged.problems))


@transaction.atomic
def take_workbook(
    *, by, report: Report, facts: FileFacts, over: Collection[Cell] = (), operation: uuid.UUID | None = None
) -> tuple[Judged, Recorded]:
    """Write what a workbook changes into its report, in one operation.

    The file is judged again under the report's lock, so that what is written over was looked at. Cells that both sides
    changed are left as the report has them, except those in `over`. Saving is never blocked by a rule. WorkbookRefused;
    MoveRefused when the report is not open for entry.
    """
    report = (
        Report.objects.select_for_update(of=("self",))
        .select_related(
            "participant__superior__unit", "participant__owed_by", "unit", "round__form", "round__previous",
            "round__half_year",
        )
        .get(pk=report.pk)
    )  # fmt: skip
    authorise_entry(by, report)
    judged = judge(report, facts)
    if judged.is_refused:
        raise WorkbookRefused(judged)
    figures = [
        FigureInput(each.cell, each.new.figure.value, each.new.figure.flag, each.new.note, judged.revisions[each.cell])
        for each in judged.changes
        if each.side == Side.FILE or each.cell in over
    ]
    recorded = record_figures(
        by=by, report=report, figures=figures, origin=EntryChange.Origin.WORKBOOK, operation=operation
    )
    return judged, recorded
