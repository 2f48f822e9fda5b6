"""The page that the QR code of a paper leads to: open to anybody who holds the paper."""

import uuid

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from tienbo.documents.signatures import NotExaminable
from tienbo.files.forms import sentence_of
from tienbo.reporting.signing.forms import FileForm
from tienbo.reporting.signing.page import Checked, checked, public_page
from tienbo.reporting.signing.queries import examined
from tienbo.reporting.signing.queries import public_version as version_of
from tienbo.reporting.versions.models import ReportVersion


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def public_version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """What a paper is, whether a newer one exists; a file in hand is held against it. No figures, nothing kept."""
    version = version_of(uid)
    if version is None:
        return _told(render(request, "reporting/public_unknown.html", status=404))
    form, found, status = FileForm(), None, 200
    if request.method == "POST":
        if refused := ratelimit.consume_or_429(request, action="file_check"):
            return refused
        form = FileForm(request.POST, request.FILES)
        found = _checked(form, version)
        status = 200 if found else 422
    context = {"page": public_page(version), "form": form, "found": found}
    return _told(render(request, "reporting/public_version.html", context, status=status))


def _checked(form: FileForm, version: ReportVersion) -> Checked | None:
    """What is told of the file; None, with the reason at the field, when it cannot be looked into."""
    if not form.is_valid():
        return None
    try:
        return checked(examined(form.cleaned_data["file"].read()), version)
    except NotExaminable as refusal:
        form.add_error("file", sentence_of(refusal))
        return None


def _told(response: HttpResponse) -> HttpResponse:
    """For the one who asked: kept by no cache, found by no search engine."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
