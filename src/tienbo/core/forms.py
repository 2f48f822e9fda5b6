"""How every Django form is drawn: label, help, errors, field, tied together for a screen reader.

Settings name it once: ``FORM_RENDERER = "tienbo.core.forms.Renderer"``. Then ``{{ form }}`` draws the whole form,
``{{ form.name.as_field_group }}`` (or ``<c-field :field="form.name" />``) one field. ``aria-invalid`` and
``aria-describedby`` come from Django itself.
"""

import datetime as dt

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    """Draws forms with the templates in ``core/forms/``; widgets stay Django's own."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class LinesField(forms.CharField):
    """A list of texts, one a line; ``max_length`` and other checks are those of each line."""

    def __init__(self, **options) -> None:
        defaults = {"required": False, "widget": forms.Textarea(attrs={"rows": 2})}
        super().__init__(**defaults | options)

    def prepare_value(self, value: list[str] | str | None) -> str:
        """The list as lines; what was typed as it was typed."""
        return "\n".join(value) if isinstance(value, list) else value or ""

    def to_python(self, value: str | None) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def run_validators(self, value: list[str]) -> None:
        """Line by line."""
        for line in value:
            super().run_validators(line)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        """No ``maxlength``: it would bound all lines together."""
        return {}

    def has_changed(self, initial, data) -> bool:
        """Blank lines make no difference."""
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class DayInput(forms.DateInput):
    """A day typed as ``04/06/2015``.

    The browser's own date field shows the order of the browser's language, on many office machines the American one.
    """

    def __init__(self, attrs: dict | None = None) -> None:
        given = {"class": "short", "inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd/mm/yyyy")}
        super().__init__(attrs=given | (attrs or {}), format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day in the order of official text (``4/6/2015``, ``04-06-2015``), or in ISO order when pasted."""

    widget = DayInput
    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
    default_error_messages = {
        "invalid": _("Write the day like 04/06/2015."),
        "far": _("Write a day of the years 1900 to 2100."),
    }
    FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)

    def to_python(self, value) -> dt.date | None:
        """Further days are slips of the keyboard; beyond the calendar's end there would be no day after the last."""
        day = super().to_python(value)
        if day and not self.FIRST <= day <= self.LAST:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day
