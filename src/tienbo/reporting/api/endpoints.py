"""The endpoints: load as the screens load, call the query or the action that they call, tell what came of it.

404 to a stranger, 403 to who may see but not act; what else an act refuses is told with a code (`core.refusals`).
"""

from typing import Annotated

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router

from tienbo.access.loaders import get_or_404
from tienbo.access.models import AccessToken
from tienbo.access.tokens.bearer import Writing
from tienbo.core.refusals import Refused
from tienbo.reporting.api import shapes
from tienbo.reporting.api.given import answers, as_if, checked, figures_in, read_cells
from tienbo.reporting.api.queries import counted_of, reports_found, reports_told
from tienbo.reporting.api.told import (
    findings_told,
    form_told,
    report_whole,
    round_told,
    rule_told,
    said_of,
    sent_cells,
    version_told,
    working_cells,
)
from tienbo.reporting.entry.actions import CellNotAsked, NoSuchWarning, justify_finding, record_figures
from tienbo.reporting.entry.loading import report_or_404
from tienbo.reporting.entry.models import EntryChange
from tienbo.reporting.entry.queries import entries_of
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.exchange.actions import NothingReported, NotOwed, SendRefused, submit_report
from tienbo.reporting.formbook.queries import forms_seen_by
from tienbo.reporting.loaders import round_or_404, version_or_404
from tienbo.reporting.rounds.audience import rules_of
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.queries import due_of, rounds_visible_to
from tienbo.reporting.rounds.states import MoveRefused, State

router = Router(tags=["reports"])

REFUSALS = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429), shapes.Problem)
Page = Annotated[int, Query(ge=1, le=100_000, description="From 1.")]
PerPage = Annotated[int, Query(ge=1, le=200)]


class Asking(HttpRequest):
    """A request whose token was looked at: ``auth`` is the token, ``auth.user`` the person who acts."""

    auth: AccessToken


def _answers(shape: type) -> dict:
    return {200: shape} | REFUSALS


def _page(found, page: int, per_page: int) -> tuple[list, dict]:
    """The rows of a page, and the page's place among all; a page past the end is empty."""
    pages = Paginator(found, per_page)
    rows = list(pages.page(page).object_list) if page <= pages.num_pages else []
    return rows, {"total": pages.count, "page": page, "pages": pages.num_pages}


# --- reading ----------------------------------------------------------------------------------------------------------


@router.get("forms/{code}/{version}", response=_answers(shapes.FormTold), operation_id="form")
def form(request: Asking, code: str, version: int):
    """A version of a form: its tables, rows, breakdowns, marks and rules."""
    return form_told(get_or_404(forms_seen_by(request.auth.user), code=code, version=version))


@router.get("rounds", response=_answers(shapes.RoundsTold), operation_id="rounds")
def rounds(request: Asking, page: Page = 1, per_page: PerPage = 50):
    """The reporting rounds that the holder sees, the newest first."""
    rows, place = _page(rounds_visible_to(request.auth.user).prefetch_related("dues"), page, per_page)
    return place | {"items": [round_told(each) for each in rows]}


@router.get("rounds/{round}", response=_answers(shapes.RoundWithRules), operation_id="round")
def round(request: Asking, round: str):
    """One round, and the rules by which its reports are checked now."""
    found = round_or_404(request.auth.user, round)
    return round_told(found) | {"rules": [rule_told(rule) for rule in rules_of(found)]}


@router.get("reports", response=_answers(shapes.ReportsTold), operation_id="reports")
def reports(
    request: Asking,
    round: Annotated[str, Query(description="Code of the round.")],
    state: shapes.State | None = None,
    unit: Annotated[str | None, Query(description="The unit's part of the address.")] = None,
    page: Page = 1,
    per_page: PerPage = 50,
):
    """The reports of a round that the holder sees, in the order of the tree."""
    of_round = round_or_404(request.auth.user, round)
    rows, place = _page(reports_found(request.auth.user, of_round, state=state, unit=unit), page, per_page)
    return place | {"items": reports_told(rows)}


@router.get("reports/{round}/{unit}", response=_answers(shapes.ReportWhole), operation_id="report")
def report(request: Asking, round: str, unit: str):
    """One report: where it stands, and every version of it."""
    found = report_or_404(request.auth.user, round, unit)
    versions = list(found.versions.order_by("number"))
    counted = counted_of([found]).get(found.pk)
    return report_whole(request.auth.user, found, due_of(found.participant), versions, counted)


@router.get("reports/{round}/{unit}/figures", response=_answers(shapes.FiguresTold), operation_id="figures")
def figures(
    request: Asking,
    round: str,
    unit: str,
    version: Annotated[int | None, Query(ge=1, le=2**31 - 1, description="A version that was sent.")] = None,
):
    """Every cell that the unit is asked: the working figures, or those of a version as they were sent."""
    if version is None:
        found = report_or_404(request.auth.user, round, unit)
        return {"state": found.state, "version": None, "cells": working_cells(found, entries_of(found))}
    sent = version_or_404(request.auth.user, round, unit, version)
    return {"state": sent.report.state, "version": version, "cells": sent_cells(sent.report, sent)}


