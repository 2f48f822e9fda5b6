"""Addresses of workbooks."""

from django.urls import include, path

from tienbo.reporting.workbook import views

urlpatterns = [
    path("", include("tienbo.reporting.workbook.own.urls")),
    path("reports/<slug:round>/<str:unit>/workbook/", views.workbook, name="workbook"),
    path("reports/<slug:round>/<str:unit>/workbook/file/", views.workbook_file, name="workbook_file"),
    path("workbooks/", views.workbooks, name="workbooks"),
    path("workbooks/<uuid:batch>/", views.batch, name="workbook_batch"),
    path("workbooks/file/<uuid:uid>/", views.upload, name="workbook_upload"),
    path("workbooks/file/<uuid:uid>/given-back/", views.upload_given_back, name="workbook_given_back"),
]
