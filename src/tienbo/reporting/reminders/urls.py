"""Addresses of reminders."""

from django.urls import path

from tienbo.reporting.reminders import views
from tienbo.reporting.reminders.letters import views as letters

_BOARD = "rounds/<slug:round>/<str:unit>/board/"

urlpatterns = [
    path("rounds/<slug:round>/reminders/", views.reminders, name="reminders"),
    path(f"{_BOARD}messages/", letters.zalo, name="zalo"),
    path(f"{_BOARD}letter/", letters.reminding_letter, name="reminding_letter"),
    path("reminding-letters/<int:number>/", letters.reminding_letter_file, name="reminding_letter_file"),
]
