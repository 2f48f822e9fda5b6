"""Addresses of access tokens."""

from django.urls import path

from tienbo.access.tokens import views

urlpatterns = [
    path("software/", views.tokens, name="tokens"),
    path("software/new/", views.token_new, name="token_new"),
    path("software/<uuid:uid>/revoke/", views.token_revoke, name="token_revoke"),
]
