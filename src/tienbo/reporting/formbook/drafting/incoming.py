"""What comes into a draft from outside: a definition file, a workbook of one, a paper form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tienbo.documents.extraction import ClassifiedText, Unreadable
from tienbo.files.forms import sentence_of
from tienbo.reporting.definitions.actions import keep_reading
from tienbo.reporting.definitions.drafting.foreign import MappedTable, with_mapped
from tienbo.reporting.definitions.drafting.text import plain
from tienbo.reporting.definitions.models import FormDraft
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import draft_definition, element_prefix, known_rows
from tienbo.reporting.definitions.states import DraftMoved
from tienbo.reporting.formbook.drafting.pages import mapped_table, paper_page
from tienbo.reporting.formbook.drafting.writing import changed, draft_or_404, revision_of, somebody_else, to_draft
from tienbo.reporting.formbook.files import DEFINITIONS, PAPERS, change_in, tables_in
from tienbo.reporting.formbook.forms import FileForm
from tienbo.reporting.formbook.words import place_said, problem_said


@require_http_methods(["GET", "POST"])
def import_form(request: HttpRequest, uid) -> HttpResponse:
    """A definition file or a workbook in the place of what the draft says."""
    found = draft_or_404(request, uid)
    posted = request.method == "POST"
    form = FileForm(request.POST, request.FILES, accept=DEFINITIONS) if posted else FileForm(accept=DEFINITIONS)
    if posted and form.is_valid():
        try:
            changed(request, found, change_in(form.cleaned_data["file"]), "import")
        except DefinitionError as error:
            form.show(error.problems)
        except (Unreadable, ClassifiedText) as refusal:
            form.add_error("file", sentence_of(refusal))
        except DraftMoved:
            return somebody_else(request, found)
        else:
            messages.success(request, _("The draft says what the file says. Look at what changed."))
            return redirect("reporting:form_draft_changes", uid=found.uid)
    context = {"draft": found, "form": form}
    return render(request, "reporting/form_import.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, uid) -> HttpResponse:
    """A Word or Excel form read into the draft: a file is sent, its rows are mapped to elements table by table."""
    found = draft_or_404(request, uid)
    act = request.POST.get("act", "")
    sent = act == "read"
    form = FileForm(request.POST, request.FILES, accept=PAPERS) if sent else FileForm(accept=PAPERS)
    problems: list[str] = []
    try:
        if sent and form.is_valid() and _paper_read(request, found, form):
            return redirect("reporting:form_draft_paper", uid=found.uid)
        if act == "drop":
            keep_reading(by=request.user, draft=found, tables=[], revision=revision_of(request))
            return to_draft(found)
        if act == "map":
            mapped = mapped_table(request.POST, found)
            problems = _mapped(request, found, mapped)
            if not problems:
                return redirect("reporting:form_draft_table", uid=found.uid, code=mapped.code)
    except DraftMoved:
        return somebody_else(request, found)
    context = paper_page(found, request.POST if act == "map" else {}) | {"form": form, "problems": problems}
    return render(request, "reporting/form_paper.html", context, status=422 if request.method == "POST" else 200)


def _paper_read(request: HttpRequest, found: FormDraft, form: FileForm) -> bool:
    try:
        tables = tables_in(form.cleaned_data["file"])
        if tables:
            keep_reading(by=request.user, draft=found, tables=tables, revision=revision_of(request))
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
        changed(request, found, lambda form: with_mapped(form, table, known, prefix), table.code)
    except DefinitionError as error:
        return [f"{place_said(each.place)}: {problem_said(each)}" for each in error.problems]
    except ClassifiedText as refusal:
        return [sentence_of(refusal)]
    said = ngettext("Table %(code)s with %(n)d row.", "Table %(code)s with %(n)d rows.", len(table.rows))
    messages.success(request, said % {"code": table.code, "n": len(table.rows)})
    return []


def _times(table: MappedTable, element: str) -> int:
    return sum(row.element == element for row in table.rows)
