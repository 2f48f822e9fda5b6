"""Addresses of seats and people."""

from django.urls import include, path

from tienbo.access import views

app_name = "access"
urlpatterns = [
    path("seat/", views.take_seat, name="seat"),
    path("profile/", views.profile, name="profile"),
    path("people/", views.people, name="people"),
    path("people/new/", views.person_new, name="person_new"),
    path("people/delegate/", views.delegate, name="delegate"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("people/<uuid:uid>/role/", views.person_role, name="person_role"),
    path("people/<uuid:uid>/password/", views.person_password, name="person_password"),
    path("people/<uuid:uid>/second-factor/", views.person_second_factor, name="person_second_factor"),
    path("people/<uuid:uid>/name/", views.person_name, name="person_name"),
    path("people/<uuid:uid>/lock/", views.person_lock, name="person_lock"),
    path("people/roles/<int:pk>/end/", views.role_end, name="role_end"),
    path("", include("tienbo.access.tokens.urls")),
]
