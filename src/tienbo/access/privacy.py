"""What a signed-in person gets is for nobody else: no cache on the way keeps it, nor the machine for its next user.

Static files are answered before this (whitenoise) and stay cached.
"""

from django.http import HttpRequest, HttpResponse

PRIVATE = "private, no-store"


class PrivateMiddleware:
    """``Cache-Control: private, no-store`` on every page, fragment and download of a signed-in person."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asked before the view too: what signing out answers was still for the person.
        was_known = request.user.is_authenticated
        response = self.get_response(request)
        if was_known or request.user.is_authenticated:
            response["Cache-Control"] = PRIVATE
        return response
