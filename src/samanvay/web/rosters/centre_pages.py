"""Centres of training and the weeks in which nobody trains: list, one centre, entered, amended, struck out."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.directory.queries import home_state
from samanvay.kernel import clock
from samanvay.rosters import coordination
from samanvay.rosters.centres import policies as centre_policies
from samanvay.rosters.centres import queries
from samanvay.rosters.centres.actions import close_weeks, keep_centre, void_centre, void_closure
from samanvay.rosters.centres.queries import CentreWeek, CentreYear
from samanvay.rosters.centres.states import CLOSURES
from samanvay.rosters.models import Centre, Closure
from samanvay.rosters.plans import queries as plan_queries
from samanvay.web.components.pieces import Column, Crumb, Pill, Table, options
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import form_page
from samanvay.web.kit.filters import place_of, text_of
from samanvay.web.kit.lists import list_page, part_of
from samanvay.web.kit.pages import POST, READ, every_reader, page, record_page
from samanvay.web.kit.spreadsheets import csv_answer

from . import frame
from .centre_forms import AmendForm, CentreForm, ClosureForm, StrikeOutForm
from .records import CENTRE, CLOSURE, centre_crumbs
from .week_words import day_words, span_words

HIGH = 10  # of the strip, in its own units; one week is one unit wide
TOLD = (0, 13, 26, 39, 51)  # weeks whose Monday is written below
STRIKE = "strike-%s"  # two forms stand on the page of a centre
FIELDS = (
    *("name", "name_hi", "code", "address", "seats", "women_places", "halls", "latitude", "longitude"),
    "lost_from",
)


def _asked(request: OfficerRequest) -> dict[str, str]:
    return {"words": text_of(request, "q"), "district": place_of(request, "district")}


@page(may=coordination.may_see, methods=READ)
def centres(request: OfficerRequest) -> HttpResponse:
    """List the centres with their year ahead, and the weeks that are closed to the whole state."""
    asked = _asked(request)
    part = part_of(request, queries.centres(request.actor, home_state(), **asked))
    state, years = queries.years(request.actor, home_state(), part.rows)
    return list_page(
        request,
        part,
        "rosters/centres.html",
        table=_table(part.rows, years),
        words=ngettext("%(n)d centre", "%(n)d centres", part.count) % {"n": part.count},
        csv="roster_centres_csv",
        tabs=frame.tabs(request.actor, "roster_centres"),
        asked=asked,
        districts=options(
            ((each.key, each) for each in queries.districts_with_centres(home_state())), asked["district"]
        ),
        is_narrowed=any(asked.values()),
        strips=[
            strip_of(state, _("The whole state"), reverse("roster_closures")),
            *(strip_of(years[each.pk], each.names, CENTRE.page(each)) for each in part.rows),
        ],
        months=months_of(state),
        writes=coordination.coordinates(request.actor),
    )


def _table(some: Iterable[Centre], years: Any) -> Table:
    columns = [
        Column(_("Centre"), lambda each: each.names),
        Column(_("District"), lambda each: each.place.names),
        Column(_("Seats"), lambda each: f"{each.seats:,}", number=True),
        Column(_("Places for women"), lambda each: each.women_places, number=True),
        Column(_("Halls"), lambda each: each.halls, number=True),
        Column(_("Status"), lambda each: state_pill(each, years[each.pk])),
        Column(_("Closed weeks ahead"), lambda each: years[each.pk].closed, number=True),
    ]
    return Table.of(_("Training centres"), columns, some, CENTRE.page)


@page(may=coordination.may_see, methods=READ)
def centres_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same centres as CSV, in the columns that a sheet of centres is read by."""
    found = list(queries.centres(request.actor, home_state(), **_asked(request)))
    _state, years = queries.years(request.actor, home_state(), found)
    heads = (
        *("code", "name", "name_hi", "district", "address", "latitude", "longitude", "seats", "women_places"),
        *("halls", "lost_from", "closed_weeks_ahead"),
    )
    rows = [
        [
            *(each.code, each.name, each.name_hi, each.place.name, each.address, each.latitude, each.longitude),
            *(each.seats, each.women_places, each.halls, each.lost_from, years[each.pk].closed),
        ]
        for each in found
    ]
    return csv_answer("samanvay-centres", [heads, *rows])


