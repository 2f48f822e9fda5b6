"""Addresses of proofs."""

from django.urls import path

from tienbo.reporting.proofs import views

urlpatterns = [
    path("reports/<slug:round>/<str:unit>/proof/", views.proof, name="proof"),
    path("reports/<slug:round>/<str:unit>/versions/<int:number>/proof/", views.proof_file, name="proof_file"),
]
