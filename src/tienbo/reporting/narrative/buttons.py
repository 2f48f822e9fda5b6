"""What the buttons beside the text do: sentences taken over, dropped, brought back, taken out of their group."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tienbo.documents.extraction import ClassifiedText
from tienbo.files.forms import sentence_of
from tienbo.reporting.entry.actions import PassageConflict
from tienbo.reporting.narrative.actions import (
    draft_from_records,
    drop_groups,
    put_back_into_group,
    restore_groups,
    take_out_of_group,
    take_over_groups,
    take_over_sentence,
)
from tienbo.reporting.narrative.queries import headings_of
from tienbo.reporting.rounds.models import Report

_CHOICES = {"drop": drop_groups, "restore": restore_groups}
_ONE_BY_ONE = {"apart": take_out_of_group, "together": put_back_into_group}
NAMES = ("take", "group", "groups", "draft")


def pressed(request: HttpRequest, report: Report) -> str:
    """Does what the button asked whose name is one of `NAMES`; tells the person what could not be done. Returns
    where on the page to go on: ``h-`` and the heading, or ``i-`` and the id of an item that is edited next."""
    name = next(name for name in NAMES if name in request.POST)
    value = request.POST[name]
    if name == "draft":
        return _draft(request, report, value)
    act, heading, keys = _asked(request, name, value)
    if heading not in {each.code for each in headings_of(report)}:
        return ""
    try:
        return _done(request, report, act, heading, keys) or f"h-{heading}"
    except ClassifiedText as refused:
        messages.error(request, sentence_of(refused))
    except LookupError:
        messages.warning(
            request,
            _("This sentence is not on offer any more.")
            if name == "take"
            else _("What stands below changed meanwhile. Look at it again, then choose."),
        )
    return f"h-{heading}"


def _asked(request: HttpRequest, name: str, value: str) -> tuple[str, str, list[str]]:
    """What to do, under which heading, and with which groups: of one button, or of the boxes that are ticked."""
    if name == "take":
        heading, _space, key = value.partition(" ")
        return "sentence", heading, [key]
    act, _space, rest = value.partition(" ")
    heading, _space, key = rest.partition(" ")
    return act, heading, request.POST.getlist(f"g.{heading}") if name == "groups" else [key]


def _done(request: HttpRequest, report: Report, act: str, heading: str, keys: list[str]) -> str:
    given = {"by": request.user, "report": report, "heading": heading}
    if not keys:
        messages.warning(request, _("Nothing is ticked. Tick the groups first."))
    elif act == "sentence":
        _tell(request, take_over_sentence(source=keys[0], **given))
    elif act in {"take", "edit"}:
        kept, ids = take_over_groups(groups=keys, **given)
        _tell(request, kept)
        return f"i-{ids[0]}" if act == "edit" else ""
    elif act in _CHOICES:
        _CHOICES[act](groups=keys, **given)
    elif act in _ONE_BY_ONE:
        _ONE_BY_ONE[act](item=keys[0], **given)
    return ""


def _tell(request: HttpRequest, kept: object) -> None:
    if isinstance(kept, PassageConflict):
        messages.warning(request, _("Somebody else wrote there meanwhile. Look at the text, then put it in again."))


def _draft(request: HttpRequest, report: Report, heading: str) -> str:
    """Every sentence that records offer, under one heading or (``*``) all of them."""
    try:
        count = draft_from_records(by=request.user, report=report, headings=None if heading == "*" else [heading])
    except ClassifiedText as refused:
        messages.error(request, sentence_of(refused))
        return ""
    messages.success(
        request,
        ngettext(
            "%(n)s sentence from your records was put in.", "%(n)s sentences from your records were put in.", count
        )
        % {"n": count},
    )
    return "" if heading == "*" else f"h-{heading}"
