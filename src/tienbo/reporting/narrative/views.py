"""The text of a report: one page, one form, every heading; it works without script."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.core import clock
from tienbo.core.csv_files import csv_lines
from tienbo.core.numbers import format_number
from tienbo.core.templatetags.formats import status
from tienbo.documents.extraction import ClassifiedText
from tienbo.files.downloads import csv_download
from tienbo.files.forms import sentence_of
from tienbo.reporting.definitions.queries import definition_of
from tienbo.reporting.entry.actions import PassageConflict, authorise_entry, write_passage
from tienbo.reporting.entry.grids import language, words
from tienbo.reporting.entry.loading import report_address, report_or_404
from tienbo.reporting.entry.rights import closed_because
from tienbo.reporting.entry.sheets import tables_asked
from tienbo.reporting.entry.wording import id_of
from tienbo.reporting.narrative.buttons import NAMES, pressed
from tienbo.reporting.narrative.forms import LONGEST, SPARE, Written, rearranged, written_of
from tienbo.reporting.narrative.groups import FromUnits, from_units
from tienbo.reporting.narrative.origins import COLUMNS, origin_rows, origins_of, version_numbered
from tienbo.reporting.narrative.queries import (
    FromBelow,
    Offer,
    Part,
    headings_of,
    parts_of,
    proposals_for,
    text_from_below,
    with_what_is_in,
    wordings_of,
)
from tienbo.reporting.rounds.models import Report
from tienbo.reporting.rounds.states import MoveRefused


@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, round: str, unit: str) -> HttpResponse:
    """Read and write the text. Every button saves everything first; what met somebody else's text is shown again."""
    report = report_or_404(request.user, round, unit)
    if request.method == "GET":
        return _page(request, report)
    if request.headers.get("Accept") == "application/json":
        return _kept_meanwhile(request, report)
    authorise_entry(request.user, report)
    post = rearranged(request.POST)
    written = written_of(post, parts_of(report))
    if refused := _why_refused(report, written):
        messages.error(request, refused)
        return _page(request, report, {each.heading: (each, None) for each in written})
    try:
        met = _keep(request, report, written)
    except MoveRefused:
        messages.error(request, closed_because(request.user, report))
        return redirect(report_address(report, "text"))
    if met:
        return _page(request, report, met)
    if any(name in post for name in NAMES):
        anchor = pressed(request, report)
        further = f"?edit={anchor[2:]}#{anchor}" if anchor.startswith("i-") else f"#{anchor}"
        return redirect(report_address(report, "text") + further)
    place = post.get("add") or post.get("place", "")
    if "add" not in post:
        messages.success(request, _("Saved."))
    further = f"?more={place}#h-{place}" if "add" in post else f"#h-{place}" if place else ""
    return redirect(report_address(report, "text") + further)


def _kept_meanwhile(request: HttpRequest, report: Report) -> JsonResponse:
    """What the script posts while somebody writes: only the headings that changed. Answered with the revision of each,
    or with what somebody else wrote there; a refusal says why in words."""
    try:
        authorise_entry(request.user, report)
        written = written_of(request.POST, parts_of(report), pasted=False)
        if refused := _why_refused(report, written):
            return JsonResponse({"message": refused}, status=422)
        met = _keep(request, report, written, _operation(request.POST.get("op", "")))
    except PermissionDenied:
        return JsonResponse({"message": closed_because(request.user, report)}, status=403)
    except MoveRefused:
        report.refresh_from_db(fields=["state"])
        return JsonResponse({"message": closed_because(request.user, report)}, status=409)
    parts = [part for part in parts_of(report) if not part.is_title]
    return JsonResponse(
        {
            "saved": {
                part.heading.code: part.passage.revision
                for part in parts
                if part.passage and part.heading.code not in met
            },
            "met": {
                code: {"text": theirs.text, "items": [item["text"] for item in theirs.items], "base": theirs.revision}
                for code, (_mine, theirs) in met.items()
            },
            "written": _("%(written)s of %(writable)s headings written")
            % {"written": sum(part.is_written for part in parts), "writable": len(parts)},
            "badge": status(report.state),
            "saved_at": f"{clock.now():%H:%M}",
        }
    )


