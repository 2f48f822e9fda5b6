"""Shapes of what a person says about a letter."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tienbo.core.deadlines import form_date
from tienbo.core.forms import DayField, LinesField
from tienbo.files.forms import UnmarkedForm
from tienbo.guidance.models import Letter, Proposal
from tienbo.guidance.states import Find, Kind, ReportKind
from tienbo.tasks.states import Firmness, Recurrence


class NewLetterForm(forms.Form):
    """A file or pasted text, one of them."""

    file = forms.FileField(
        label=_("File of the document"),
        help_text=_("Word (.docx), PDF with text, or plain text, up to 20 MB."),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )
    text = forms.CharField(
        label=_("Or paste its text"),
        required=False,
        max_length=400_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_file(self) -> UploadedFile | None:
        """A larger file is refused before it is read."""
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file is larger than 20 MB. Take out the annexes or shrink the pictures.")
            )
        return file

    def clean(self) -> dict:
        """Exactly one way in."""
        data = super().clean()
        if not self.errors and not data.get("file") and not data.get("text", "").strip():
            raise forms.ValidationError(_("Choose a file or paste the text of the document."))
        if data.get("file") and data.get("text", "").strip():
            raise forms.ValidationError(_("Give a file or pasted text, not both: they may differ."))
        return data


class SearchForm(forms.Form):
    """Words to look for in the letters of a list; they stand in the address."""

    q = forms.CharField(
        label=_("Find a document"),
        help_text=_("Tone marks may be left out."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self) -> str:
        """What to look for; a mistyped address looks for nothing."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class MeetingForm(UnmarkedForm):
    """A form over a thing that another person may have changed meanwhile: `base` is the revision the writer saw.

    `fields_of` gives the values of such a thing by field of the form.
    """

    fields_of: Callable[[Letter | Proposal], dict]
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def meet(self, now: Letter | Proposal) -> None:
        """Show at each field that differs what the other person saved; saving once more puts one's own in its place."""
        self.data = self.data.copy()
        self.data["base"] = str(now.revision)
        theirs = self.fields_of(now)
        mine = dict(self.cleaned_data)
        said = _("Another person has just saved “%(value)s” here. Save again to put yours in its place.")
        differing = [name for name in theirs if name in mine and theirs[name] != mine[name]]
        for name in differing:
            self.add_error(name, said % {"value": _shown(theirs[name])})
        if not differing:
            self.add_error(None, _("Another person has just saved the same. Save again to go on."))


