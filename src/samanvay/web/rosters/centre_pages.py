"""Centres of training and the weeks in which nobody trains: list, one centre, entered, amended, struck out."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.directory.models import Place, Unit
from samanvay.directory.queries import home_state
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid
from samanvay.rosters import centre_queries, plan_queries, policies, queries
from samanvay.rosters.centres import close_weeks, keep_centre, void_centre, void_closure
from samanvay.rosters.models import Centre, Closure
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Crumb, Row, Table
from samanvay.web.directory.forms import PlaceField, UnitField
from samanvay.web.directory.place_views import pages
from samanvay.web.directory.presenters import STEP, page_of
from samanvay.web.filters import place_of, text_of
from samanvay.web.picture.presenters import Choice
from samanvay.web.picture.tables import as_csv

from . import centre_shown, frame
from .centre_forms import AmendForm, CentreForm, ClosureForm, ReasonForm
from .members_shown import day_words

STRIKE = "strike-%s"  # two forms stand on the page of a centre


def _asked(request: OfficerRequest) -> dict[str, str]:
    return {"words": text_of(request, "q"), "district": place_of(request, "district")}


def _districts(chosen: str) -> list[Choice]:
    keys = (
        Centre.objects.standing().filter(home_state=home_state()).order_by().values_list("place", flat=True).distinct()
    )
    places = Place.objects.filter(pk__in=list(keys)).order_by("name")
    return [Choice("", _("All"), not chosen), *(Choice(each.key, str(each), each.key == chosen) for each in places)]


@never_cache
@officer_page
@require_GET
def centres(request: OfficerRequest) -> HttpResponse:
    """List the centres with their year ahead, and the weeks that are closed to the whole state."""
    asked = _asked(request)
    found = centre_queries.centres(request.actor, home_state(), **asked)
    after = page_of(request)
    some = list(found[after : after + STEP + 1])
    shown = some[:STEP]
    state, years = centre_queries.years(request.actor, home_state(), shown)
    count = found.count()
    query = request.GET.urlencode()
    writes = policies.coordinates(request.actor)
    context = {
        "tabs": frame.tabs(request.actor, "roster_centres"),
        "asked": asked,
        "districts": _districts(asked["district"]),
        "is_narrowed": any(asked.values()),
        "table": _table(shown, years) if shown else None,
        "words": ngettext("%(n)d centre", "%(n)d centres", count) % {"n": count},
        "csv": reverse("roster_centres_csv") + (f"?{query}" if query else ""),
        "strips": [
            {"name": _("The whole state"), "url": reverse("roster_closures"), **centre_shown.strip_of(state)},
            *(
                {"name": each.names, "url": reverse("roster_centre", args=[each.pk]),
                 **centre_shown.strip_of(years[each.pk])}
                for each in shown
            ),
        ],
        "months": centre_shown.months_of(state),
        "writes": writes,
        **pages(request, after, len(some)),
    }  # fmt: skip
    return render(request, "rosters/centres.html", context)


def _table(some: list[Centre], years: Any) -> Table:
    heads = [
        *(Column(each) for each in (_("Centre"), _("District"))),
        *(Column(each, number=True) for each in (_("Seats"), _("Places for women"), _("Halls"))),
        *(Column(_("Status")), Column(_("Closed weeks ahead"), number=True)),
    ]
    rows = [
        Row(
            [
                each.names,
                each.place.names,
                f"{each.seats:,}",
                "–" if each.women_places is None else each.women_places,
                "–" if each.halls is None else each.halls,
                centre_shown.state_pill(each, years[each.pk]),
                years[each.pk].closed,
            ],
            reverse("roster_centre", args=[each.pk]),
        )
        for each in some
    ]
    return Table(_("Training centres"), heads, rows)


@never_cache
@officer_page
@require_GET
def centres_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same centres as CSV, in the columns that a sheet of centres is read by."""
    found = list(centre_queries.centres(request.actor, home_state(), **_asked(request)))
    _state, years = centre_queries.years(request.actor, home_state(), found)
    heads = (
        *("code", "name", "name_hi", "district", "address", "latitude", "longitude", "seats", "women_places"),
        *("halls", "lost_from", "closed_weeks_ahead"),
    )
    rows = [
        Row(
            [
                *(each.code, each.name, each.name_hi, each.place.name, each.address, each.latitude, each.longitude),
                *(each.seats, each.women_places, each.halls, each.lost_from, years[each.pk].closed),
            ]
        )
        for each in found
    ]
    return as_csv(Table(_("Training centres"), [Column(each) for each in heads], rows), "samanvay-centres")


