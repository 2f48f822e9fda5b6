"""All addresses. Each module keeps its own; this page only says where they hang."""

from importlib.util import find_spec

from allauth.account import views as account
from django.urls import include, path

# Of django-allauth only what is used: nobody signs up, confirms an e-mail address or resets a password by e-mail.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]
urlpatterns = [path("accounts/", include(accounts))]
for prefix, module in (
    ("", "home"),
    ("", "core"),
    ("", "access"),
    ("", "notices"),
    ("", "committees"),
    ("", "guidance"),
    ("", "tasks"),
    ("", "reporting"),
    ("", "api"),
):
    if find_spec(f"tienbo.{module}.urls"):
        urlpatterns.append(path(prefix, include(f"tienbo.{module}.urls")))
