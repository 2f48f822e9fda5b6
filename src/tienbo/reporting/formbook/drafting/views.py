"""Screens on which a draft of a form is written: each takes one verb of `definitions.drafting` to the draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.reporting.definitions.actions import VersionTaken, discard_form, release_form
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.drafting.comparing import compared
from tienbo.reporting.definitions.drafting.sheets import form_workbook
from tienbo.reporting.definitions.drafting.text import part_text, plain
from tienbo.reporting.definitions.models import FormDraft
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import (
    definition_of,
    draft_definition,
    element_prefix,
    known_rows,
    problems_of_draft,
)
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.definitions.states import DraftMoved, NothingChanged
from tienbo.reporting.entry.grids import language
from tienbo.reporting.formbook.drafting.pages import (
    draft_page,
    elements_to_offer,
    problem_rows,
)
from tienbo.reporting.formbook.drafting.writing import (
    Change,
    changed,
    draft_or_404,
    is_written,
    revision_of,
    somebody_else,
    to_draft,
    tried,
)
from tienbo.reporting.formbook.files import XLSX, YAML, file_answer
from tienbo.reporting.formbook.forms import (
    HeadForm,
    HeadingForm,
    LookForm,
    PartForm,
    RowForm,
    TableForm,
)
from tienbo.reporting.formbook.queries import looked_at
from tienbo.reporting.formbook.words import PARTS, change_rows, others_said

NEW = "new"


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a whole: its tables, what must be mended, its name; tables are moved, what dangles is taken out."""
    found = draft_or_404(request, uid)
    act = request.POST.get("act", "")
    head = HeadForm(request.POST if act == "head" else None, initial=HeadForm.initial_of(draft_definition(found)))
    if request.method == "POST":
        try:
            if (answer := _acted(request, found, head, act)) is not None:
                return answer
        except DraftMoved:
            return somebody_else(request, found)
    context = draft_page(found) | {"head": head}
    return render(request, "reporting/form_draft.html", context, status=422 if head.errors else 200)


def _acted(request: HttpRequest, found: FormDraft, head: HeadForm, act: str) -> HttpResponse | None:
    if act == "discard":
        discard_form(by=request.user, draft=found)
        messages.success(request, _("The draft is thrown away."))
        return redirect("reporting:forms")
    if act == "head":
        kept = is_written(request, found, head, lambda: lambda form: editing.named(form, **head.fields_given()), "form")
        return to_draft(found) if kept else None
    if act == "mend":
        taken: list[str] = []

        def mend(form: Definition) -> Definition:
            mended, codes = editing.mended(form)
            taken.extend(codes)
            return mended

        changed(request, found, mend, "mend")
        messages.success(request, _("Changed or taken out: %(codes)s") % {"codes": ", ".join(taken) or "–"})
        return to_draft(found)
    steps = {"up": -1, "down": 1}.get(act)
    if steps is not None:
        code = request.POST.get("table", "")
        tried(request, found, lambda form: editing.moved_table(form, code, steps=steps), code)
    return to_draft(found)


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, uid, code: str) -> HttpResponse:
    """One table of a draft and its rows; rows are moved and taken out here."""
    found = draft_or_404(request, uid)
    definition = draft_definition(found)
    stands = definition.table_by_code.get(code)
    if stands is None and code != NEW:
        raise Http404("no such table")
    act = request.POST.get("act", "")
    initial = TableForm.initial_of(stands) if stands else {}
    fields = TableForm(request.POST if act == "save" else None, definition=definition, initial=initial)
    if request.method == "POST":
        try:
            if (answer := _table_acted(request, found, fields, code, act)) is not None:
                return answer
        except DraftMoved:
            return somebody_else(request, found)
    context = {
        "draft": found,
        "table": stands,
        "fields": fields,
        "problems": problem_rows(found, problems_of_draft(definition, found.unit), f"tables[{code}]"),
    }
    return render(request, "reporting/form_table.html", context, status=422 if fields.errors else 200)


