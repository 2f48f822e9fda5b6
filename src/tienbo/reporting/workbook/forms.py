"""The shape of what is sent: one or many files."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.entry.sheets import cell_of_key
from tienbo.reporting.workbook.parcels import MAX_FILES

ACCEPTED = ".xlsx,.xlsm,.ods,.xls,.docx,.zip"


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFilesField(forms.FileField):
    """Files chosen together."""

    widget = _ManyFiles

    def clean(self, data, initial=None) -> list[UploadedFile]:
        """Each by itself; none at all is told once."""
        given = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(_ManyFilesField, self).clean(each, initial) for each in given]


class WorkbooksForm(forms.Form):
    """The files that somebody sends."""

    files = _ManyFilesField(
        label=gettext_lazy("Workbooks that were filled in"),
        help_text=gettext_lazy(
            "XLSX, ODS or XLS; many together, or a ZIP. The office’s own tables too, Word (DOCX) among them, once it "
            "was said how they are read. Nothing is written before you agree."
        ),
        widget=_ManyFiles(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty: choose the workbook that was filled in."),
        },
    )

    def clean_files(self) -> list[UploadedFile]:
        """Not more than one answer can hold."""
        files = self.cleaned_data["files"]
        if len(files) > MAX_FILES:
            raise forms.ValidationError(_("Not more than %(n)d files at once.") % {"n": MAX_FILES})
        if sum(file.size for file in files) > settings.UPLOAD_LIMIT:
            limit = filesizeformat(settings.UPLOAD_LIMIT)
            raise forms.ValidationError(
                _("Together the files are larger than %(limit)s: send them in parts.") % {"limit": limit}
            )
        return files


def cells_over(post) -> list[Cell]:
    """The cells in which the person takes the file's figure over the report's."""
    return [
        cell_of_key(key.removeprefix("over."))
        for key, value in post.items()
        if key.startswith("over.") and value == "file"
    ]
