"""The file that somebody holds and wants to know about."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A PDF. It is looked at and not kept."""

    file = forms.FileField(
        label=_("The PDF you hold"),
        help_text=_("Up to 20 MB. It is looked at and not kept."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".pdf"}),
        error_messages={"required": _("Choose the PDF first.")},
    )

    def clean_file(self):
        """Within the limit on uploads."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB: files of this program are far smaller."))
        return file
