"""How every Django form is drawn: label, help, errors, field, tied together for a screen reader.

Settings name it once: ``FORM_RENDERER = "tienbo.core.forms.Renderer"``. Then ``{{ form }}`` draws the whole form,
``{{ form.name.as_field_group }}`` (or ``<c-field :field="form.name" />``) one field. ``aria-invalid`` and
``aria-describedby`` come from Django itself.
"""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Draws forms with the templates in ``core/forms/``; widgets stay Django's own."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"
