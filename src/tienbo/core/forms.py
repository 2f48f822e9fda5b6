"""How every Django form is drawn: label, help, errors, field, tied together for a screen reader.

Settings name it once: ``FORM_RENDERER = "tienbo.core.forms.Renderer"``. Then ``{{ form }}`` draws the whole form,
``{{ form.name.as_field_group }}`` (or ``<c-field :field="form.name" />``) one field. ``aria-invalid`` and
``aria-describedby`` come from Django itself.
"""

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    """Draws forms with the templates in ``core/forms/``; widgets stay Django's own."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


class DayInput(forms.DateInput):
    """A day typed as ``04/6/2015``.

    The browser's own date field shows the order of the browser's language, on many office machines the American one.
    """

    def __init__(self, attrs: dict | None = None) -> None:
        given = {"class": "short", "inputmode": "numeric", "autocomplete": "off", "placeholder": _("dd/mm/yyyy")}
        super().__init__(attrs=given | (attrs or {}), format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day in the order of official text (``4/6/2015``, ``04-06-2015``), or in ISO order when pasted."""

    widget = DayInput
    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
    default_error_messages = {"invalid": _("Write the day like 04/6/2015.")}
