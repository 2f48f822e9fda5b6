"""Addresses of the form book."""

from django.urls import path

from tienbo.reporting.formbook import views
from tienbo.reporting.formbook.drafting import incoming
from tienbo.reporting.formbook.drafting import views as drafting

urlpatterns = [
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:code>/<int:version>/", views.form, name="form"),
    path("forms/<slug:code>/<int:version>/changes/", views.form_changes, name="form_changes"),
    path("forms/<slug:code>/<int:version>/form.yaml", views.form_yaml, name="form_yaml"),
    path("forms/<slug:code>/<int:version>/form.xlsx", views.form_xlsx, name="form_xlsx"),
    path("rounds/<slug:round>/form/", views.round_form, name="round_form"),
    path("form-drafts/<uuid:uid>/", drafting.draft, name="form_draft"),
    path("form-drafts/<uuid:uid>/preview/", drafting.preview, name="form_draft_preview"),
    path("form-drafts/<uuid:uid>/changes/", drafting.changes, name="form_draft_changes"),
    path("form-drafts/<uuid:uid>/tables/<slug:code>/", drafting.table, name="form_draft_table"),
    path("form-drafts/<uuid:uid>/tables/<slug:code>/rows/<str:place>/", drafting.row, name="form_draft_row"),
    path("form-drafts/<uuid:uid>/headings/", drafting.headings, name="form_draft_headings"),
    path("form-drafts/<uuid:uid>/headings/<str:code>/", drafting.heading, name="form_draft_heading"),
    path("form-drafts/<uuid:uid>/parts/<slug:part>/", drafting.part, name="form_draft_part"),
    path("form-drafts/<uuid:uid>/import/", incoming.import_form, name="form_draft_import"),
    path("form-drafts/<uuid:uid>/paper/", incoming.paper, name="form_draft_paper"),
    path("form-drafts/<uuid:uid>/release/", drafting.release, name="form_draft_release"),
    path("form-drafts/<uuid:uid>/form.yaml", drafting.yaml_file, name="form_draft_yaml"),
    path("form-drafts/<uuid:uid>/form.xlsx", drafting.xlsx_file, name="form_draft_xlsx"),
]
