"""Addresses of printed reports."""

from django.urls import path, register_converter

from tienbo.reporting.output import views


class FormatConverter:
    """docx, pdf or xlsx."""

    regex = "docx|pdf|xlsx"

    def to_python(self, value: str) -> str:
        """The format as it is."""
        return value

    to_url = to_python


register_converter(FormatConverter, "print_format")

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/document/", views.document, name="document"),
    path("reports/<slug:round>/<str:unit>/document/<print_format:format>/", views.draft_file, name="draft_file"),
    path(
        "reports/<slug:round>/<str:unit>/versions/<int:number>/<print_format:format>/",
        views.version_file,
        name="version_file",
    ),
    path(
        "reports/<slug:round>/<str:unit>/versions/<int:number>/sources/<print_format:format>/",
        views.sources_file,
        name="sources_file",
    ),
]
