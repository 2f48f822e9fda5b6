"""The form for signing in, which also asks whether others use the device."""

from allauth.account.forms import LoginForm
from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from tienbo.core.shared_device import forget_shared, is_shared, remember_shared


class SignInForm(LoginForm):
    """Name, password, and the device. A session on a shared device ends with the browser."""

    shared = forms.BooleanField(
        label=_("Others use this device too"),
        help_text=_("Nothing is kept on it: without a connection nobody can go on here, and nobody finds anything."),
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.request is not None:
            self.fields["shared"].initial = is_shared(self.request)

    def login(self, request, redirect_url=None) -> HttpResponse:
        """Sign in, and let the device remember what was said of it."""
        if self.cleaned_data["shared"]:
            self.cleaned_data["remember"] = False
        answer = super().login(request, redirect_url)
        (remember_shared if self.cleaned_data["shared"] else forget_shared)(answer)
        return answer
