"""What the screens of a draft share: the draft, a verb taken to it, and what is said when that cannot be."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tienbo.access.loaders import get_or_404
from tienbo.documents.extraction import ClassifiedText
from tienbo.files.forms import sentence_of
from tienbo.reporting.definitions.actions import change_form
from tienbo.reporting.definitions.models import FormDraft
from tienbo.reporting.definitions.problems import DefinitionError
from tienbo.reporting.definitions.queries import drafts_of
from tienbo.reporting.definitions.schema import Definition
from tienbo.reporting.formbook.words import problem_said

Change = Callable[[Definition], Definition]


def draft_or_404(request: HttpRequest, uid) -> FormDraft:
    """The draft of a page, of a unit whose forms the person writes; to anybody else there is none."""
    return get_or_404(drafts_of(request.user), uid=uid)


def revision_of(request: HttpRequest) -> int | None:
    """The revision over which the person wrote; None when the page does not say."""
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def to_draft(found: FormDraft) -> HttpResponse:
    """Back to the draft as a whole."""
    return redirect("reporting:form_draft", uid=found.uid)


def somebody_else(request: HttpRequest, found: FormDraft) -> HttpResponse:
    """The draft was changed meanwhile, or is gone: nothing of what was sent is kept, and that is said."""
    messages.error(request, _("Somebody else has changed this draft meanwhile. Look at it, then do it again."))
    if FormDraft.objects.filter(pk=found.pk).exists():
        return to_draft(found)
    return redirect("reporting:forms")


def changed(request: HttpRequest, found: FormDraft, change: Change, what: str = "") -> FormDraft:
    """The draft after a verb was taken to it; see `change_form`."""
    return change_form(by=request.user, draft=found, change=change, revision=revision_of(request), what=what)


def is_written(request: HttpRequest, found: FormDraft, form, change: Callable[[], Change], what: str) -> bool:
    """Whether the form was right and its change kept; a problem is shown at its field. DraftMoved passes."""
    if not form.is_valid():
        return False
    try:
        changed(request, found, change(), what)
    except DefinitionError as error:
        form.show(error.problems)
        return False
    except ClassifiedText as refusal:
        form.add_error(None, sentence_of(refusal))
        return False
    messages.success(request, _("Saved."))
    return True


def tried(request: HttpRequest, found: FormDraft, change: Change, what: str) -> None:
    """A change by a button: what it is about may be gone, or there may be no room for it."""
    try:
        changed(request, found, change, what)
    except KeyError:
        raise Http404(what) from None
    except DefinitionError as error:
        messages.error(request, "; ".join(problem_said(each) for each in error.problems))
