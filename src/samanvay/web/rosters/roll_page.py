"""Attendance of a batch: its roll, walk-ins, closing, on paper and as CSV; the code at the door and where it leads."""

from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samanvay.kernel import clock
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.kernel.typeset import typeset
from samanvay.rosters.batches import policies
from samanvay.rosters.batches.accounts import members_of
from samanvay.rosters.batches.actions.excusing import is_seat_free
from samanvay.rosters.batches.labels import title_of
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.states import ABSENCES, Absence, BatchState
from samanvay.rosters.delivery.actions import attendance
from samanvay.rosters.delivery.attendance_codes import code_of, read_code
from samanvay.rosters.models import Batch, Turn
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.roll.vocabulary import rank_words
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, carried_out
from samanvay.web.kit.downloads import disposition
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, READ, every_officer, every_reader, page, record_page
from samanvay.web.kit.papers import qr_svg
from samanvay.web.kit.spreadsheets import csv_answer

from . import batch_presenters
from .records import BATCH

Ticks = dict[UUID, list[date]]
"""Days by the key of a turn."""
SHEET = """#let shown = json("shown.json")
#let soft = rgb("#5d6270")
#set document(title: shown.title)
#set page(
  paper: "a4", flipped: shown.days.len() > 2, margin: (x: 14mm, top: 14mm, bottom: 16mm),
  footer: context text(size: 7.5pt, fill: soft)[#shown.foot #h(1fr) #counter(page).display("1 / 1", both: true)],
)
#set text(font: "Mukta", size: 9.5pt, lang: shown.lang, fill: rgb("#1b1f2a"))
#block(below: 0.7em, text(size: 1.6em, weight: 600)[#shown.title])
#block(below: 1em, text(fill: soft)[#shown.about])
#table(
  columns: (9mm, 1fr, 26mm, 1fr, ..shown.days.map(_ => 34mm)), inset: (x: 4pt, y: 7pt),
  stroke: 0.5pt + rgb("#b9b5aa"), align: (x, y) => if x == 0 { right } else { left },
  table.header(..shown.heads.map(each => text(size: 0.85em, weight: 600)[#each])),
  ..shown.rows.flatten().map(cell => [#cell]),
)
#block(above: 2em)[#shown.signed: #box(width: 70mm, stroke: (bottom: 0.5pt), height: 1em)]
"""


