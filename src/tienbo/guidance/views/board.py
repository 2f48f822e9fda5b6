"""The board of an issued letter: addressees down, tasks across; and reminding those ticked on it."""

from functools import lru_cache

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, npgettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tienbo.core.authorise import authorise
from tienbo.core.board import Board, BoardAct, BoardCell, BoardColumn, BoardRow
from tienbo.guidance import queries
from tienbo.guidance.actions import NotAllowedNow, remind_units
from tienbo.guidance.models import Letter
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.states import State
from tienbo.guidance.views.loading import load_overseen
from tienbo.tasks import queries as tasks
from tienbo.tasks.states import Standing
from tienbo.units.models import Unit

# A number that stands for any task while its address is made once for thousands of cells.
_ANY = 999999999


@require_GET
def letter_board(request: HttpRequest, uid) -> HttpResponse:
    """Who took note, who did what, the late ones first."""
    letter = load_overseen(request, uid)
    found = queries.board_of(letter)
    may_remind = letter.state == State.ISSUED and request.user.has_perm(ISSUE, letter)
    context = {"letter": letter, "found": found, "board": _board(letter, found, may_remind)}
    return render(request, "guidance/letter_board.html", context)


@require_POST
def letter_remind(request: HttpRequest, uid) -> HttpResponse:
    """First who will be reminded and with which words, then the deed."""
    letter = load_overseen(request, uid)
    authorise(request.user, ISSUE, letter)
    rows = [row for row in queries.board_of(letter).rows if str(row.place.unit_id) in request.POST.getlist("row")]
    if not rows:
        messages.warning(request, _("Nobody is chosen. Tick the units to remind."))
        return redirect("guidance:board", uid=uid)
    if request.POST.get("act") != "send":
        return render(request, "guidance/letter_remind.html", {"letter": letter, "rows": rows})
    try:
        count = remind_units(
            by=request.user, letter=letter, units=list(Unit.objects.filter(pk__in=[row.place.unit_id for row in rows]))
        )
    except NotAllowedNow:
        messages.warning(request, _("The document was withdrawn: there is nothing to remind of."))
        return redirect("guidance:letter", uid=uid)
    said = npgettext("letter", "%(n)d unit reminded.", "%(n)d units reminded.", count)
    messages.success(request, said % {"n": count})
    return redirect("guidance:board", uid=uid)


def _board(letter: Letter, found: queries.LetterBoard, may_remind: bool) -> Board:
    """The common board: taking note is the first column, then the tasks in the letter's order."""
    taken = BoardColumn(_("Noted"), _("Acknowledged the document"), found.acknowledged, len(found.rows))
    columns = [
        BoardColumn(_head(column, number), column.part or column.text, column.done, column.total)
        for number, column in enumerate(found.columns, start=1)
    ]
    address = reverse("tasks:task", args=[_ANY]).replace(str(_ANY), "{}")
    return Board(
        title=_("Tasks of %(title)s by unit") % {"title": letter.title},
        columns=(taken, *columns),
        rows=tuple(_row(row, address) for row in found.rows),
        done=found.finished,
        of=len(found.rows),
        action_url=reverse("guidance:remind", args=[letter.uid]),
        acts=(BoardAct("ask", _("Remind…"), "mail"),) if may_remind else (),
        compact=True,
        whole_head=_("All tasks"),
        key=(
            ("accepted", _("Done")),
            ("not_started", _("Not done")),
            ("draft", _("Under way")),
            ("late", _("Late")),
        ),
    )


def _head(column: tasks.Column, number: int) -> str:
    """A task's place in the document; one of several from the same place says its day too."""
    head = column.position or str(number)
    last = column.deadline.last_on_time if column.part and column.deadline else None
    return f"{head} ({last.day}/{last.month})" if last else head


def _row(row: queries.Row, address: str) -> BoardRow:
    noted = pgettext("letter", "Acknowledged") if row.acknowledged_at else pgettext("letter", "To be acknowledged")
    whole = row.progress
    state, word = "not_started", _("Not done")
    if whole.late:
        state, word = "late", ""
    elif whole.total and whole.done == whole.total:
        state, word = "accepted", _("Done")
    elif whole.done or row.acknowledged_at:
        state, word = "draft", f"{whole.done}/{whole.total}"
    return BoardRow(
        id=str(row.place.unit_id),
        name=row.place.name,
        cells=(
            BoardCell("accepted" if row.acknowledged_at else "not_started", text=noted),
            *(_cell(cell, address) for cell in row.cells),
        ),
        state=state,
        days=max((cell.standing.days for cell in row.cells if cell and cell.standing.code == "late"), default=0),
        contact=_("Telephone"),
        phone=row.place.phone,
        word=word,
    )


def _cell(cell: tasks.Cell | None, address: str) -> BoardCell | None:
    if cell is None:
        return None
    status, label = _word(cell.standing, get_language() or "vi")
    return BoardCell(status, url=address.format(cell.task_id), text=label)


@lru_cache(maxsize=1024)
def _word(standing: Standing, language: str) -> tuple[str, str]:
    """Its status and word: a board shows a few of them five thousand times."""
    return standing.status, standing.label
