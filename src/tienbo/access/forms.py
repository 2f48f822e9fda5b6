"""Shapes of what is typed about people."""

import datetime as dt

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tienbo.access.models import User
from tienbo.access.permissions import ROLE_NAMES, Permission, Role
from tienbo.core import clock
from tienbo.core.forms import DayField
from tienbo.units.models import Unit

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$", _("Small letters, digits, dots and dashes only; at least three.")
)


class FilterForm(forms.Form):
    """Which persons a list shows."""

    q = forms.CharField(label=_("Name, post or unit"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All roles")), *((role.value, ROLE_NAMES[role]) for role in Role)],
    )


def roles_to_give(user, unit: Unit) -> list[tuple[str, object]]:
    """The roles that a person may give at a unit through the forms of people (delegation has its own)."""
    may_make_administrators = user.has_perm(Permission.UNIT_CHANGE, unit)
    return [
        (role.value, ROLE_NAMES[role])
        for role in Role
        if role is not Role.DELEGATE and (role is not Role.SYSTEM_ADMINISTRATOR or may_make_administrators)
    ]


class PersonForm(forms.Form):
    """A new account and its first role."""

    display_name = forms.CharField(
        label=_("Post or name"), max_length=120, help_text=_("As colleagues know it: the post, or the person.")
    )
    username = forms.CharField(label=_("Username"), max_length=60, validators=[USERNAME])
    role = forms.ChoiceField(label=_("Role"))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    basis = forms.CharField(
        label=_("Decision"),
        max_length=200,
        required=False,
        help_text=_("Number and day of the paper that gives the role."),
    )

    def __init__(self, *args, roles: list[tuple[str, object]], **options) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = roles
        self.fields["username"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("There is an account of this name already."))
        return username


class DetailsForm(forms.Form):
    """What a person corrects about himself."""

    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)


class NameForm(forms.Form):
    """What others know a person by; whoever manages the account sets it."""

    display_name = forms.CharField(label=_("Post or name"), max_length=120)


class LockForm(forms.Form):
    """What is wanted of an account. The page that asked says it: by now somebody else may have done it."""

    locked = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda answer: answer == "yes", widget=forms.HiddenInput
    )


class SpanForm(forms.Form):
    """Days from ... to ..., the last one included."""

    since = DayField(label=_("From"), initial=clock.today)
    last_day = DayField(label=_("To the end of"), required=False)

    def clean(self) -> dict:
        cleaned = super().clean()
        since, last = cleaned.get("since"), cleaned.get("last_day")
        if since and last and last < since:
            self.add_error("last_day", _("The last day is before the first."))
        return cleaned

    @property
    def until(self) -> dt.date | None:
        """The day after the last one."""
        last = self.cleaned_data.get("last_day")
        return last + dt.timedelta(days=1) if last else None


class GrantForm(SpanForm):
    """A role for a person at one of a few units."""

    unit = forms.ChoiceField(label=_("Unit"))
    role = forms.ChoiceField(label=_("Role"))
    basis = forms.CharField(label=_("Decision"), max_length=200, required=False)
    field_order = ["role", "unit", "since", "last_day", "basis"]

    def __init__(self, *args, units: dict[str, str], roles: list[tuple[str, object]], **options) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = list(units.items())
        self.fields["role"].choices = roles


class DelegateForm(SpanForm):
    """A head lets somebody of his unit send the report in his place."""

    person = forms.ModelChoiceField(label=_("Who may send the report in your place"), queryset=User.objects.none())
    basis = forms.CharField(
        label=_("By paper number"), max_length=200, help_text=_("Number and day of the paper that says so.")
    )
    field_order = ["person", "since", "last_day", "basis"]

    def __init__(self, *args, people, **options) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = people
        self.fields["last_day"].required = True
