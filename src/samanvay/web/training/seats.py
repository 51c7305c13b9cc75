"""Examinations at a centre: opened with a code for the hour, watched seat by seat, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid, reason_against
from samanvay.training import queries as courses
from samanvay.training.examining import policies, queries
from samanvay.training.examining.centres import close_seats, open_seats
from samanvay.training.models.sitting import SEATS_HOLD, Seats
from samanvay.web.access import OfficerRequest, officer_page
from samanvay.web.components.pieces import Column, Crumb, Pill, Row, Table

from .examination_forms import SeatsForm

WATCHES = Permission.EXAM_INVIGILATE


@never_cache
@officer_page(permission=WATCHES)
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: OfficerRequest) -> HttpResponse:
    """Open an examination at a centre; its code is shown on the page that answers, and nowhere again."""
    titles = {each.course.code: str(each.text().title) for each in courses.published_editions(request.actor)}
    form = SeatsForm(request.POST if request.method == "POST" else None, choices=list(titles.items()))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made, secret = open_seats(
                by=request.actor, code=said["course"], place=said["place"], submission_id=said["submission_id"]
            )
        except Invalid as refusal:
            form.add_error(refusal.field, str(refusal.words))
        else:
            return _one(request, made, titles, secret)
    rows = [
        Row(
            [_moment(each), titles.get(each.course, each.course), each.place, _pill(each)],
            reverse("seats_one", args=[each.pk]),
        )
        for each in queries.seats_of(request.actor)
    ]
    columns = [Column(_("Opened")), Column(_("Course")), Column(_("Room or hall")), Column(_("Now"))]
    context = {
        "form": form,
        "table": Table(_("Examinations that you opened"), columns, rows),
        "crumbs": [Crumb(_("Examinations"), reverse("examinations")), Crumb(_("At a centre"))],
    }
    return render(request, "training/seats.html", context, status=400 if form.errors else 200)


@never_cache
@officer_page(permission=WATCHES)
@require_GET
def seats_one(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Show the seats of an examination: who began and how far, by seat, no name."""
    found = queries.seats_or_unseen(request.actor, key)
    titles = {each.course.code: str(each.text().title) for each in courses.published_editions(request.actor)}
    return _one(request, found, titles, "")


def _one(request: OfficerRequest, found: Seats, titles: dict[str, str], secret: str) -> HttpResponse:
    sat = queries.who_sits(request.actor, found)
    columns = [Column(_("Seat")), Column(_("Answered"), number=True), Column(_("Of"), number=True), Column(_("Now"))]
    rows = [
        Row(
            [each.seat, each.answered, each.of, Pill(_("handed in"), "ok") if each.closed_at else Pill(_("writing"))],
        )
        for each in sat
    ]
    context = {
        "found": found,
        "title": titles.get(found.course, found.course),
        "secret": f"{secret[:3]} {secret[3:]}" if secret else "",
        "until": date_format((found.opened_at + SEATS_HOLD).astimezone(clock.INDIA), "H:i"),
        "pill": _pill(found),
        "is_open": found.is_open_at(clock.now()),
        "table": Table(_("Seats"), columns, rows),
        "close_refused": reason_against(policies.may_close_seats, request.actor, found),
        "crumbs": [
            Crumb(_("Examinations"), reverse("examinations")),
            Crumb(_("At a centre"), reverse("seats")),
            Crumb(found.place),
        ],
    }
    return render(request, "training/seats_one.html", context)


@never_cache
@officer_page(permission=WATCHES)
@require_POST
def seats_close(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Let nobody begin any more."""
    found = queries.seats_or_unseen(request.actor, key)
    close_seats(by=request.actor, seats=found)
    messages.success(request, _("Nobody can begin here any more. Whoever sits goes on."))
    return HttpResponseRedirect(reverse("seats_one", args=[key]))


def _moment(found: Seats) -> str:
    return str(date_format(found.opened_at.astimezone(clock.INDIA), "j M Y, H:i"))


def _pill(found: Seats) -> Pill:
    return Pill(_("open"), "ok") if found.is_open_at(clock.now()) else Pill(_("closed"))