class WalkInForm(ActionForm):
    """The number of somebody who was not called and is here."""

    number = forms.CharField(
        label=gettext_lazy("Employee number"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def refuse(self, refusal: Invalid) -> None:
        self.add_error("number", str(refusal.words))


@record_page(BATCH, may=every_reader)
def roll(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Show who is on the roll; POST keeps the ticks, and with ``deed`` "close" closes the batch."""
    turns = batches.roll(request.actor, found)
    if request.method == "POST":
        try:
            words = _keep(request, found, turns)
        except Invalid as refusal:
            messages.error(request, str(refusal.words))
            return _page(request, found, turns, typed=_ticked(request, found, turns)[0], status=400)
        messages.success(request, words)
        if request.POST.get("deed") != "close" and _chosen(request, turns):
            return _page(request, found, turns)  # why somebody is absent is written when the batch is closed
        return HttpResponseRedirect(reverse("roster_roll", args=[found.pk]))
    return _page(request, found, turns)


def _chosen(request: OfficerRequest, turns: list[Turn]) -> bool:
    """Tell whether a reason for an absence was chosen, which is not to be lost before the batch is closed."""
    return any(request.POST.get(f"absence-{turn.pk}", Absence.UNKNOWN) != Absence.UNKNOWN for turn in turns)


def _keep(request: OfficerRequest, found: Batch, turns: list[Turn]) -> str:
    ticks, seen = _ticked(request, found, turns)
    changed = attendance.record_attendance(by=request.actor, batch=found, ticks=ticks, seen=seen)
    if request.POST.get("deed") == "close":
        said = {turn.pk: request.POST.get(f"absence-{turn.pk}", "") for turn in turns}
        attendance.close_batch(by=request.actor, batch=found, absences=said)
        return _("Closed. Those who were absent get another week automatically.")
    return ngettext("Saved: %(n)d tick changed.", "Saved: %(n)d ticks changed.", changed) % {"n": changed}


def _ticked(request: OfficerRequest, found: Batch, turns: list[Turn]) -> tuple[Ticks, Ticks]:
    """Return of each turn that the page showed the days that were ticked, and those that it showed as ticked."""
    shown = dict(each.partition("=")[::2] for each in request.POST.getlist("turn"))
    ticked = set(request.POST.getlist("there"))
    days = [day for day in attendance.days_of(found) if day <= clock.today()]
    there = [turn for turn in turns if str(turn.pk) in shown]
    return (
        {turn.pk: [day for day in days if f"{turn.pk}:{day.isoformat()}" in ticked] for turn in there},
        {turn.pk: [day for day in days if day.isoformat() in shown[str(turn.pk)].split()] for turn in there},
    )


def _page(
    request: OfficerRequest,
    found: Batch,
    turns: list[Turn],
    *,
    form: WalkInForm | None = None,
    typed: Ticks | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the roll; ``typed`` are the days as they were ticked on a page that was refused."""
    refused = batch_presenters.reason(policies.may_keep_roll_of, found)
    may_close = found.state == BatchState.CALLED and found.ends_on <= clock.today()
    known = batches.presences(found)
    days = attendance.days_of(found)
    units = [
        {"unit": unit.names, "rows": [_row(request, turn, days, known.get(turn.pk, set()), typed) for turn in rows]}
        for unit, rows in groupby(turns, key=lambda turn: turn.unit)
    ]
    context = {
        **batch_presenters.head_of(request.actor, found, "roster_roll"),
        "units": units,
        "words": ngettext("%(n)d person", "%(n)d people", len(turns)) % {"n": len(turns)},
        "days": [{"iso": day.isoformat(), "words": date_format(day, "D j M")} for day in days],
        "refused": refused,
        "may_close": may_close,
        "is_on": batch_presenters.is_on(found),
        "absences": [(code, str(words)) for code, words in ABSENCES.items() if code != Absence.CENTRE],
        "unknown": str(Absence.UNKNOWN),
        "form": form or WalkInForm(),
        "may_walk_in": not refused and batch_presenters.is_on(found),
    }
    return render(request, "rosters/roll.html", context, status=status)


def _row(
    request: OfficerRequest, turn: Turn, days: list[date], there: set[date], typed: Ticks | None
) -> dict[str, Any]:
    on = (typed or {}).get(turn.pk, there)
    return {
        "key": str(turn.pk),
        "seen": " ".join(day.isoformat() for day in sorted(there)),
        "name": turn.member.names,
        "number": turn.member.employee_no,
        "rank": rank_words(turn.member.rank),
        "origin": batch_presenters.origin_words(turn),
        "pill": batch_presenters.turn_pill(turn),
        "absence": request.POST.get(f"absence-{turn.pk}", turn.absence),
        "days": [
            {
                "value": f"{turn.pk}:{day.isoformat()}",
                "iso": day.isoformat(),
                "words": date_format(day, "D j"),
                "on": day in on,
                "may": day <= clock.today(),
            }
            for day in days
        ],
    }


@record_page(BATCH, may=policies.may_run, methods=POST)
def walk_in(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Take in somebody who was not called, by their number; ticks that the page sends along are kept first."""
    form = WalkInForm(request.POST)
    ticks, seen = _ticked(request, found, batches.roll(request.actor, found))

    def keep() -> None:
        if ticks:
            attendance.record_attendance(by=request.actor, batch=found, ticks=ticks, seen=seen)

    def admit() -> Turn:
        return attendance.admit_walk_in(by=request.actor, batch=found, number=form.cleaned_data["number"])

    done, to = _("Added and marked as present today."), reverse("roster_roll", args=[found.pk])
    answer = carried_out(form, keep, lambda _kept: answered(request, form, admit, to=to, said=done))
    return answer or _page(request, found, batches.roll(request.actor, found), form=form, status=400)


@record_page(BATCH, may=every_reader, methods=READ)
def sheet(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Give the sheet on which everybody signs for each day, as PDF."""
    pdf = sheet_pdf(found, batches.roll(request.actor, found), request.actor.language)
    name = f"samanvay-{found.label}.pdf"
    return HttpResponse(pdf, "application/pdf", headers={"Content-Disposition": disposition(name, inline=True)})


def sheet_pdf(batch: Batch, turns: list[Turn], language: str) -> bytes:
    """Return the sheet as PDF; a few empty lines at the end are for those who walk in."""
    days = [str(date_format(day, "j M")) for day in attendance.days_of(batch)]
    blank = [""] * len(days)
    rows: list[list[Any]] = [
        [str(at), f"{turn.member.names}, {rank_words(turn.member.rank)}".rstrip(", "), turn.member.employee_no,
         str(turn.unit.names), *blank]
        for at, turn in enumerate(turns, 1)
    ]  # fmt: skip
    rows += [[str(len(rows) + at), "", "", "", *blank] for at in range(1, batch.kept + 1)]
    told = (str(title_of(batch.course)), batch_presenters.when(batch), str(batch.where), batch.hall)
    about = " · ".join(part for part in told if part)
    return typeset(
        SHEET,
        {
            "title": _("Attendance: batch %(label)s") % {"label": batch.label},
            "about": about,
            "heads": [_("No."), _("Name"), _("Number"), _("Unit"), *days],
            "days": days,
            "rows": rows,
            "signed": _("Signature of the officer who leads the training"),
            "foot": _("Samanvay. For the training file only."),
            "lang": language,
        },
    )


@record_page(BATCH, may=every_reader, methods=READ)
def roll_csv(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Give the roll as CSV, a column for each day."""
    turns = batches.roll(request.actor, found)
    known, days = batches.presences(found), attendance.days_of(found)
    rows = [
        [
            *(turn.member.employee_no, turn.member.name, rank_words(turn.member.rank), turn.unit.names),
            turn.state_words,
            *(int(day in known.get(turn.pk, ())) for day in days),
        ]
        for turn in turns
    ]
    return csv_answer(f"samanvay-{found.label}", [["employee_no", "name", "rank", "unit", "state", *days], *rows])


@record_page(BATCH, may=policies.may_run, methods=READ)
def door(request: OfficerRequest, found: Batch) -> HttpResponse:
    """Show the code of this minute, to be projected at the door; it is asked for anew by itself."""
    is_on = batch_presenters.is_on(found)
    address = settings.SAMANVAY_URL.rstrip("/") + reverse("roster_here", args=[code_of(found)]) if is_on else ""
    count = batches.there_on(found, clock.today())
    context = {
        "batch": found,
        "day": date_format(clock.today(), "j M Y"),
        "code": mark_safe(qr_svg(address).decode()) if address else "",  # noqa: S308  drawn here
        "count": ngettext("%(n)d person is here", "%(n)d people are here", count) % {"n": count},
        "crumbs": batch_presenters.crumbs(request.actor, found, _("Code at the entrance")),
    }
    return render(request, "rosters/door.html", context)


@page(may=every_officer)
def here(request: OfficerRequest, code: str) -> HttpResponse:
    """Let whoever scanned the code mark themself as present; who is not called may walk in where a seat is free."""
    said = read_code(code)
    if said is None:
        raise Unseen
    if not said.holds:
        return _here_page(request, None, _("This code has expired. Scan the code that is shown now."), "warn")
    found = batches.batch_or_unseen(request.actor, said.batch)
    try:
        if request.method == "POST" and request.POST.get("deed") == "here":
            turn, is_marked = attendance.check_in(by=request.actor, batch=found, day=said.day), True
        elif request.method == "POST":
            attendance.admit_walk_in(by=request.actor, batch=found, day=said.day, is_own=True)
            return _here_page(request, found, _("You were added and marked as present today."), "ok")
        else:
            turn, is_marked = attendance.turn_to_check_in(request.actor, found, said.day)
    except Invalid as refusal:
        return _here_page(request, found, str(refusal.words), "hot", status=400 if request.method == "POST" else 200)
    if turn is not None and is_marked:
        return _here_page(request, found, _("You are marked as present today."), "ok")
    if turn is not None:
        return _here_page(request, found, _("You are called to this batch."), "ok", may_mark=True)
    if not members_of(request.actor):
        return _here_page(
            request, found, _("You are not on the roll of members. Tell the officer who runs this training."), "hot"
        )
    with as_machinery():
        is_free = is_seat_free(found)
    if not is_free:
        words = _("You are not called to this batch, and all seats are taken. Your own week does not change.")
        return _here_page(request, found, words, "hot")
    words = _("You are not called to this batch, but a seat is free. If you stay, your own upcoming turn is cancelled.")
    return _here_page(request, found, words, "warn", may_walk_in=True)


def _here_page(
    request: OfficerRequest, found: Batch | None, words: str, kind: str, *, status: int = 200, **may: bool
) -> HttpResponse:
    """Say what a scanned code does; ``may_mark`` and ``may_walk_in`` offer a button."""
    when = batch_presenters.when(found) if found is not None else ""
    context = {"words": words, "kind": kind, "batch": found, "when": when, **may}
    return render(request, "rosters/here.html", context, status=status)
