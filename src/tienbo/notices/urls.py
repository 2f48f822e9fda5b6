"""Addresses of the inbox, of mail and calendar preferences, and of what links in mail lead to."""

from django.urls import path

from tienbo.notices.views import calendar, inbox, preferences

app_name = "notices"
urlpatterns = [
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("inbox/mail/", preferences.preferences, name="preferences"),
    path("inbox/mail/prove/", preferences.prove_again, name="prove_again"),
    path("inbox/calendar/", preferences.feed_make, name="feed_make"),
    path("inbox/calendar/revoke/", preferences.feed_revoke, name="feed_revoke"),
    path("mail/confirm/<str:token>/", preferences.prove, name="prove"),
    path("mail/stop/<str:token>/", preferences.stop, name="stop"),
    path("calendar/<str:secret>.ics", calendar.calendar, name="calendar"),
]