def _table_acted(request: HttpRequest, found: FormDraft, fields: TableForm, code: str, act: str) -> HttpResponse | None:
    if act == "save":
        instead = "" if code == NEW else code
        kept = is_written(
            request,
            found,
            fields,
            lambda: lambda form: editing.with_table(form, fields.fields_given(), instead_of=instead),
            code,
        )
        if not kept:
            return None
        return redirect("reporting:form_draft_table", uid=found.uid, code=fields.cleaned_data["code"].strip())
    if act == "remove":
        tried(request, found, lambda form: editing.without_table(form, code), code)
        return to_draft(found)
    row = request.POST.get("row", "")
    steps = {"up": -1, "down": 1}.get(act)
    if steps is not None:
        tried(request, found, lambda form: editing.moved_row(form, row, steps=steps), row)
    elif act == "drop":
        tried(request, found, lambda form: editing.without_row(form, row), row)
    return redirect("reporting:form_draft_table", uid=found.uid, code=code)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, uid, code: str, place: str) -> HttpResponse:
    """One row of a table; a new one below the row that is named, or at the end."""
    found = draft_or_404(request, uid)
    definition = draft_definition(found)
    stands = definition.row_by_id.get(place)
    if code not in definition.table_by_code or (stands is None and place != NEW):
        raise Http404("no such row")
    initial = RowForm.initial_of(stands) if stands else _new_row(request, found, definition)
    fields = RowForm(request.POST if request.method == "POST" else None, definition=definition, initial=initial)
    if request.method == "POST":
        try:
            if _row_written(request, found, fields, code, place):
                return redirect("reporting:form_draft_table", uid=found.uid, code=code)
        except DraftMoved:
            return somebody_else(request, found)
    context = {
        "draft": found,
        "table": definition.table_by_code[code],
        "row": stands,
        "fields": fields,
        "below": request.GET.get("below", ""),
        "elements": elements_to_offer(found, definition),
        "own": [(each.code, each) for each in definition.rows() if each is not stands],
        "problems": problem_rows(found, problems_of_draft(definition, found.unit), f"tables[{code}].rows[{place}]"),
    }
    return render(request, "reporting/form_row.html", context, status=422 if request.method == "POST" else 200)


def _new_row(request: HttpRequest, found: FormDraft, definition: Definition) -> dict:
    """What a new row begins with: an element that was asked for, as some form asks it; else a count."""
    known = known_rows(found.unit).get(request.GET.get("element", ""))
    if known:
        note = known.get("note") or {}
        return {**known, "note_vi": note.get("vi", ""), "note_en": note.get("en", "")}
    usual = {
        "kind": "count",
        "nature": "flow",
        "aggregation": "sum",
        "fill": "manual",
        "code": element_prefix(found.unit),
    }
    return usual | {"code": f"{usual['code']}.", "audience": "all" if "all" in definition.audiences else ""}


def _row_written(request: HttpRequest, found: FormDraft, fields: RowForm, code: str, place: str) -> bool:
    below = request.POST.get("below", "")

    def change() -> Change:
        given, other = fields.fields_given(), fields.cleaned_data["other_unit"].strip()

        def put(form: Definition) -> Definition:
            row = dict(given)
            if other:
                form, row["unit"] = editing.with_unit(form, other, other)
            if place != NEW:
                return editing.with_row(form, code, row, instead_of=place)
            return editing.with_row(form, code, row, below=below if below in form.row_by_id else "")

        return put

    try:
        return is_written(request, found, fields, change, place)
    except KeyError:
        raise Http404("no such row") from None


@require_http_methods(["GET", "POST"])
def headings(request: HttpRequest, uid) -> HttpResponse:
    """The headings of the text; they are moved and taken out here."""
    found = draft_or_404(request, uid)
    if request.method == "POST":
        code, act = request.POST.get("heading", ""), request.POST.get("act", "")
        steps = {"up": -1, "down": 1}.get(act)
        try:
            if steps is not None:
                tried(request, found, lambda form: editing.moved_heading(form, code, steps=steps), code)
            elif act == "drop":
                tried(request, found, lambda form: editing.without_heading(form, code), code)
        except DraftMoved:
            return somebody_else(request, found)
        return redirect("reporting:form_draft_headings", uid=found.uid)
    definition = draft_definition(found)
    problems = problem_rows(found, problems_of_draft(definition, found.unit), "narrative[")
    context = {"draft": found, "headings": definition.narrative, "problems": problems}
    return render(request, "reporting/form_headings.html", context)