def _operation(sent: str) -> uuid.UUID | None:
    """The id under which the script sends this piece of writing, however often; a form without script has none."""
    try:
        return uuid.UUID(sent)
    except ValueError:
        return None


def _why_refused(report: Report, written: Sequence[Written]) -> str:
    """Which headings are too long or bear a secrecy mark, and what to do; "" when none is."""
    if too_long := _names(report, [each for each in written if each.is_too_long]):
        most = format_number(LONGEST, lang=language())
        return _("%(headings)s: longer than %(most)s characters. Nothing is saved; shorten it and save again.") % {
            "headings": too_long,
            "most": most,
        }
    marked = _names(report, [each for each in written if each.is_marked])
    return f"{marked}: {sentence_of(ClassifiedText())}" if marked else ""


def _names(report: Report, written: Sequence[Written]) -> str:
    codes = {each.heading for each in written}
    return "; ".join(words(heading.text) for heading in headings_of(report) if heading.code in codes)


def _keep(
    request: HttpRequest, report: Report, written: Sequence[Written], operation: uuid.UUID | None = None
) -> dict[str, tuple[Written, object]]:
    """Save each heading; those that somebody else changed meanwhile, by heading, with what stands there."""
    met = {}
    for each in written:
        kept = write_passage(
            by=request.user,
            report=report,
            heading=each.heading,
            text=each.text,
            items=each.items,
            base=each.base,
            operation=operation,
        )
        if isinstance(kept, PassageConflict):
            met[each.heading] = (each, kept.theirs)
    report.refresh_from_db(fields=["state", "changed_at"])
    return met


def _page(request: HttpRequest, report: Report, met: dict | None = None) -> HttpResponse:
    """The page. `met`: by heading what was posted and not kept, with what somebody else wrote there (or None)."""
    closed = closed_because(request.user, report)
    parts = parts_of(report)
    proposals = {} if closed else with_what_is_in(parts, proposals_for(report, headings_of(report)))
    beside = Beside(text_from_below(report), from_units(report, parts), proposals)
    asked = {table.code for table in tables_asked(report)}
    more = request.GET.get("more", "")
    context = {
        "report": report,
        "report_url": report_address(report),
        "closed": closed,
        "met": sum(theirs is not None for _mine, theirs in (met or {}).values()),
        "parts": [_part(report, part, beside, asked, (met or {}).get(part.heading.code), more) for part in parts],
        "edit": request.GET.get("edit", ""),
        "drafts": sum(not offer.is_in for offers in proposals.values() for offer in offers),
        "taken": beside.units.taken,
        "owing": beside.units.owing,
        "written": sum(part.is_written for part in parts),
        "writable": sum(not part.is_title for part in parts),
    }
    return render(request, "reporting/text.html", context, status=422 if met else 200)


class Beside(NamedTuple):
    """What stands beside the text, by heading: the prose of units, their items in groups, sentences of records."""

    prose: Mapping[str, list[FromBelow]]
    units: FromUnits
    proposals: Mapping[str, list[Offer]]


