"""The letter a page is about: fetched and authorised in one place."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from tienbo.core.authorise import authorise
from tienbo.guidance.models import Letter
from tienbo.guidance.permissions import ISSUE
from tienbo.guidance.states import State


def load_letter(request: HttpRequest, uid) -> Letter:
    """A letter the person may read; a stranger is told that there is none."""
    letters = Letter.objects.visible_to(request.user).select_related("unit", "source_file", "based_on")
    return get_object_or_404(letters, uid=uid)


def load_draft(request: HttpRequest, uid) -> Letter:
    """A draft the person may correct and issue. One that was issued meanwhile is no draft any more: 404."""
    letter = load_letter(request, uid)
    if letter.state != State.DRAFT:
        raise Http404
    authorise(request.user, ISSUE, letter)
    return letter


def load_overseen(request: HttpRequest, uid) -> Letter:
    """An issued letter whose issuer the person may look at: addressees do not see each other."""
    letters = Letter.objects.overseen_by(request.user).select_related("unit", "source_file")
    return get_object_or_404(letters, uid=uid)
