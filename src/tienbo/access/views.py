"""Screens of seats and people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tienbo.access import actions, forms
from tienbo.access.loaders import get_or_404, unit_or_404
from tienbo.access.models import User
from tienbo.access.permissions import Permission, Role
from tienbo.access.queries import (
    delegations_of,
    has_second_factor,
    held_role,
    held_roles,
    manages,
    ongoing_grants_visible_to,
    past_and_future_roles,
    people_at,
    people_below,
    person_visible_to,
)
from tienbo.access.seat import SESSION_KEY
from tienbo.access.tokens.queries import tokens_in_force
from tienbo.core import clock
from tienbo.core.authorise import authorise
from tienbo.core.listing import make_listing
from tienbo.units.queries import place_of

PEOPLE_SORTS = {
    "unit": ("depth", "unit_key", "username"),
    "name": ("display_name", "username"),
    "username": ("username",),
}


@require_POST
def take_seat(request: HttpRequest) -> HttpResponse:
    """Work as another of one's units from now on."""
    uid = request.POST.get("unit", "")
    if uid not in {str(seat.unit.uid) for seat in request.seats}:
        raise Http404("not a seat of this person")
    request.session[SESSION_KEY] = uid
    return redirect("/")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """What the person is, what that allows, and his own details."""
    user = request.user
    form = forms.DetailsForm(request.POST or None, initial={"phone": user.phone, "email": user.email})
    if request.method == "POST" and form.is_valid():
        actions.change_details(by=user, **form.cleaned_data)
        messages.success(request, _("Your details have been saved."))
        return redirect("access:profile")
    roles = held_roles([user]).get(user.pk, [])
    return render(request, "access/profile.html", {"form": form, "roles": roles})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The persons at the unit where one sits and below it."""
    unit = _seat_or_404(request)
    authorise(request.user, Permission.UNIT_VIEW, unit)
    form = forms.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    today = clock.today()
    found = people_below(unit, today, text=wanted.get("q", ""), role=wanted.get("role", ""))
    listing = make_listing(found, query=request.GET, sorts=PEOPLE_SORTS, default="unit")
    held = held_roles(listing.rows, below=unit, on=today)
    rows = [{"person": person, "roles": held.get(person.pk, [])} for person in listing.rows]
    seat = request.seat.permissions
    return render(
        request,
        "access/people.html",
        {
            "listing": listing,
            "rows": rows,
            "form": form,
            "may_add": Permission.PEOPLE_MANAGE in seat,
            "may_delegate": Permission.DELEGATE in seat,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """A new account at a unit (``?unit=``, else where one sits); its password is shown once."""
    wanted = request.GET.get("unit")
    unit = unit_or_404(request.user, uid=wanted) if wanted else _seat_or_404(request)
    authorise(request.user, Permission.PEOPLE_MANAGE, unit)
    roles = forms.roles_to_give(request.user, unit)
    form = forms.PersonForm(request.POST or None, roles=roles, initial={"role": Role.UNIT_OFFICER})
    context = {"form": form, "unit": unit, "unit_name": place_of(unit).name}
    if request.method == "POST" and form.is_valid():
        details = form.cleaned_data | {"role": Role(form.cleaned_data["role"]), "since": clock.today()}
        person, password = actions.open_account(by=request.user, unit=unit, **details)
        return render(request, "access/password_once.html", {"person": person, "password": password})
    return render(request, "access/person_new.html", context)


@require_safe
def person(request: HttpRequest, uid) -> HttpResponse:
    """One person: what he is where, and what may be changed about that."""
    person = _person_or_404(request, uid)
    return render(request, "access/person.html", _person_context(request, person))


@require_POST
def person_role(request: HttpRequest, uid) -> HttpResponse:
    """Give a person a role."""
    person = _person_or_404(request, uid)
    context = _person_context(request, person, asked="role")
    form = context["grant_form"]
    if form is None:
        raise PermissionDenied("does not manage this person")
    if form.is_valid():
        data = form.cleaned_data
        unit = unit_or_404(request.user, uid=data["unit"])
        try:
            actions.grant_role(
                by=request.user,
                user=person,
                role=Role(data["role"]),
                unit=unit,
                since=data["since"],
                until=form.until,
                basis=data["basis"],
            )
        except actions.AlreadyHeld:
            form.add_error("role", _("The person holds this role there already in these days."))
        else:
            messages.success(request, _("The role has been given."))
            return redirect("access:person", uid=uid)
    return render(request, "access/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a role from today, after saying what will happen."""
    grant = get_or_404(ongoing_grants_visible_to(request.user), pk=pk)
    actions.authorise_ending(request.user, grant)
    if request.method == "POST":
        actions.end_grant(by=request.user, grant=grant)
        messages.success(request, _("The role has ended."))
        delegation = grant.role == Role.DELEGATE
        return redirect("access:delegate" if delegation else reverse("access:person", args=[grant.user.uid]))
    return render(request, "access/role_end.html", {"held": held_role(grant)})