def _part(report: Report, part: Part, beside: Beside, asked, met, more: str) -> dict:
    """One heading as the template shows it."""
    heading, passage = part.heading, part.passage
    definition = definition_of(report.round.form)
    shown_text = met[0].text if met else passage.text if passage else ""
    theirs = met[1] if met else None
    shown_items = _items(report, part, met[0].items if met else passage.items if passage else (), beside.units.changed)
    groups = beside.units.groups.get(heading.code, ())
    spare = 0 if not part.takes_items or heading.kind == "text" else SPARE + (2 if heading.code == more else 0)
    return {
        "code": heading.code,
        "number": heading.num,
        "label": words(heading.text),
        "is_title": part.is_title,
        "takes_items": part.takes_items,
        "takes_prose": part.takes_prose,
        "is_whole": "." not in heading.num,
        "types": [(code, words(definition.item_types[code].text)) for code in heading.item_types],
        "text": shown_text,
        "items": shown_items,
        "spare": range(spare),
        "base": theirs.revision if theirs else met[0].base if met else passage.revision if passage else 0,
        "theirs": theirs,
        "is_written": part.is_written,
        "is_restricted": heading.confidentiality == "restricted",
        "tables": [
            {"code": code, "url": report_address(report, "table", code)} for code in heading.tables if code in asked
        ],
        "proposals": beside.proposals.get(heading.code, ()),
        "drafts": sum(not offer.is_in for offer in beside.proposals.get(heading.code, ())),
        "below": beside.prose.get(heading.code, ()),
        "open": [group for group in groups if not group.is_settled],
        "taken_over": [group for group in groups if group.is_settled and not group.dropped],
        "dropped": [group for group in groups if group.is_settled and group.dropped],
        "sourced": sum(bool(each.get("sources")) for each in (*passage.items, *passage.sources)) if passage else 0,
        "sources": report_address(report, "text_sources", heading.code) if passage else "",
        "history": report_address(report, "text_history", heading.code) if passage else "",
    }


def _items(report: Report, part: Part, items: Iterable[Mapping], changed: Mapping) -> list[dict]:
    """Items as they are shown; of those that somebody posts, where they come from is known by their ids."""
    known = {id_of(item): item for item in (part.passage.items if part.passage else ())}
    shown = []
    for item in items:
        identity = item.get("id") or id_of(item)
        sources = known.get(identity, {}).get("sources", ())
        shown.append(
            {
                "id": identity,
                "text": item["text"],
                "type": item.get("type", ""),
                "units": len({source["unit"] for source in sources if "unit" in source}),
                "records": sum("module" in source for source in sources),
                "edited": known.get(identity, {}).get("edited", False),
                "changed": changed.get(identity, ()),
            }
        )
    return shown


@require_GET
def text_sources(request: HttpRequest, round: str, unit: str, heading: str) -> HttpResponse:
    """Where the sentences under a heading come from, down to the unit that wrote each; of the text as it stands, or of
    what a version sent (``?version=``)."""
    report = report_or_404(request.user, round, unit)
    found = next((each for each in headings_of(report) if each.code == heading), None)
    version = version_numbered(report, request.GET.get("version", ""))
    if found is None or ("version" in request.GET and version is None):
        raise Http404("no such heading or version")
    context = {
        "report": report,
        "report_url": report_address(report),
        "text_url": report_address(report, "text"),
        "number": found.num,
        "label": words(found.text),
        "version": version.number if version else None,
        "origins": origins_of(report, heading, version),
        "csv_url": f"{report_address(report, 'text_sources_csv')}{f'?version={version.number}' if version else ''}",
    }
    return render(request, "reporting/text_sources.html", context)


@require_GET
def text_sources_csv(request: HttpRequest, round: str, unit: str) -> StreamingHttpResponse:
    """Where all sentences come from, as a file: of the text as it stands, or as a version sent it (``?version=``)."""
    report = report_or_404(request.user, round, unit)
    version = version_numbered(report, request.GET.get("version", ""))
    if "version" in request.GET and version is None:
        raise Http404("no such version")
    name = "-".join(filter(None, ["nguon-loi-van", round, unit, f"v{version.number}" if version else ""]))
    return csv_download(f"{name}.csv", csv_lines(COLUMNS, origin_rows(report, version)))


@require_GET
def text_history(request: HttpRequest, round: str, unit: str, heading: str) -> HttpResponse:
    """What has been written under a heading, by whom and when."""
    report = report_or_404(request.user, round, unit)
    found = next((each for each in headings_of(report) if each.code == heading), None)
    if found is None:
        raise Http404("no such heading")
    context = {
        "report": report,
        "report_url": report_address(report),
        "text_url": report_address(report, "text"),
        "number": found.num,
        "label": words(found.text),
        "wordings": wordings_of(report, heading),
    }
    return render(request, "reporting/text_history.html", context)
