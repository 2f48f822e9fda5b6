"""The address of the inbox."""

from django.urls import path

from tienbo.notices import views

app_name = "notices"
urlpatterns = [path("inbox/", views.inbox_page, name="inbox")]