@page(may=coordination.may_coordinate)
def centre_new(request: OfficerRequest) -> HttpResponse:
    """Enter a centre."""
    title = _("Enter a centre")
    return form_page(
        request,
        partial(CentreForm, home_state=coordination.may_coordinate(request.actor).home_state),
        keep_centre,
        title=title,
        template="rosters/centre_form.html",
        crumbs=centre_crumbs(Crumb(title)),
        done=_("Saved."),
        to=CENTRE.page,
    )


@record_page(CENTRE, may=centre_policies.may_keep_centre)
def centre_amend(request: OfficerRequest, found: Centre) -> HttpResponse:
    """Amend a centre, with the reason."""
    return form_page(
        request,
        partial(AmendForm, home_state=found.home_state),
        keep_centre,
        found,
        initial={
            **{name: getattr(found, name) for name in FIELDS},
            "place": found.place.name,
            "unit": found.unit.name if found.unit else "",
        },
        title=found.names,
        template="rosters/centre_form.html",
        crumbs=[*CENTRE.crumbs(request.actor, found), Crumb(_("Amend"))],
        done=_("Saved."),
    )


@record_page(CENTRE, may=every_reader, methods=READ)
def centre(request: OfficerRequest, found: Centre) -> HttpResponse:
    """Show a centre: what it has, its year ahead, its closed weeks."""
    return _centre_page(request, found)


def _centre_page(
    request: OfficerRequest, found: Centre, *, form: ClosureForm | None = None, striking: StrikeOutForm | None = None
) -> HttpResponse:
    state, years = queries.years(request.actor, found.home_state, [found])
    year = years[found.pk]
    writes = coordination.coordinates(request.actor)
    facts = [
        (_("Code"), found.code),
        (_("District"), found.place.names),
        (_("Address"), found.address),
        (_("Run by"), found.unit and found.unit.names),
        (_("Seats"), f"{found.seats:,}"),
        (_("Places for women in its hostel"), found.women_places),
        (_("Halls"), found.halls),
        (_("Point"), f"{found.latitude:.4f}, {found.longitude:.4f}"),
        (_("Not available from"), found.lost_from),
        (_("Reason for the last change"), found.reason),
    ]
    context = {
        "centre": found,
        "pill": state_pill(found, year),
        "facts": [(name, value) for name, value in facts if value not in (None, "")],
        "strips": [
            strip_of(year, found.names),
            strip_of(state, _("The whole state"), reverse("roster_closures")),
        ],
        "months": months_of(year),
        "closures": closure_rows(queries.closures(request.actor, found.home_state, found)),
        "writes": writes,
        "lost_url": _lost_url(found) if writes else "",
        "form": (form or ClosureForm()) if writes else None,
        "striking": (striking or StrikeOutForm(auto_id=STRIKE)) if writes else None,
        "crumbs": centre_crumbs(Crumb(found.names)),
    }
    wrong = (form is not None and form.errors) or (striking is not None and striking.errors)
    return render(request, "rosters/centre.html", context, status=400 if wrong else 200)


def _lost_url(found: Centre) -> str:
    """Return where one says that a centre is lost to the plan that holds, "" where none does or it is lost."""
    plan = plan_queries.holding_plan(found.home_state)
    if plan is None or found.lost_from is not None:
        return ""
    return f"{reverse('roster_change_ask', args=[plan.pk])}?{urlencode({'kind': 'centre', 'centre': found.pk})}"


@record_page(CENTRE, may=centre_policies.may_keep_centre, methods=POST)
def centre_void(request: OfficerRequest, found: Centre) -> HttpResponse:
    """Strike a centre out, with the reason."""
    return form_page(
        request,
        partial(StrikeOutForm, auto_id=STRIKE),
        void_centre,
        found,
        done=_("%(name)s was deleted.") % {"name": found.names},
        to=reverse("roster_centres"),
        show=lambda form: _centre_page(request, found, striking=form),
    )


@record_page(CENTRE, may=centre_policies.may_keep_centre, methods=POST)
def centre_close(request: OfficerRequest, found: Centre) -> HttpResponse:
    """Close a centre for some weeks."""
    return form_page(
        request,
        ClosureForm,
        close_weeks,
        found,
        done=partial(_tell_closed, request),
        show=lambda form: _centre_page(request, found, form=form),
    )


