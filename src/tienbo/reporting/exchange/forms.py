"""Shapes of what is said when a report goes between offices."""

from collections.abc import Mapping

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from tienbo.core import clock
from tienbo.core.forms import DayField
from tienbo.documents.extraction import Classified
from tienbo.files.forms import UnmarkedForm, sentence_of
from tienbo.reporting.definitions.cells import Cell
from tienbo.reporting.exchange.cell_names import cell_named, nearest_to
from tienbo.reporting.exchange.papers import PaperRefused, checked_media_type

# Cells that can be named when more is asked; what does not fit is said in the message.
CELL_BOXES = 5


class NothingForm(forms.Form):
    """An act that needs no words."""


class ReopenForm(UnmarkedForm):
    """Why a report that was taken is opened again."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The superior reads it. What was taken before keeps counting until the new version is taken."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Write why the report is opened again.")},
    )


class ReturnForm(UnmarkedForm):
    """What is asked, in words and cell by cell. `names`: the cells of the report by the name a person sees."""

    message = forms.CharField(
        label=_("What to add or clarify"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Write what is asked: the unit reads it first.")},
    )

    def __init__(self, *args, names: Mapping[str, Cell], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for number in range(1, CELL_BOXES + 1):
            self.fields[f"cell_{number}"] = forms.CharField(
                label=_("Cell %(number)s") % {"number": number},
                required=False,
                widget=forms.TextInput(
                    attrs={"list": "cells-of-the-report", "autocomplete": "off", "data-asked-cell": ""}
                ),
            )
            self.fields[f"asked_{number}"] = forms.CharField(label=_("What about it"), required=False, max_length=500)

    def clean(self) -> dict:
        """Every named cell is one of the report's."""
        super().clean()
        for number in range(1, CELL_BOXES + 1):
            name = self.cleaned_data.get(f"cell_{number}", "").strip()
            if name and cell_named(name, self.names) is None:
                self.add_error(f"cell_{number}", self._no_such_cell(name))
        return self.cleaned_data

    def _no_such_cell(self, name: str) -> str:
        nearest = nearest_to(name, self.names)
        if not nearest:
            return _("The report has no such cell. Its code stands in the list below.")
        return _("The report has no such cell. Nearest: %(cells)s.") % {"cells": "; ".join(nearest)}

    @property
    def pairs(self) -> list[tuple]:
        """The boxes of each cell, side by side."""
        return [(self[f"cell_{number}"], self[f"asked_{number}"]) for number in range(1, CELL_BOXES + 1)]

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """(element, breakdown, what is asked) for each cell that was named."""
        found = []
        for number in range(1, CELL_BOXES + 1):
            if cell := cell_named(self.cleaned_data[f"cell_{number}"], self.names):
                found.append((cell.element, cell.breakdown, self.cleaned_data[f"asked_{number}"].strip()))
        return found


class ReceiptForm(UnmarkedForm):
    """The receipt of the topmost report from above."""

    number = forms.CharField(
        label=_("Number of the receipt or of the letter that confirms it"),
        max_length=60,
        error_messages={"required": _("Write the number on the receipt.")},
    )
    received_on = DayField(label=_("Day it was received"))

    def clean_received_on(self):
        """A receipt is not of tomorrow."""
        return _not_ahead(self.cleaned_data["received_on"])


class PaperFactsForm(UnmarkedForm):
    """What a version's signed paper bears."""

    number = forms.CharField(
        label=_("Number and symbol"),
        help_text=_("As the records clerk gave it, for example 12/BC-BVSTBCPN."),
        max_length=60,
        error_messages={"required": _("Write the number on the paper.")},
    )
    signed_on = DayField(label=_("Day of the paper"))
    signer = forms.CharField(label=_("Signed by"), max_length=120, required=False)

    def clean_signed_on(self):
        """Nobody signs tomorrow's paper."""
        return _not_ahead(self.cleaned_data["signed_on"])


class PaperForm(PaperFactsForm):
    """The signed paper of a version that was sent."""

    file = forms.FileField(
        label=_("The paper"),
        help_text=_(
            "The downloaded PDF with its digital signatures, or a scan (PDF, JPEG, PNG), up to 20 MB; it can come "
            "later. Nothing marked as a state secret."
        ),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    # Asked only when a file was refused that could be one.
    as_scan = forms.BooleanField(
        label=_("Keep as a scan"),
        help_text=_("The file is kept as it is. Nothing vouches for its being this version."),
        required=False,
        widget=forms.HiddenInput,
    )

    def offer_scan(self) -> None:
        """Let the person say that the file is a scan."""
        self.fields["as_scan"].widget = forms.CheckboxInput()

    def clean_file(self) -> UploadedFile | None:
        """A file that may be kept; its kind by its content."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        data = file.read()
        file.seek(0)
        try:
            checked_media_type(data)
        except PaperRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        except Classified as refused:
            raise forms.ValidationError(sentence_of(refused)) from refused
        return file


class SignForm(PaperFactsForm):
    """A signature put in here, by a certificate file."""

    certificate = forms.FileField(
        label=_("Certificate file"),
        help_text=_("The .p12 or .pfx file of the one who signs. It is used once and not kept."),
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".p12,.pfx"}),
        error_messages={"required": _("Choose the certificate file.")},
    )
    password = forms.CharField(
        label=_("Password of the certificate file"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the password of the certificate file.")},
    )


def _not_ahead(day):
    if day > clock.today():
        raise forms.ValidationError(_("This day has not come yet."))
    return day
