"""Shapes of what a person says about a task."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tienbo.files.forms import UnmarkedForm
from tienbo.tasks.models import Task
from tienbo.tasks.states import Firmness

# Only what the browser offers to choose from: a file is judged by its content.
EVIDENCE_TYPES = (".pdf", ".docx", ".xlsx", ".xls", ".odt", ".ods", ".txt", ".jpg", ".jpeg", ".png")


class ResultForm(UnmarkedForm):
    """One sentence of result, its evidence in words, perhaps a file; `base` is the revision the writer saw."""

    result = forms.CharField(
        label=_("Result"),
        help_text=_("One sentence: what was done, with how many. It goes into the draft of your report."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
        max_length=2000,
        error_messages={"required": _("Write one sentence about what was done.")},
    )
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_("Number and date of the document, or a link. Not compulsory, but the report is asked for it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        max_length=500,
        required=False,
    )
    file = forms.FileField(
        label=_("Evidence file"),
        help_text=_(
            "PDF, Word (.docx), Excel, OpenDocument, text or a picture (JPEG, PNG), up to 20 MB. "
            "Nothing marked as a state secret."
        ),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ",".join(EVIDENCE_TYPES)}),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_file(self) -> UploadedFile | None:
        """A larger file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB. Give a smaller one."))
        return file

    def meet(self, task: Task) -> None:
        """Somebody else reported meanwhile: show both, and let the writer decide by saving once more."""
        self.data = self.data.copy()
        self.data["base"] = str(task.revision)
        said = _("Meanwhile another person wrote: “%(result)s”. Save again to put your text in its place.")
        self.add_error("result", said % {"result": task.result})


class FilterForm(forms.Form):
    """What a unit's list shows; all of it is in the address."""

    show = forms.ChoiceField(
        label=pgettext_lazy("task", "Show"),
        choices=[
            ("open", _("Not done")),
            ("late", _("Late")),
            ("soon", _("Due within 14 days")),
            ("done", _("Done")),
            ("all", _("All")),
        ],
        required=False,
    )
    firmness = forms.ChoiceField(label=_("Firmness"), choices=[("", _("Any")), *Firmness.choices], required=False)
    paper = forms.ChoiceField(label=_("Document"), required=False)

    def __init__(self, *args, papers: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"].choices = [("", _("Any")), *papers]

    def chosen(self) -> dict[str, str]:
        """The choice as the query takes it; a mistyped address shows the list it would without."""
        self.is_valid()
        data = self.cleaned_data
        return {
            "shown": data.get("show") or "open",
            "firmness": data.get("firmness", ""),
            "group": data.get("paper", ""),
        }