def _crumbs(*more: Crumb) -> list[Crumb]:
    return frame.crumbs(Crumb(_("Centres"), reverse("roster_centres")), *more)


def _lists(form: CentreForm, state: str) -> dict[str, Any]:
    """Point a form's fields at the state's districts and units, and return both for its lists."""
    place, unit = form.fields["place"], form.fields["unit"]
    assert isinstance(place, PlaceField) and isinstance(unit, UnitField)  # noqa: PT018
    place.state = unit.home_state = state
    today = clock.today()
    return {
        "places": Place.objects.of_kind("district").standing(today).filter(state=state).order_by("name"),
        "units": Unit.objects.open(today).filter(home_state=state).order_by("name"),
    }


def _said(form: CentreForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    for name in ("submission_id", "version"):
        said.pop(name, None)
    return said


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def centre_new(request: OfficerRequest) -> HttpResponse:
    """Enter a centre."""
    home = policies.may_coordinate(request.actor)
    form = CentreForm(request.POST if request.method == "POST" else None)
    lists = _lists(form, home.home_state)
    if request.method == "POST" and form.is_valid():
        try:
            made = keep_centre(by=request.actor, submission_id=form.cleaned_data["submission_id"], **_said(form))
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("roster_centre", args=[made.pk]))
    context = {"form": form, "title": _("Enter a centre"), "crumbs": _crumbs(Crumb(_("Enter a centre"))), **lists}
    return render(request, "rosters/centre_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def centre_amend(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Amend a centre, with the reason."""
    found = queries.centre_or_unseen(request.actor, key)
    policies.may_keep_centre(request.actor, found)
    fields = (
        *("name", "name_hi", "code", "address", "seats", "women_places", "halls", "latitude", "longitude"),
        *("lost_from", "version"),
    )
    initial = {
        **{name: getattr(found, name) for name in fields},
        "place": found.place.name,
        "unit": found.unit.name if found.unit else "",
    }
    form = AmendForm(request.POST if request.method == "POST" else None, initial=initial)
    lists = _lists(form, found.home_state)
    if request.method == "POST" and form.is_valid():
        said = _said(form)
        if said["place"] != found.place and (said["latitude"], said["longitude"]) == (found.latitude, found.longitude):
            said |= {"latitude": None, "longitude": None}
        try:
            keep_centre(
                by=request.actor, centre=found, expected=form.cleaned_data["version"],
                pii_answer=form.pii_answer, **said,
            )  # fmt: skip
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("roster_centre", args=[found.pk]))
    here = reverse("roster_centre", args=[found.pk])
    crumbs = _crumbs(Crumb(found.names, here), Crumb(_("Amend")))
    context = {"form": form, "title": found.names, "crumbs": crumbs, **lists}
    return render(request, "rosters/centre_form.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page
@require_GET
def centre(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show a centre: what it has, its year ahead, its closed weeks."""
    return _centre_page(request, queries.centre_or_unseen(request.actor, key))


def _centre_page(
    request: OfficerRequest, found: Centre, *, form: ClosureForm | None = None, striking: ReasonForm | None = None
) -> HttpResponse:
    state, years = centre_queries.years(request.actor, found.home_state, [found])
    year = years[found.pk]
    writes = policies.coordinates(request.actor)
    facts = [
        (_("Code"), found.code),
        (_("District"), found.place.names),
        (_("Address"), found.address),
        (_("Run by"), found.unit.names if found.unit else ""),
        (_("Seats"), f"{found.seats:,}"),
        (_("Places for women in its hostel"), "" if found.women_places is None else str(found.women_places)),
        (_("Halls"), "" if found.halls is None else str(found.halls)),
        (_("Point"), f"{found.latitude:.4f}, {found.longitude:.4f}"),
        (_("Lost from"), day_words(found.lost_from)),
        (_("Last changed because"), found.reason),
    ]
    context = {
        "name": found.names,
        "key": found.pk,
        "pill": centre_shown.state_pill(found, year),
        "facts": [(name, value) for name, value in facts if str(value)],
        "strips": [
            {"name": found.names, **centre_shown.strip_of(year)},
            {"name": _("The whole state"), "url": reverse("roster_closures"), **centre_shown.strip_of(state)},
        ],
        "months": centre_shown.months_of(year),
        "closures": centre_shown.closure_rows(
            centre_queries.closures(request.actor, found.home_state, found), writes
        ),
        "writes": writes,
        "lost_url": _lost_url(found) if writes else "",
        "form": (form or ClosureForm()) if writes else None,
        "striking": (striking or ReasonForm(auto_id=STRIKE)) if writes else None,
        "crumbs": _crumbs(Crumb(found.names)),
    }  # fmt: skip
    wrong = (form is not None and form.errors) or (striking is not None and striking.errors)
    return render(request, "rosters/centre.html", context, status=400 if wrong else 200)


def _lost_url(found: Centre) -> str:
    """Return where one says that a centre is lost to the plan that holds, "" where none does or it is lost."""
    plan = plan_queries.holding_plan(found.home_state)
    if plan is None or found.lost_from is not None:
        return ""
    return f"{reverse('roster_change_ask', args=[plan.pk])}?{urlencode({'kind': 'centre', 'centre': found.pk})}"


@never_cache
@officer_page
@require_POST
def centre_void(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Strike a centre out, with the reason."""
    found = queries.centre_or_unseen(request.actor, key)
    policies.may_keep_centre(request.actor, found)
    form = ReasonForm(request.POST, auto_id=STRIKE)
    if form.is_valid():
        try:
            void_centre(by=request.actor, centre=found, reason=form.cleaned_data["reason"], pii_answer=form.pii_answer)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s was struck out.") % {"name": found.names})
            return HttpResponseRedirect(reverse("roster_centres"))
    return _centre_page(request, found, striking=form)


@never_cache
@officer_page
@require_POST
def centre_close(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Close a centre for some weeks."""
    found = queries.centre_or_unseen(request.actor, key)
    policies.may_keep_centre(request.actor, found)
    form = ClosureForm(request.POST)
    if _closed(request, form, found):
        return HttpResponseRedirect(reverse("roster_centre", args=[found.pk]))
    return _centre_page(request, found, form=form)


def _closed(request: OfficerRequest, form: ClosureForm, found: Centre | None) -> bool:
    """Close weeks as a form says, and say so; False where it has faults."""
    if not form.is_valid():
        return False
    said = {name: form.cleaned_data[name] for name in ("kind", "first_monday", "last_monday", "words", "submission_id")}
    try:
        made = close_weeks(by=request.actor, centre=found, pii_answer=form.pii_answer, **said)
    except Invalid as refusal:
        form.refuse(refusal)
        return False
    messages.success(request, _("Closed: %(weeks)s.") % {"weeks": centre_shown.weeks_words(made)})
    for plan, count in centre_queries.planned_in(made).items():
        words = ngettext(
            "%(n)d batch is planned in these weeks. It stays until the plan is changed.",
            "%(n)d batches are planned in these weeks. They stay until the plan is changed.",
            count,
        ) % {"n": count}
        address = reverse("roster_change_ask", args=[plan])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', words, address, _("Change the plan")))
    return True


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: OfficerRequest) -> HttpResponse:
    """Show the weeks that are closed to the whole state, and close some."""
    writes = policies.coordinates(request.actor)
    form = None
    if request.method == "POST":
        policies.may_coordinate(request.actor)
        form = ClosureForm(request.POST)
        if _closed(request, form, None):
            return HttpResponseRedirect(reverse("roster_closures"))
    found = centre_queries.closures(request.actor, home_state(), None)
    state, _years = centre_queries.years(request.actor, home_state(), [])
    context = {
        "strips": [{"name": _("The whole state"), **centre_shown.strip_of(state)}],
        "months": centre_shown.months_of(state),
        "closures": centre_shown.closure_rows(found, writes),
        "writes": writes,
        "form": (form or ClosureForm()) if writes else None,
        "crumbs": _crumbs(Crumb(_("Weeks closed to the whole state"))),
    }
    return render(request, "rosters/closures.html", context, status=400 if form is not None else 200)


@never_cache
@officer_page
@require_http_methods(["GET", "HEAD", "POST"])
def closure_void(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take closed weeks back, with the reason."""
    found = centre_queries.closure_or_unseen(request.actor, key)
    policies.may_keep_closure(request.actor, found)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            void_closure(
                by=request.actor, closure=found, reason=form.cleaned_data["reason"], pii_answer=form.pii_answer
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Taken back: %(weeks)s.") % {"weeks": centre_shown.weeks_words(found)})
            return HttpResponseRedirect(_home(found))
    context = {
        "form": form,
        "words": centre_shown.closure_words(found),
        "weeks": centre_shown.weeks_words(found),
        "where": found.centre.names if found.centre else _("The whole state"),
        "back": _home(found),
        "crumbs": _crumbs(
            Crumb(found.centre.names if found.centre else _("Weeks closed to the whole state"), _home(found)),
            Crumb(_("Take back")),
        ),
    }
    return render(request, "rosters/closure_void.html", context, status=400 if form.errors else 200)


def _home(closure: Closure) -> str:
    return reverse("roster_centre", args=[closure.centre_id]) if closure.centre_id else reverse("roster_closures")
