"""Calling conferences: a series, one by hand, another time, none at all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid, Unseen, reason_against
from samanvay.review import actions, queries
from samanvay.review.kinds import KINDS, RHYTHMS, WEEKDAYS, ConferenceKind
from samanvay.review.models import Series
from samanvay.review.policies import may_arrange_conference, may_change_series
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Crumb

from . import shown
from .forms import ConferenceForm, MoveForm, ReasonForm, SeriesForm, initial_of

DEFAULT = "weekly_round"


def _kind(request: OfficerRequest) -> ConferenceKind:
    asked = request.GET.get("kind") or request.POST.get("kind") or DEFAULT
    if asked not in KINDS:
        raise Unseen
    return KINDS[asked]


def _form_page(
    request: OfficerRequest, form: Any, title: str, label: str, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "label": label,
        "crumbs": [Crumb(_("Conferences"), reverse("conferences")), Crumb(title)],
        **more,
    }
    return render(request, "review/form.html", context, status=400 if request.method == "POST" else 200)


def _kinds(chosen: ConferenceKind) -> dict[str, Any]:
    """Return the choice of a kind, which fills the form with what is usual for it."""
    return {"kinds": [(each.code, str(each.name), each.code == chosen.code) for each in KINDS.values()]}


@never_cache
@officer_page(permission=Permission.CONFERENCE_RUN)
@require_http_methods(["GET", "POST"])
def series_new(request: OfficerRequest) -> HttpResponse:
    """Make a series."""
    kind = _kind(request)
    form = SeriesForm(request.POST or None, actor=request.actor, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_series(by=request.actor, given=form.given, captured=form.captured, **_rhythm(form))
        except Invalid as refusal:
            _note(form, refusal)
        else:
            messages.success(request, _("The series stands. Its next conference is called by itself."))
            return HttpResponseRedirect(reverse("series", args=[made.pk]))
    return _form_page(request, form, _("New series"), _("Make the series"), **_kinds(kind))


@never_cache
@officer_page(permission=Permission.CONFERENCE_READ)
@require_http_methods(["GET", "POST"])
def series(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show a series and change what its coming conferences are made of."""
    found = queries.series_or_unseen(request.actor, key)
    refused = reason_against(may_change_series, request.actor, found)
    kind = KINDS.get(found.kind, KINDS[DEFAULT])
    form = SeriesForm(request.POST or None, actor=request.actor, kind=kind, initial=initial_of(found))
    if request.method == "POST":
        may_change_series(request.actor, found)
        if form.is_valid():
            try:
                actions.change_series(
                    by=request.actor,
                    series=found,
                    given=form.given,
                    expected=form.cleaned_data["version"],
                    **_rhythm(form),
                )
            except Invalid as refusal:
                _note(form, refusal)
            else:
                messages.success(request, _("Changed. Conferences that were called already stay as they are."))
                return HttpResponseRedirect(reverse("series", args=[found.pk]))
    more = {"series": found, "refused": refused, "is_ended": found.ended_at is not None, "facts": _facts(found)}
    return _form_page(request, form, str(found.names), _("Keep the changes"), **more)


def _facts(found: Series) -> list[tuple[str, str]]:
    """Return a series in words, for those who do not change it."""
    invited = ", ".join(shown.role_name(role) for role in found.invited)
    said = f"{RHYTHMS[found.rhythm]}, {WEEKDAYS[found.weekday]} {found.at:%H:%M}"
    return [(_("How often"), said), (_("Chair"), shown.role_name(found.chair_role)), (_("Invited"), invited)]


@officer_page(permission=Permission.CONFERENCE_RUN)
@require_POST
def series_end(request: OfficerRequest, key: UUID) -> HttpResponse:
    """End a series."""
    found = queries.series_or_unseen(request.actor, key)
    actions.end_series(by=request.actor, series=found)
    messages.success(request, _("The series has ended. Cancel what was called already where it is not to be held."))
    return HttpResponseRedirect(reverse("conferences"))


@never_cache
@officer_page(permission=Permission.CONFERENCE_RUN)
@require_http_methods(["GET", "POST"])
def conference_new(request: OfficerRequest) -> HttpResponse:
    """Call one conference by hand."""
    kind = _kind(request)
    form = ConferenceForm(request.POST or None, actor=request.actor, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.call_conference(
                by=request.actor, given=form.given, starts_at=form.starts_at, captured=form.captured
            )
        except Invalid as refusal:
            _note(form, refusal)
        else:
            messages.success(request, _("The conference is called and the invited are told."))
            return HttpResponseRedirect(reverse("conference", args=[made.pk]))
    return _form_page(request, form, _("New conference"), _("Call it"), **_kinds(kind))


@never_cache
@officer_page(permission=Permission.CONFERENCE_RUN)
@require_http_methods(["GET", "POST"])
def move(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Move a conference to another time."""
    found = queries.conference_or_unseen(request.actor, key)
    may_arrange_conference(request.actor, found)
    here = found.starts_at.astimezone(clock.INDIA)
    initial = {"starts_on": here.date(), "at": here.time(), "version": found.version}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.move_conference(
                by=request.actor,
                conference=found,
                starts_at=form.starts_at,
                reason=said["reason"],
                expected=said["version"],
            )
        except Invalid as refusal:
            _note(form, refusal)
        else:
            messages.success(request, _("Moved. The invited are told; their calendars take the new file."))
            return HttpResponseRedirect(reverse("conference", args=[found.pk]))
    return _about(request, found, form, _("Move this conference"), _("Move it"))


@never_cache
@officer_page(permission=Permission.CONFERENCE_RUN)
@require_http_methods(["GET", "POST"])
def cancel(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Cancel a conference."""
    found = queries.conference_or_unseen(request.actor, key)
    may_arrange_conference(request.actor, found)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.cancel_conference(
                by=request.actor, conference=found, reason=said["reason"], expected=said["version"]
            )
        except Invalid as refusal:
            _note(form, refusal)
        else:
            messages.success(request, _("Cancelled. The invited are told."))
            return HttpResponseRedirect(reverse("conference", args=[found.pk]))
    return _about(request, found, form, _("Cancel this conference"), _("Cancel it"))


def _about(request: OfficerRequest, found: Any, form: Any, title: str, label: str) -> HttpResponse:
    intro = f"{found.names}, {shown.when(found.starts_at)}"
    back = reverse("conference", args=[found.pk])
    return _form_page(request, form, title, label, intro=intro, back=back)


def _rhythm(form: SeriesForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("rhythm", "weekday", "at")}


def _note(form: Any, refusal: Invalid) -> None:
    """Say beside its field what an action refused."""
    field = {"starts_at": "starts_on"}.get(refusal.field, refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal.words))