def _tell_closed(request: OfficerRequest, made: Closure) -> None:
    messages.success(request, _("Closed: %(weeks)s.") % {"weeks": weeks_words(made)})
    for plan, count in queries.planned_in(made).items():
        words = ngettext(
            "%(n)d batch is planned in these weeks. It stays until the plan is changed.",
            "%(n)d batches are planned in these weeks. They stay until the plan is changed.",
            count,
        ) % {"n": count}
        address = reverse("roster_change_ask", args=[plan])
        messages.warning(request, format_html('{} <a href="{}">{}</a>', words, address, _("Change the plan")))


@page(may=coordination.may_see)
def closures(request: OfficerRequest) -> HttpResponse:
    """Show the weeks that are closed to the whole state, and close some."""
    if request.method == "POST":
        coordination.may_coordinate(request.actor)
    return form_page(
        request,
        ClosureForm,
        partial(close_weeks, centre=None),
        done=partial(_tell_closed, request),
        show=lambda form: _closures_page(request, form),
    )


def _closures_page(request: OfficerRequest, form: ClosureForm) -> HttpResponse:
    writes = coordination.coordinates(request.actor)
    found = queries.closures(request.actor, home_state(), None)
    state, _years = queries.years(request.actor, home_state(), [])
    context = {
        "strips": [strip_of(state, _("The whole state"))],
        "months": months_of(state),
        "closures": closure_rows(found),
        "writes": writes,
        "form": form if writes else None,
        "crumbs": centre_crumbs(Crumb(_("Weeks closed for the whole state"))),
    }
    return render(request, "rosters/closures.html", context, status=400 if form.errors else 200)


@record_page(CLOSURE, may=centre_policies.may_keep_closure)
def closure_void(request: OfficerRequest, found: Closure) -> HttpResponse:
    """Take closed weeks back, with the reason."""
    weeks = weeks_words(found)
    return form_page(
        request,
        StrikeOutForm,
        void_closure,
        found,
        title=_("Undo"),
        template="rosters/closure_void.html",
        words=closure_words(found),
        weeks=weeks,
        where=found.centre.names if found.centre else _("The whole state"),
        done=_("Opened again: %(weeks)s.") % {"weeks": weeks},
    )


def strip_of(year: CentreYear, name: Any, url: str = "") -> dict[str, Any]:
    """Return a year as bars: closed weeks are full, half or crossed by height, weeks with batches low."""
    bars = []
    for at, week in enumerate(year.weeks):
        if week.stands != "open":
            top, high = {"state": (0, HIGH), "centre": (HIGH // 2, HIGH // 2), "lost": (0, 3)}[week.stands]
            bars.append({"x": at, "y": top, "high": high, "kind": week.stands, "says": _says(week)})
        elif week.batches:
            bars.append({"x": at, "y": HIGH - 3, "high": 3, "kind": "met", "says": _says(week)})
    return {
        "name": name,
        "url": url,
        "bars": bars,
        "says": ngettext("%(n)d closed week in a year", "%(n)d closed weeks in a year", year.closed)
        % {"n": year.closed},
        "closed": year.closed,
    }


def months_of(year: CentreYear) -> list[date]:
    """Return what is written below a strip."""
    return [year.weeks[at].monday for at in TOLD]


def _says(week: CentreWeek) -> str:
    said = [day_words(week.monday)]
    if week.stands == "lost":
        said.append(_("not available"))
    said += [closure_words(each) for each in week.why]
    if week.batches:
        said.append(ngettext("%(n)d batch", "%(n)d batches", week.batches) % {"n": week.batches})
    return ", ".join(said)


def closure_words(closure: Closure) -> str:
    """Return what closes weeks: the kind and what was written beside it."""
    kind = str(CLOSURES[closure.kind])
    return f"{kind}: {closure.words}" if closure.words else kind


def weeks_words(closure: Closure) -> str:
    """Return the weeks of a closure."""
    return span_words(closure.first_monday, closure.last_monday)


def closure_rows(found: Iterable[Closure]) -> list[dict[str, Any]]:
    return [{"key": each.pk, "words": closure_words(each), "weeks": weeks_words(each)} for each in found]


def state_pill(centre: Centre, year: CentreYear) -> Pill:
    """Return whether a centre can be used this week."""
    if centre.lost_from is not None:
        words = _("not available from %(day)s") % {"day": day_words(centre.lost_from)}
        return Pill(words, "hot" if centre.lost_from <= clock.today() else "warn")
    if year.weeks[0].stands != "open":
        return Pill(_("closed this week"), "warn")
    return Pill(_("available"), "ok")
