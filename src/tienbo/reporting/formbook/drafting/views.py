"""Screens on which a draft of a form is written: each takes one verb of `definitions.drafting` to the draft."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from tienbo.access.loaders import get_or_404
from tienbo.documents.extraction import ClassifiedText, Unreadable
from tienbo.files.forms import sentence_of
from tienbo.reporting.definitions.actions import (
    DraftMoved,
    NothingChanged,
    VersionTaken,
    change_form,
    discard_form,
    keep_reading,
    release_form,
)
from tienbo.reporting.definitions.drafting import editing
from tienbo.reporting.definitions.drafting.comparing import compared
from tienbo.reporting.definitions.drafting.foreign import MappedTable, with_mapped
from tienbo.reporting.definitions.drafting.sheets import form_workbook
from tienbo.reporting.definitions.drafting.text import part_text, plain
from tienbo.reporting.definitions.models import FormDraft
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import (
    definition_of,
    draft_definition,
    drafts_of,
    element_prefix,
    known_rows,
    problems_of_draft,
)
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.entry.grids import language
from tienbo.reporting.formbook.drafting.pages import (
    draft_page,
    elements_to_offer,
    mapped_table,
    paper_page,
    problem_rows,
)
from tienbo.reporting.formbook.files import DEFINITIONS, PAPERS, change_in, tables_in
from tienbo.reporting.formbook.forms import (
    FileForm,
    HeadForm,
    HeadingForm,
    LookForm,
    PartForm,
    RowForm,
    TableForm,
)
from tienbo.reporting.formbook.queries import looked_at
from tienbo.reporting.formbook.views import XLSX, YAML, file_answer
from tienbo.reporting.formbook.words import PARTS, change_rows, others_said

NEW = "new"
Change = Callable[[Definition], Definition]


def _draft(request: HttpRequest, uid) -> FormDraft:
    return get_or_404(drafts_of(request.user), uid=uid)


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _to_draft(found: FormDraft) -> HttpResponse:
    return redirect("reporting:form_draft", uid=found.uid)


def _moved(request: HttpRequest, found: FormDraft) -> HttpResponse:
    messages.error(request, _("Somebody else has changed this draft meanwhile. Look at it, then do it again."))
    if FormDraft.objects.filter(pk=found.pk).exists():
        return _to_draft(found)
    return redirect("reporting:forms")


def _change(request: HttpRequest, found: FormDraft, change: Change, what: str = "") -> FormDraft:
    return change_form(by=request.user, draft=found, change=change, revision=_revision(request), what=what)


def _written(request: HttpRequest, found: FormDraft, form, change: Callable[[], Change], what: str) -> bool:
    """Whether the form was right and its change kept; a problem is shown at its field. DraftMoved passes."""
    if not form.is_valid():
        return False
    try:
        _change(request, found, change(), what)
    except DefinitionError as error:
        form.show(error.problems)
        return False
    except ClassifiedText as refusal:
        form.add_error(None, sentence_of(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a whole: its tables, what must be mended, its name; tables are moved, what dangles is taken out."""
    found = _draft(request, uid)
    act = request.POST.get("act", "")
    head = HeadForm(request.POST if act == "head" else None, initial=HeadForm.initial_of(draft_definition(found)))
    if request.method == "POST":
        try:
            if (answer := _acted(request, found, head, act)) is not None:
                return answer
        except DraftMoved:
            return _moved(request, found)
    context = draft_page(found) | {"head": head}
    return render(request, "reporting/form_draft.html", context, status=422 if head.errors else 200)


def _acted(request: HttpRequest, found: FormDraft, head: HeadForm, act: str) -> HttpResponse | None:
    if act == "discard":
        discard_form(by=request.user, draft=found)
        messages.success(request, _("The draft is thrown away."))
        return redirect("reporting:forms")
    if act == "head":
        kept = _written(request, found, head, lambda: lambda form: editing.named(form, **head.fields_given()), "form")
        return _to_draft(found) if kept else None
    if act == "mend":
        taken: list[str] = []

        def mend(form: Definition) -> Definition:
            mended, codes = editing.mended(form)
            taken.extend(codes)
            return mended

        _change(request, found, mend, "mend")
        messages.success(request, _("Changed or taken out: %(codes)s") % {"codes": ", ".join(taken) or "–"})
        return _to_draft(found)
    steps = {"up": -1, "down": 1}.get(act)
    if steps is not None:
        code = request.POST.get("table", "")
        _tried(request, found, lambda form: editing.moved_table(form, code, steps=steps), code)
    return _to_draft(found)


def _tried(request: HttpRequest, found: FormDraft, change: Change, what: str) -> None:
    """A change by a button: what it is about may be gone, or there may be no room for it."""
    try:
        _change(request, found, change, what)
    except KeyError:
        raise Http404(what) from None
    except DefinitionError as error:
        messages.error(request, "; ".join(each.en if language() == "en" else each.vi for each in error.problems))


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, uid, code: str) -> HttpResponse:
    """One table of a draft and its rows; rows are moved and taken out here."""
    found = _draft(request, uid)
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
            return _moved(request, found)
    context = {
        "draft": found,
        "table": stands,
        "fields": fields,
        "problems": problem_rows(found, problems_of_draft(definition), f"tables[{code}]"),
    }
    return render(request, "reporting/form_table.html", context, status=422 if fields.errors else 200)


