"""Addresses of reporting: each sub-package keeps its own."""

from django.urls import include, path

app_name = "reporting"
urlpatterns = [
    path("", include("tienbo.reporting.formbook.urls")),
    path("", include("tienbo.reporting.rulebook.urls")),
    path("", include("tienbo.reporting.rounds.urls")),
    path("", include("tienbo.reporting.consolidation.urls")),
    path("", include("tienbo.reporting.reminders.urls")),
    path("", include("tienbo.reporting.oversight.urls")),
    path("", include("tienbo.reporting.narrative.urls")),
    path("", include("tienbo.reporting.exchange.asking.urls")),
    path("", include("tienbo.reporting.exchange.changed.urls")),
    path("", include("tienbo.reporting.exchange.estimated.urls")),
    path("", include("tienbo.reporting.exchange.extending.urls")),
    path("", include("tienbo.reporting.exchange.urls")),
    path("", include("tienbo.reporting.signing.urls")),
    path("", include("tienbo.reporting.workbook.urls")),
    path("", include("tienbo.reporting.entry.urls")),
    path("", include("tienbo.reporting.output.urls")),
    path("", include("tienbo.reporting.proofs.urls")),
]
