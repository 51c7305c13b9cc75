"""Examinations at a centre: opened with a code for the hour, watched seat by seat, closed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.refusals import reason_against
from samanvay.training.courses import queries as courses
from samanvay.training.examining import policies
from samanvay.training.examining.actions.centres import close_seats, open_seats
from samanvay.training.examining.models.sitting import SEATS_HOLD, Seats
from samanvay.training.examining.queries import examinations
from samanvay.web.components.pieces import Column, Crumb, Pill, Table
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, carried_out, posted
from samanvay.web.kit.clocks import moment_words
from samanvay.web.kit.pages import POST, READ, page, record_page

from .examination_forms import SeatsForm
from .records import SEATS, examination_crumbs

WATCHES = Permission.EXAM_INVIGILATE


@page(permission=WATCHES)
def seats(request: OfficerRequest) -> HttpResponse:
    """Open an examination at a centre; its code is shown on the page that answers, and nowhere again."""
    titles = {each.course.code: str(each.text().title) for each in courses.published_editions(request.actor)}
    form = SeatsForm(posted(request), choices=list(titles.items()))
    opened = carried_out(
        form,
        lambda: open_seats(by=request.actor, **form.taken()),
        lambda made: _one(request, made[0], titles, made[1]),
    )
    if opened is not None:
        return opened
    columns = [
        Column(_("Opened"), lambda each: moment_words(each.opened_at)),
        Column(_("Course"), lambda each: titles.get(each.course, each.course)),
        Column(_("Room or hall"), lambda each: each.place),
        Column(_("Now"), _pill),
    ]
    context = {
        "form": form,
        "table": Table.of(_("Examinations that you opened"), columns, examinations.seats_of(request.actor), SEATS.page),
        "crumbs": examination_crumbs(Crumb(_("At a centre"))),
    }
    return render(request, "training/seats.html", context, status=400 if form.errors else 200)


@record_page(SEATS, permission=WATCHES, methods=READ)
def seats_one(request: OfficerRequest, found: Seats) -> HttpResponse:
    """Show the seats of an examination: who began and how far, by seat, no name."""
    titles = {each.course.code: str(each.text().title) for each in courses.published_editions(request.actor)}
    return _one(request, found, titles, "")


def _one(request: OfficerRequest, found: Seats, titles: dict[str, str], secret: str) -> HttpResponse:
    columns = [
        Column(_("Seat"), lambda each: each.seat),
        Column(_("Answered"), lambda each: each.answered, number=True),
        Column(_("Total"), lambda each: each.of, number=True),
        Column(_("Now"), lambda each: Pill(_("submitted"), "ok") if each.closed_at else Pill(_("writing"))),
    ]
    context = {
        "found": found,
        "title": titles.get(found.course, found.course),
        "secret": f"{secret[:3]} {secret[3:]}" if secret else "",
        "until": date_format((found.opened_at + SEATS_HOLD).astimezone(clock.INDIA), "H:i"),
        "pill": _pill(found),
        "is_open": found.is_open_at(clock.now()),
        "table": Table.of(_("Seats"), columns, examinations.who_sits(request.actor, found)),
        "close_refused": reason_against(policies.may_close_seats, request.actor, found),
        "crumbs": examination_crumbs(Crumb(_("At a centre"), reverse("seats")), Crumb(found.place)),
    }
    return render(request, "training/seats_one.html", context)


@record_page(SEATS, permission=WATCHES, methods=POST)
def seats_close(request: OfficerRequest, found: Seats) -> HttpResponse:
    """Let nobody begin any more."""
    return action_page(
        request, close_seats, found, done=_("Nobody can begin here any more. Those who have begun continue.")
    )


def _pill(found: Seats) -> Pill:
    return Pill(_("open"), "ok") if found.is_open_at(clock.now()) else Pill(_("closed"))