def _table_acted(request: HttpRequest, found: FormDraft, fields: TableForm, code: str, act: str) -> HttpResponse | None:
    if act == "save":
        instead = "" if code == NEW else code
        kept = _written(
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
        _tried(request, found, lambda form: editing.without_table(form, code), code)
        return _to_draft(found)
    row = request.POST.get("row", "")
    steps = {"up": -1, "down": 1}.get(act)
    if steps is not None:
        _tried(request, found, lambda form: editing.moved_row(form, row, steps=steps), row)
    elif act == "drop":
        _tried(request, found, lambda form: editing.without_row(form, row), row)
    return redirect("reporting:form_draft_table", uid=found.uid, code=code)


@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, uid, code: str, place: str) -> HttpResponse:
    """One row of a table; a new one below the row that is named, or at the end."""
    found = _draft(request, uid)
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
            return _moved(request, found)
    context = {
        "draft": found,
        "table": definition.table_by_code[code],
        "row": stands,
        "fields": fields,
        "below": request.GET.get("below", ""),
        "elements": elements_to_offer(found, definition),
        "own": [(each.code, each) for each in definition.rows() if each is not stands],
        "problems": problem_rows(found, problems_of_draft(definition), f"tables[{code}].rows[{place}]"),
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
        return _written(request, found, fields, change, place)
    except KeyError:
        raise Http404("no such row") from None


@require_http_methods(["GET", "POST"])
def headings(request: HttpRequest, uid) -> HttpResponse:
    """The headings of the text; they are moved and taken out here."""
    found = _draft(request, uid)
    if request.method == "POST":
        code, act = request.POST.get("heading", ""), request.POST.get("act", "")
        steps = {"up": -1, "down": 1}.get(act)
        try:
            if steps is not None:
                _tried(request, found, lambda form: editing.moved_heading(form, code, steps=steps), code)
            elif act == "drop":
                _tried(request, found, lambda form: editing.without_heading(form, code), code)
        except DraftMoved:
            return _moved(request, found)
        return redirect("reporting:form_draft_headings", uid=found.uid)
    definition = draft_definition(found)
    problems = problem_rows(found, problems_of_draft(definition), "narrative[")
    context = {"draft": found, "headings": definition.narrative, "problems": problems}
    return render(request, "reporting/form_headings.html", context)


@require_http_methods(["GET", "POST"])
def heading(request: HttpRequest, uid, code: str) -> HttpResponse:
    """One heading of the text."""
    found = _draft(request, uid)
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
            if _written(request, found, fields, change, code):
                return redirect("reporting:form_draft_headings", uid=found.uid)
        except DraftMoved:
            return _moved(request, found)
    context = {"draft": found, "heading": stands, "fields": fields, "below": below}
    return render(request, "reporting/form_heading.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid, part: str) -> HttpResponse:
    """One of the other parts of a form, as YAML."""
    found = _draft(request, uid)
    if part not in PARTS:
        raise Http404("no such part")
    definition = draft_definition(found)
    stands = plain(definition).get(part)
    text = part_text(stands) if stands is not None else ""
    fields = PartForm(request.POST if request.method == "POST" else None, initial={"text": text})
    if request.method == "POST":
        given = fields.data.get("text", "")
        try:
            if _written(request, found, fields, lambda: lambda form: editing.with_part(form, part, given), part):
                return _to_draft(found)
        except DraftMoved:
            return _moved(request, found)
    problems = problem_rows(found, problems_of_draft(definition), part)
    context = {"draft": found, "part": part, "name": PARTS[part], "fields": fields, "problems": problems}
    return render(request, "reporting/form_part.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def preview(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a unit of some kind will see it."""
    found = _draft(request, uid)
    definition = draft_definition(found)
    # Rules and indicators that name what is gone do not change what is seen.
    blocking = [
        each for each in problems_of_draft(definition) if each.place.startswith(("tables", "terms", "audiences"))
    ]
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
    found = _draft(request, uid)
    told = compared(definition_of(found.based_on), draft_definition(found))
    context = {"draft": found, "changes": told, "rows": change_rows(told), "others": others_said(told)}
    return render(request, "reporting/form_draft_changes.html", context)


@require_http_methods(["GET", "POST"])
def import_form(request: HttpRequest, uid) -> HttpResponse:
    """A definition file or a workbook in the place of what the draft says."""
    found = _draft(request, uid)
    posted = request.method == "POST"
    form = FileForm(request.POST, request.FILES, accept=DEFINITIONS) if posted else FileForm(accept=DEFINITIONS)
    if posted and form.is_valid():
        try:
            _change(request, found, change_in(form.cleaned_data["file"]), "import")
        except DefinitionError as error:
            form.show(error.problems)
        except (Unreadable, ClassifiedText) as refusal:
            form.add_error("file", sentence_of(refusal))
        except DraftMoved:
            return _moved(request, found)
        else:
            messages.success(request, _("The draft says what the file says. Look at what changed."))
            return redirect("reporting:form_draft_changes", uid=found.uid)
    context = {"draft": found, "form": form}
    return render(request, "reporting/form_import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, uid) -> HttpResponse:
    """A Word or Excel form read into the draft: a file is sent, its rows are mapped to elements table by table."""
    found = _draft(request, uid)
    act = request.POST.get("act", "")
    sent = act == "read"
    form = FileForm(request.POST, request.FILES, accept=PAPERS) if sent else FileForm(accept=PAPERS)
    problems: list[str] = []
    try:
        if sent and form.is_valid() and _paper_read(request, found, form):
            return redirect("reporting:form_draft_paper", uid=found.uid)
        if act == "drop":
            keep_reading(by=request.user, draft=found, tables=[], revision=_revision(request))
            return _to_draft(found)
        if act == "map":
            mapped = mapped_table(request.POST, found)
            problems = _mapped(request, found, mapped)
            if not problems:
                return redirect("reporting:form_draft_table", uid=found.uid, code=mapped.code)
    except DraftMoved:
        return _moved(request, found)
    context = paper_page(found, request.POST if act == "map" else {}) | {"form": form, "problems": problems}
    return render(request, "reporting/form_paper.html", context, status=422 if request.method == "POST" else 200)


def _paper_read(request: HttpRequest, found: FormDraft, form: FileForm) -> bool:
    try:
        tables = tables_in(form.cleaned_data["file"])
        if tables:
            keep_reading(by=request.user, draft=found, tables=tables, revision=_revision(request))
            return True
    except (Unreadable, ClassifiedText) as refusal:
        form.add_error("file", sentence_of(refusal))
    else:
        form.add_error("file", _("No table with rows of words was found in the file: choose another one."))
    return False


def _mapped(request: HttpRequest, found: FormDraft, table: MappedTable) -> list[str]:
    """Why the table was not made; empty when it was."""
    if not table.rows:
        return [_("No row was kept: map at least one row.")]
    known = known_rows(found.unit) | {row.code: plain(row) for row in draft_definition(found).rows()}
    if unknown := [row.element for row in table.rows if row.element and row.element not in known]:
        return [_("There is no element %(codes)s: take one from the list.") % {"codes": ", ".join(unknown)}]
    if twice := sorted({row.element for row in table.rows if row.element and _times(table, row.element) > 1}):
        return [_("Two rows cannot be one element: %(codes)s") % {"codes": ", ".join(twice)}]
    prefix = element_prefix(found.unit)
    try:
        _change(request, found, lambda form: with_mapped(form, table, known, prefix), table.code)
    except DefinitionError as error:
        return [f"{each.place}: {each.en if language() == 'en' else each.vi}" for each in error.problems]
    except ClassifiedText as refusal:
        return [sentence_of(refusal)]
    said = ngettext("Table %(code)s with %(n)d row.", "Table %(code)s with %(n)d rows.", len(table.rows))
    messages.success(request, said % {"code": table.code, "n": len(table.rows)})
    return []


def _times(table: MappedTable, element: str) -> int:
    return sum(row.element == element for row in table.rows)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, uid) -> HttpResponse:
    """What a release changes, then the release."""
    found = _draft(request, uid)
    if request.method == "POST":
        try:
            form = release_form(by=request.user, draft=found, revision=_revision(request))
        except DraftMoved:
            return _moved(request, found)
        except DefinitionError:
            messages.error(request, _("Some parts do not agree yet: mend them first."))
            return _to_draft(found)
        except NothingChanged:
            messages.error(request, _("The draft says exactly what it began with: there is nothing to release."))
            return _to_draft(found)
        except VersionTaken:
            messages.error(request, _("This number is taken by another version: begin the draft again."))
            return _to_draft(found)
        messages.success(request, _("Released. New rounds may take it; open rounds keep theirs until they go over."))
        return redirect("reporting:form", code=form.code, version=form.version)
    definition = draft_definition(found)
    told = compared(definition_of(found.based_on), definition)
    context = {
        "draft": found,
        "changes": told,
        "rows": change_rows(told),
        "others": others_said(told),
        "problems": problem_rows(found, problems_of_draft(definition)),
    }
    return render(request, "reporting/form_release.html", context)


@require_GET
def yaml_file(request: HttpRequest, uid) -> HttpResponse:
    """A draft as its definition file."""
    found = _draft(request, uid)
    return file_answer(found.source, f"{found.code}-v{found.version}-draft.yaml", YAML)


@require_GET
def xlsx_file(request: HttpRequest, uid) -> HttpResponse:
    """A draft as a workbook."""
    found = _draft(request, uid)
    data = form_workbook(draft_definition(found), language())
    return file_answer(data, f"{found.code}-v{found.version}-draft.xlsx", XLSX)
