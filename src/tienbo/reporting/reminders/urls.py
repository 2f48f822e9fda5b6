"""Addresses of reminders."""

from django.urls import path

from tienbo.reporting.reminders import views

urlpatterns = [
    path("rounds/<slug:round>/reminders/", views.reminders, name="reminders"),
]