@require_POST
def person_password(request: HttpRequest, uid) -> HttpResponse:
    """A new one-time password, shown once."""
    person = _person_or_404(request, uid)
    password = actions.issue_password(by=request.user, user=person)
    return render(request, "access/password_once.html", {"person": person, "password": password})


@require_POST
def person_second_factor(request: HttpRequest, uid) -> HttpResponse:
    """Remove a second factor that the person can no longer show."""
    person = _person_or_404(request, uid)
    try:
        actions.remove_second_factor(by=request.user, user=person)
    except actions.NoSecondFactor:
        messages.warning(request, _("The person has no second factor."))
    else:
        messages.success(request, _("The second factor has been removed."))
    return redirect("access:person", uid=uid)


@require_POST
def person_name(request: HttpRequest, uid) -> HttpResponse:
    """Set what others know a person by."""
    person = _person_or_404(request, uid)
    context = _person_context(request, person, asked="name")
    form = context["name_form"]
    if form is None:
        raise PermissionDenied("does not manage this person")
    if not form.is_valid():
        return render(request, "access/person.html", context)
    actions.rename_account(by=request.user, user=person, **form.cleaned_data)
    messages.success(request, _("The name has been changed."))
    return redirect("access:person", uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def person_lock(request: HttpRequest, uid) -> HttpResponse:
    """Keep a person out (or let him in again), after saying what will happen."""
    person = _person_or_404(request, uid)
    if not manages(request.user, person):
        raise PermissionDenied("does not manage this person")
    form = forms.LockForm(request.POST)
    if request.method == "POST" and form.is_valid():
        locked = form.cleaned_data["locked"]
        actions.lock_account(by=request.user, user=person, locked=locked)
        messages.success(request, _("The account is locked.") if locked else _("The account is open again."))
        return redirect("access:person", uid=uid)
    return render(request, "access/person_lock.html", {"person": person})


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """A head lets somebody of his unit send the report in his place, for the days of a paper."""
    unit = _seat_or_404(request)
    authorise(request.user, Permission.DELEGATE, unit)
    people = people_at(unit).exclude(pk=request.user.pk)
    form = forms.DelegateForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.grant_role(
                by=request.user,
                user=data["person"],
                role=Role.DELEGATE,
                unit=unit,
                since=data["since"],
                until=form.until,
                basis=data["basis"],
            )
        except actions.AlreadyHeld:
            form.add_error("person", _("The person may send already in some of these days."))
        else:
            messages.success(request, _("The delegation is on record."))
            return redirect("access:delegate")
    context = {"form": form, "held": delegations_of(unit), "unit_name": request.seat.name}
    return render(request, "access/delegate.html", context)


def _seat_or_404(request: HttpRequest):
    """The unit where the person sits; somebody without a seat finds nothing here."""
    if request.unit is None:
        raise Http404("no seat")
    return request.unit


def _person_or_404(request: HttpRequest, uid) -> User:
    try:
        return person_visible_to(request.user, uid)
    except User.DoesNotExist:
        raise Http404("no such person") from None


def _person_context(request: HttpRequest, person: User, asked: str = "") -> dict:
    """What the page of a person shows; `asked` says for which of its forms the request was made."""
    roles = held_roles([person]).get(person.pk, [])
    may_manage = manages(request.user, person)
    grant_form = name_form = None
    if may_manage:
        units = {str(role.grant.unit.uid): role.unit_name for role in roles}
        units |= {str(request.unit.uid): request.seat.name} if request.unit else {}
        grant_form = forms.GrantForm(
            request.POST if asked == "role" else None,
            initial={"role": Role.UNIT_OFFICER},
            units=units,
            roles=forms.roles_to_give(request.user, roles[0].grant.unit),
        )
        name_form = forms.NameForm(
            request.POST if asked == "name" else None, initial={"display_name": person.display_name}
        )
    return {
        "person": person,
        "roles": roles,
        "others": past_and_future_roles(person),
        "may_manage": may_manage,
        "has_second_factor": may_manage and has_second_factor(person),
        "tokens": tokens_in_force(person) if may_manage else (),
        "grant_form": grant_form,
        "name_form": name_form,
    }
