"""The least that Django can do: one view, one line, no middleware, no database."""

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path


def hello(request):
    """One line of text."""
    return HttpResponse("Tiến Bộ")


urlpatterns = [path("", hello)]


class Application(WSGIHandler):
    """Django's handler with this page's one view."""

    def __init__(self):
        from django.conf import settings

        settings.ROOT_URLCONF = "bench.bare"
        settings.MIDDLEWARE = []
        super().__init__()


def _application():
    import django

    django.setup()
    return Application()


application = _application()
