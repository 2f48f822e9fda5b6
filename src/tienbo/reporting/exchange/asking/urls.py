"""Addresses of questions about a report."""

from django.urls import path

from tienbo.reporting.exchange.asking import views

_QUESTIONS = "reports/<slug:round>/<str:unit>/questions/"

urlpatterns = [
    path(_QUESTIONS, views.questions, name="questions"),
    path(f"{_QUESTIONS}<int:number>/", views.question, name="question"),
]
