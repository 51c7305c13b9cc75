"""The code at the door: shown large to those who come, and the page that it leads to."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.accounts import members_of
from samanvay.rosters.batches.actions.excusing import is_seat_free
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.delivery.attendance_codes import code_of, read_code
from samanvay.rosters.models import Batch
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import READ, every_officer, page, record_page
from samanvay.web.kit.papers import qr_svg

from . import batch_presenters
from .records import BATCH


@record_page(BATCH, may=policies.may_run, methods=READ)
def door(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Show the code of this minute, to be projected at the door; it is asked for anew by itself."""
    is_on = batch_presenters.is_on(found)
    address = settings.SAMANVAY_URL.rstrip("/") + reverse("roster_here", args=[code_of(found)]) if is_on else ""
    count = batches.there_on(found, clock.today())
    context = {
        "batch": found,
        "when": batch_presenters.when(found),
        "day": date_format(clock.today(), "j M Y"),
        "code": mark_safe(qr_svg(address).decode()) if address else "",  # noqa: S308  drawn here
        "count": ngettext("%(n)d person is here", "%(n)d people are here", count) % {"n": count},
        "crumbs": batch_presenters.crumbs(request.actor, found, _("Code at the door")),
    }
    return render(request, "rosters/door.html", context)


@page(may=every_officer)
def here(request: OfficerRequest, code: str) -> HttpResponse:
    """Let whoever scanned the code mark themself as present, by a press that scripts make for them; who is not of the
    batch may walk in where a seat is free.
    """
    said = read_code(code)
    if said is None:
        raise Unseen
    if not said.holds:
        return _answer(request, None, _("This code has run out. Scan the one that is shown now."), "warn")
    found = batches.batch_or_unseen(request.actor, said.batch)
    try:
        if request.method == "POST" and request.POST.get("deed") == "here":
            turn, is_marked = attendance.check_in(by=request.actor, batch=found, day=said.day), True
        elif request.method == "POST":
            attendance.admit_walk_in(by=request.actor, batch=found, day=said.day, is_own=True)
            return _answer(request, found, _("You were taken in and are marked as present today."), "ok")
        else:
            turn, is_marked = attendance.turn_to_check_in(request.actor, found, said.day)
    except Invalid as refusal:
        return _answer(request, found, str(refusal.words), "hot", status=400 if request.method == "POST" else 200)
    if turn is not None and is_marked:
        return _answer(request, found, _("You are marked as present today."), "ok")
    if turn is not None:
        return _answer(request, found, _("You are called to this batch."), "ok", may_mark=True)
    if not members_of(request.actor):
        return _answer(request, found, _("You are not on the roll of members. Tell whoever runs this training."), "hot")
    with as_machinery():
        is_free = is_seat_free(found)
    if not is_free:
        words = _("You are not called to this batch, and every seat is taken. Your own week stays.")
        return _answer(request, found, words, "hot")
    words = _("You are not called to this batch, but a seat is free. If you stay, your own coming turn ends.")
    return _answer(request, found, words, "warn", may_walk_in=True)


def _answer(
    request: OfficerRequest, found: Batch | None, words: str, kind: str, *, status: int = 200, **may: bool
) -> HttpResponse:
    """Say what a scanned code does; ``may_mark`` and ``may_walk_in`` offer a button."""
    when = batch_presenters.when(found) if found is not None else ""
    context = {"words": words, "kind": kind, "batch": found, "when": when, **may}
    return render(request, "rosters/here.html", context, status=status)