@require_http_methods(["GET", "POST"])
def heading(request: HttpRequest, uid, code: str) -> HttpResponse:
    """One heading of the text."""
    found = draft_or_404(request, uid)
    definition = draft_definition(found)
    stands = next((each for each in definition.narrative if each.code == code), None)
    if stands is None and code != NEW:
        raise Http404("no such heading")
    usual = {"kind": "text", "reports": ["half_year", "annual", "adhoc"]}
    initial = HeadingForm.initial_of(stands) if stands else usual
    fields = HeadingForm(request.POST if request.method == "POST" else None, definition=definition, initial=initial)
    below = request.POST.get("below", request.GET.get("below", ""))

    def change() -> Change:
        given = fields.fields_given(plain(stands) if stands else {})
        if stands:
            return lambda form: editing.with_heading(form, given, instead_of=code)
        known = {each.code for each in definition.narrative}
        return lambda form: editing.with_heading(form, given, below=below if below in known else "")

    if request.method == "POST":
        try:
            if is_written(request, found, fields, change, code):
                return redirect("reporting:form_draft_headings", uid=found.uid)
        except DraftMoved:
            return somebody_else(request, found)
    context = {"draft": found, "heading": stands, "fields": fields, "below": below}
    return render(request, "reporting/form_heading.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid, part: str) -> HttpResponse:
    """One of the other parts of a form, as YAML."""
    found = draft_or_404(request, uid)
    if part not in PARTS:
        raise Http404("no such part")
    definition = draft_definition(found)
    stands = plain(definition).get(part)
    text = part_text(stands) if stands is not None else ""
    fields = PartForm(request.POST if request.method == "POST" else None, initial={"text": text})
    if request.method == "POST":
        given = fields.data.get("text", "")
        try:
            if is_written(request, found, fields, lambda: lambda form: editing.with_part(form, part, given), part):
                return to_draft(found)
        except DraftMoved:
            return somebody_else(request, found)
    problems = problem_rows(found, problems_of_draft(definition, found.unit), part)
    context = {"draft": found, "part": part, "name": PARTS[part], "fields": fields, "problems": problems}
    return render(request, "reporting/form_part.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def preview(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a unit of some kind will see it."""
    found = draft_or_404(request, uid)
    definition = draft_definition(found)
    # Rules and indicators that name what is gone do not change what is seen.
    problems = problems_of_draft(definition, found.unit)
    blocking = [each for each in problems if each.place.startswith(("tables", "terms", "audiences"))]
    look = LookForm(request.GET or None, definition=definition)
    context = {
        "draft": found,
        "definition": definition,
        "look": look,
        "looked": look.look(),
        "problems": problem_rows(found, blocking),
        "tables": [] if blocking else looked_at(definition, look.look()),
    }
    return render(request, "reporting/form_draft_preview.html", context)


@require_GET
def changes(request: HttpRequest, uid) -> HttpResponse:
    """What a draft says otherwise than the version that it began with."""
    found = draft_or_404(request, uid)
    told = compared(definition_of(found.based_on), draft_definition(found))
    context = {"draft": found, "changes": told, "rows": change_rows(told), "others": others_said(told)}
    return render(request, "reporting/form_draft_changes.html", context)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, uid) -> HttpResponse:
    """What a release changes, then the release."""
    found = draft_or_404(request, uid)
    if request.method == "POST":
        try:
            form = release_form(by=request.user, draft=found, revision=revision_of(request))
        except DraftMoved:
            return somebody_else(request, found)
        except DefinitionError:
            messages.error(request, _("Some parts do not agree yet: mend them first."))
            return to_draft(found)
        except NothingChanged:
            messages.error(request, _("The draft says exactly what it began with: there is nothing to release."))
            return to_draft(found)
        except VersionTaken:
            messages.error(request, _("This number is taken by another version: begin the draft again."))
            return to_draft(found)
        messages.success(request, _("Released. New rounds may take it; open rounds keep theirs until they go over."))
        return redirect("reporting:form", code=form.code, version=form.version)
    definition = draft_definition(found)
    told = compared(definition_of(found.based_on), definition)
    context = {
        "draft": found,
        "changes": told,
        "rows": change_rows(told),
        "others": others_said(told),
        "problems": problem_rows(found, problems_of_draft(definition, found.unit)),
    }
    return render(request, "reporting/form_release.html", context)


@require_GET
def yaml_file(request: HttpRequest, uid) -> HttpResponse:
    """A draft as its definition file."""
    found = draft_or_404(request, uid)
    return file_answer(found.source, f"{found.code}-v{found.version}-draft.yaml", YAML)


@require_GET
def xlsx_file(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a workbook."""
    found = draft_or_404(request, uid)
    data = form_workbook(draft_definition(found), language())
    return file_answer(data, f"{found.code}-v{found.version}-draft.xlsx", XLSX)