class HeaderForm(MeetingForm):
    """The head and the foot of a draft."""

    number = forms.CharField(label=_("Number and symbol"), max_length=80, required=False)
    issued_on = DayField(label=_("Day of the document"), required=False)
    place = forms.CharField(label=pgettext_lazy("letter", "Place"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind of document"), choices=Kind.choices)
    issuer = forms.CharField(label=_("Issued by"), max_length=250, required=False)
    subject = forms.CharField(
        label=_("Subject"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    addressed_to = LinesField(label=_("Addressed to"), help_text=_("As printed after “Kính gửi”; one a line."))
    copy_to = LinesField(label=_("Copies to"), help_text=_("As printed under “Nơi nhận”; one a line."))
    attachments = LinesField(label=_("Attached"), help_text=_("One a line."))
    authority = forms.CharField(
        label=_("Authority to sign"), help_text=_("For example “KT. TRƯỞNG BAN”."), max_length=120, required=False
    )
    titles = LinesField(label=_("Titles of the signer"), help_text=_("The seat in the committee first; one a line."))
    signer = forms.CharField(label=_("Signed by"), max_length=120, required=False)
    phones = LinesField(label=_("Telephone"), help_text=_("One a line."))
    emails = LinesField(label=_("E-mail"), help_text=_("One a line."))

    @staticmethod
    def fields_of(thing: Letter) -> dict:
        """The letter's head and foot as this form shows them."""
        signed = thing.signature
        authority = " ".join(part for part in (signed.get("authority"), signed.get("principal")) if part)
        return {
            "number": thing.number,
            "issued_on": thing.issued_on,
            "place": thing.place,
            "kind": thing.kind,
            "issuer": thing.issuer,
            "subject": thing.subject,
            "addressed_to": thing.addressed_to,
            "copy_to": thing.copy_to,
            "attachments": thing.attachments,
            "authority": authority,
            "titles": list(signed.get("titles") or []),
            "signer": signed.get("name") or "",
            "phones": thing.contacts.get("phones", []),
            "emails": thing.contacts.get("emails", []),
        }

    def changes(self, letter: Letter) -> dict:
        """What was put right, as `correct_letter` takes it."""
        data = self.cleaned_data
        fields = {
            name: data[name]
            for name in (
                "number", "issued_on", "place", "kind", "issuer", "subject", "addressed_to", "copy_to", "attachments",
            )
        }  # fmt: skip
        was = self.fields_of(letter)
        if any(data[name] != was[name] for name in ("authority", "titles", "signer")):
            authority, _space, principal = data["authority"].partition(" ")
            fields["signature"] = {
                "authority": authority or None,
                "principal": principal or None,
                "titles": data["titles"],
                "name": data["signer"] or None,
            }
        if any(data[name] != was[name] for name in ("phones", "emails")):
            fields["contacts"] = {"phones": data["phones"], "emails": data["emails"]}
        return fields


class TextForm(UnmarkedForm):
    """The text of one's own letter; `base` is the revision the writer saw."""

    text = forms.CharField(
        label=_("Text of the document"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 28}),
        error_messages={"required": _("Write the text of the document.")},
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def meet(self, now: Letter) -> None:
        """Say that another person changed the draft; saving once more puts one's own text in its place."""
        self.data = self.data.copy()
        self.data["base"] = str(now.revision)
        self.add_error("text", _("Another person has changed the draft. Save again to put your text in its place."))


class NumberForm(UnmarkedForm):
    """The number and the day that an issued letter was given after signing."""

    number = forms.CharField(
        label=_("Number and symbol"),
        max_length=80,
        error_messages={"required": _("Enter the number that the records clerk gave.")},
    )
    issued_on = DayField(label=_("Day of the document"))


_MEANT = [("before", _("before this day")), ("by", _("on this day at the latest"))]


class TaskForm(MeetingForm):
    """A task that was found, put right, or added."""

    text = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=6000,
        error_messages={"required": _("Write what the unit has to do.")},
    )
    section_title = forms.CharField(label=_("Part of the document"), max_length=1000, required=False)
    firmness = forms.ChoiceField(
        label=_("Firmness"),
        choices=Firmness.choices,
        help_text=_("A task that is only encouraged is never late."),
    )
    due_on = DayField(label=_("Due"), help_text=_("Empty: no day, never late."), required=False)
    meant = forms.ChoiceField(label=_("How the day is meant"), choices=_MEANT)
    recurrence = forms.ChoiceField(label=_("How often"), choices=Recurrence.choices, required=False)

    @staticmethod
    def fields_of(thing: Proposal) -> dict:
        """The proposal's values as this form shows them."""
        return {
            "text": thing.text,
            "section_title": thing.section_title,
            "firmness": thing.firmness,
            "due_on": thing.due_on,
            "meant": "before" if thing.due_exclusive else "by",
            "recurrence": thing.recurrence,
        }

    def clean(self) -> dict:
        """A task that comes back has no single day."""
        data = super().clean()
        if data.get("recurrence") and data.get("due_on"):
            self.add_error("recurrence", _("A task that comes back has no single day: leave one of the two empty."))
        return data

    def changes(self) -> dict:
        """What was put right, as `correct_proposal` takes it."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("text", "section_title", "firmness", "due_on", "recurrence")}
        return fields | {"due_exclusive": data["meant"] == "before" and data["due_on"] is not None}


class PartForm(TaskForm):
    """One of several tasks of the same text, each with its day."""

    part = forms.CharField(label=_("What is due by this day"), max_length=300)

    field_order = ("base", "text", "part")

    @staticmethod
    def fields_of(thing: Proposal) -> dict:
        """The proposal's values as this form shows them."""
        return TaskForm.fields_of(thing) | {"part": thing.part}

    def changes(self) -> dict:
        """What was put right, as `correct_proposal` takes it."""
        return super().changes() | {"part": self.cleaned_data["part"]}


class DeadlineForm(MeetingForm):
    """A deadline that was found, put right."""

    due_on = DayField(label=_("Due"), required=False)
    meant = forms.ChoiceField(label=_("How the day is meant"), choices=_MEANT)
    report_kind = forms.ChoiceField(
        label=_("Which report"),
        choices=ReportKind.choices,
        required=False,
        help_text=_("The day becomes the due day of that reporting round."),
    )

    @staticmethod
    def fields_of(thing: Proposal) -> dict:
        """The proposal's values as this form shows them."""
        return {
            "due_on": thing.due_on,
            "meant": "before" if thing.due_exclusive else "by",
            "report_kind": thing.report_kind,
        }

    def changes(self) -> dict:
        """What was put right, as `correct_proposal` takes it."""
        data = self.cleaned_data
        fields = {"due_on": data["due_on"], "report_kind": data["report_kind"]}
        if data["due_on"]:
            fields["recurrence"] = ""
        return fields | {"due_exclusive": data["meant"] == "before" and data["due_on"] is not None}


def form_of(proposal: Proposal, data=None) -> TaskForm | DeadlineForm:
    """The form that puts a proposal right."""
    kind = DeadlineForm if proposal.kind == Find.DEADLINE else PartForm if proposal.part else TaskForm
    # Several may stand open at once: their labels must not lead to one another's fields.
    return kind(data, initial=kind.fields_of(proposal) | {"base": proposal.revision}, auto_id=f"find_{proposal.pk}_%s")


def _shown(value) -> str:
    if not value:
        return "–"
    if isinstance(value, list):
        return "; ".join(value)
    return form_date(value) if hasattr(value, "year") else str(value)
