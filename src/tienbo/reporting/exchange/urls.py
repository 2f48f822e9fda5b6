"""Addresses of reports, of what is done to them, and of their versions."""

from django.urls import path

from tienbo.reporting.exchange import views

_REPORT = "reports/<slug:round>/<str:unit>/"
_VERSION = f"{_REPORT}versions/<int:number>/"

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path(_REPORT, views.report, name="report"),
    path(f"{_REPORT}prepare/", views.prepare, name="prepare"),
    path(f"{_REPORT}resume/", views.resume, name="resume"),
    path(f"{_REPORT}submit/", views.submit, name="submit"),
    path(f"{_REPORT}recall/", views.recall, name="recall"),
    path(f"{_REPORT}take/", views.take, name="take"),
    path(f"{_REPORT}return/", views.ask_more, name="return"),
    path(f"{_REPORT}reopen/", views.reopen, name="reopen"),
    path(f"{_REPORT}receipt/", views.receipt, name="receipt"),
    path(f"{_REPORT}paper/", views.paper, name="paper"),
    path(f"{_REPORT}sign/", views.sign, name="sign"),
    path(f"{_REPORT}differences/", views.differences, name="differences"),
    path(f"{_REPORT}differences.csv", views.differences_csv, name="differences_csv"),
    path(_VERSION, views.version, name="version"),
    path(f"{_VERSION}receipt/", views.version_receipt, name="version_receipt"),
    path(f"{_VERSION}paper/", views.version_paper, name="version_paper"),
]