@router.get("reports/{round}/{unit}/findings", response=_answers(shapes.FindingsTold), operation_id="findings")
def findings(request: Asking, round: str, unit: str):
    """What the rules say of the working figures now."""
    return findings_told(report_or_404(request.auth.user, round, unit))


@router.post("reports/{round}/{unit}/check", response=_answers(shapes.FiguresAnswer), operation_id="check_figures")
def check(request: Asking, round: str, unit: str, body: shapes.FiguresToCheck):
    """What would become of these figures, and what the rules would say: nothing is kept. A reading token may ask."""
    found = report_or_404(request.auth.user, round, unit)
    read, kept = read_cells(found, body.cells), entries_of(found)
    cells = checked(body.cells, read, kept)
    return _counted(cells) | {"state": found.state} | findings_told(found, as_if(kept, figures_in(read)))


# --- writing ----------------------------------------------------------------------------------------------------------


@router.put(
    "reports/{round}/{unit}/figures",
    auth=Writing(),
    response=_answers(shapes.FiguresAnswer),
    operation_id="record_figures",
)
def keep_figures(request: Asking, round: str, unit: str, body: shapes.GivenFigures):
    """Keep figures. Each cell is answered by itself; the rules keep nothing from being kept. The same operation again
    changes nothing and is answered as the first time: a new operation for every new body."""
    found = report_or_404(request.auth.user, round, unit)
    read = read_cells(found, body.cells)
    recorded = _act(
        request,
        found,
        lambda: record_figures(
            by=request.auth.user,
            report=found,
            figures=figures_in(read),
            origin=EntryChange.Origin.SOFTWARE,
            operation=body.operation,
        ),
    )
    cells = answers(body.cells, read, recorded)
    return _counted(cells) | {"state": _fresh(found).state} | findings_told(found)


@router.post(
    "reports/{round}/{unit}/justifications",
    auth=Writing(),
    response=_answers(shapes.FindingsTold),
    operation_id="justify",
)
def justify(request: Asking, round: str, unit: str, body: shapes.GivenReason):
    """Say why a warning is right as it stands; the reason travels with the report."""
    found = report_or_404(request.auth.user, round, unit)

    def act() -> None:
        justify_finding(
            by=request.auth.user, report=found, finding=body.finding, text=body.text, operation=body.operation
        )

    _act(request, found, act)
    return findings_told(found)


@router.post("reports/{round}/{unit}/send", auth=Writing(), response=_answers(shapes.SentAnswer), operation_id="send")
def send(request: Asking, round: str, unit: str):
    """Send the report as a new version. Errors keep it back (422, with the findings); warnings travel with it."""
    found = report_or_404(request.auth.user, round, unit)
    version = _act(
        request,
        found,
        lambda: submit_report(by=request.auth.user, report=found),
        _("You may see this report, not send it."),
    )
    return {"state": _fresh(found).state, "version": version_told(version, counted_of([found]).get(found.pk))}


def _act(request: Asking, report: Report, act, denied: str = ""):
    """Do it, or say why it is not done as the screens say it. `denied`: what somebody is told who may not; else why he
    cannot enter figures."""
    try:
        return act()
    except MoveRefused as refused:
        raise Refused(409, "state", _why_not(request, report, refused)) from refused
    except PermissionDenied as refused:
        raise Refused(403, "forbidden", denied or closed_because(request.auth.user, _fresh(report))) from refused
    except CellNotAsked as refused:
        raise Refused(409, "form_changed", _("The form of the round has changed: read the figures again.")) from refused
    except NoSuchWarning as refused:
        said = _("The report has no warning %(checks)s any more: the reason was not kept.")
        raise Refused(422, "no_such_warning", said % {"checks": refused}) from refused
    except SendRefused as refused:
        said = _("Nothing was sent: the report holds errors. Mend them first.")
        raise Refused(422, "errors", said, {"findings": said_of(report, refused.findings)}) from refused
    except NothingReported as refused:
        raise Refused(422, "nothing_reported", _("Nothing was sent: no figure stands in the report.")) from refused
    except NotOwed as refused:
        raise Refused(422, "not_owed", _("Nothing was sent: the unit owes no report in this round.")) from refused


def _why_not(request: Asking, report: Report, refused: MoveRefused) -> str:
    fresh = _fresh(report)
    if said := closed_because(request.auth.user, fresh):
        return said
    return _("Nothing was done: the report stands at “%(state)s” now.") % {"state": State(refused.state).label}


def _fresh(report: Report) -> Report:
    report.refresh_from_db(fields=["state", "proxy"])
    return report


def _counted(cells: list[dict]) -> dict:
    """The cells with how many there are of each."""
    of = [cell["status"] for cell in cells]
    return {
        "cells": cells,
        "saved": of.count("saved"),
        "conflicts": of.count("conflict"),
        "refused": of.count("refused"),
    }
