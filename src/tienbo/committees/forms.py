"""Shapes of what is recorded about a committee."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tienbo.committees.models import Committee, PaperIssuer, SigningSeat
from tienbo.core import clock
from tienbo.core.forms import DayField, LinesField
from tienbo.units.models import Placement, StandingOffice

SINCE_HELP = _(
    "The day of the decision. What is on record now ends the day before; what began on this very day is corrected."
)


class PaperHeadForm(forms.Form):
    """What the head and the foot of any paper have."""

    superior_line = forms.CharField(
        label=_("Line above the name"), max_length=250, required=False, help_text=_("The body to which it belongs.")
    )
    place = forms.CharField(label=_("Place before the date"), max_length=80)
    home_office = LinesField(
        label=_("Office of the one who signs"),
        max_length=120,
        help_text=_("Under the title, as in GIÁM ĐỐC; one line each."),
    )
    recipients = LinesField(
        label=_("Recipients"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Printed under “Nơi nhận” of its reports; one line each."),
    )
    field_order = (
        "since", "has_committee", "name", "symbol", "superior_line", "place", "addressee", "authority", "titles",
        "home_office", "recipients",
    )  # fmt: skip


class CommitteeForm(PaperHeadForm):
    """The committee of a unit from a day on, as the head and the foot of its papers name it."""

    since = DayField(label=_("From"), initial=clock.today, help_text=SINCE_HELP)
    has_committee = forms.BooleanField(
        label=_("The unit has a committee"),
        required=False,
        help_text=_("Not ticked: an officer of the unit is in charge, and the unit itself signs."),
    )
    name = forms.CharField(
        label=_("Name on its papers"),
        max_length=250,
        help_text=_("The committee, or the unit where there is none, as in a sentence: the head capitalises it."),
    )
    symbol = forms.CharField(
        label=_("Symbol"), max_length=40, help_text=_("As in the numbers of its papers: 12/BC-BVSTBCPN.")
    )
    authority = forms.CharField(
        label=_("Signed on behalf of"),
        max_length=80,
        required=False,
        help_text=_("Empty when the head signs; KT. TRƯỞNG BAN when a deputy does."),
    )
    titles = LinesField(
        label=_("Title of the one who signs"),
        required=True,
        max_length=120,
        help_text=_("TRƯỞNG BAN, or PHÓ TRƯỞNG BAN; one line each."),
    )


def initial_of(committee: Committee | None, seat: SigningSeat | None) -> dict:
    """What is on record, to begin from; for a unit of which nothing is, what is usual."""
    if committee is None:
        return {"has_committee": True, "symbol": "BVSTBCPN", "titles": ["TRƯỞNG BAN"]}
    names = ("has_committee", "name", "symbol", "superior_line", "place", "recipients")
    signing = {name: getattr(seat, name) for name in ("authority", "titles", "home_office")} if seat else {}
    return {name: getattr(committee, name) for name in names} | signing


class PaperIssuerForm(PaperHeadForm):
    """Whose papers the reports of one kind are from a day on: the head and the foot that are printed then."""

    since = DayField(label=_("From"), initial=clock.today, help_text=SINCE_HELP)
    name = forms.CharField(
        label=_("Issued by"),
        max_length=250,
        help_text=_("The body whose paper it is, for example the People’s Committee."),
    )
    symbol = forms.CharField(
        label=_("Symbol"), max_length=40, help_text=_("As in the numbers of its papers: 12/BC-UBND.")
    )
    addressee = forms.CharField(
        label=_("Addressee"),
        max_length=250,
        required=False,
        help_text=_("Printed after “Kính gửi”. Empty: as on the committee’s own papers."),
    )
    authority = forms.CharField(
        label=_("Signed on behalf of"),
        max_length=80,
        required=False,
        help_text=_("Empty when the head signs; TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH and the like."),
    )
    titles = LinesField(
        label=_("Title of the one who signs"),
        required=True,
        max_length=120,
        help_text=_("CHỦ TỊCH, PHÓ CHỦ TỊCH, GIÁM ĐỐC; one line each. No name: that is entered with the signed paper."),
    )


def initial_of_issuer(issuer: PaperIssuer | None, committee: Committee | None, seat: SigningSeat | None) -> dict:
    """What is on record for a kind of paper, to begin from; before anything is, what the committee's own papers say."""
    if issuer is None:
        found = initial_of(committee, seat)
        found.pop("has_committee")
        return found
    names = (
        "name", "symbol", "superior_line", "place", "addressee", "authority", "titles", "home_office", "recipients"
    )  # fmt: skip
    return {name: getattr(issuer, name) for name in names}


class EndIssuerForm(forms.Form):
    """From when the reports of a kind are the committee's own papers again."""

    until = DayField(label=_("The committee’s own again from"), initial=clock.today)


class StandingOfficeForm(forms.Form):
    """Which unit is the standing office of a committee from a day on, and how it is reached."""

    since = DayField(label=_("From"), initial=clock.today, help_text=SINCE_HELP)
    held_by = forms.ChoiceField(
        label=_("Standing office"), help_text=_("The unit itself, or an office directly under it.")
    )
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Shown on every page of the units below.")
    )
    email = forms.EmailField(label=_("E-mail"), required=False)

    def __init__(self, *args, offices: list[Placement], current: StandingOffice | None, **options) -> None:
        super().__init__(*args, **options)
        self.fields["held_by"].choices = [(str(place.unit.uid), place.name) for place in offices]
        if current:
            self.initial = {"held_by": str(current.held_by.uid), "phone": current.phone, "email": current.email}
