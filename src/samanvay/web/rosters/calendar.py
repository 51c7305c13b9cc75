"""The calendar of batches, and the page on which a batch is moved to another week or centre."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.directory import queries as directory
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.rosters import coordination
from samanvay.rosters.batches.actions import moving
from samanvay.rosters.batches.actions.moving import MovePreview
from samanvay.rosters.batches.queries import batches
from samanvay.rosters.batches.queries.calendar import calendar as calendar_of
from samanvay.rosters.batches.queries.calendar import centres_there, course_titles
from samanvay.rosters.models import Batch, Centre
from samanvay.rosters.plans import policies as plan_policies
from samanvay.rosters.plans.states import Mode
from samanvay.rosters.weeks import next_monday
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered
from samanvay.web.kit.forms import field_of
from samanvay.web.kit.pages import READ, every_reader, page, record_page
from samanvay.web.kit.pii import PiiForm
from samanvay.web.kit.spreadsheets import csv_answer

from . import batch_presenters, calendar_presenters, frame, plan_presenters, travel_presenters, week_words
from .records import BATCH


def _home_state(request: OfficerRequest) -> str:
    unit = coordination.coordinating_unit(request.actor)
    return unit.home_state if unit is not None else directory.home_state()


@page(may=coordination.may_see, methods=READ)
def calendar(request: OfficerRequest) -> HttpResponse:
    """Show the weeks by centres with their batches; who coordinates training moves them from here."""
    home_state = _home_state(request)
    asked = calendar_presenters.asked_of(request, home_state)
    unit = coordination.coordinating_unit(request.actor)
    may_move = unit is not None and unit.home_state == home_state
    found = calendar_of(request.actor, home_state, asked)
    titles = course_titles(each.batch.course for line in found for cell in line.cells for each in cell.placed)
    lines = [calendar_presenters.line(request, each, asked, titles, may_move) for each in found]
    query = request.GET.copy()
    for name in calendar_presenters.UNDONE:
        query.pop(name, None)
    narrowed = any((asked.centre, asked.district, asked.state))
    context = {
        "tabs": frame.tabs(request.actor, "roster_calendar"),
        "asked": asked,
        "lines": lines,
        "heads": calendar_presenters.heads(asked, lines),
        "selects": calendar_presenters.selects(asked, home_state),
        "week": request.GET.get("week", "")[:10],
        "signs": calendar_presenters.signs(asked),
        "may_move": may_move,
        "is_bare": not any(cell["cards"] or cell["folded"] for line in lines for cell in line["cells"]),
        "is_narrowed": narrowed,
        "back": query.urlencode(),
        "csv": reverse("roster_calendar_csv") + (f"?{query.urlencode()}" if query else ""),
        "words": calendar_presenters.count_words(found),
        "undo": _undo(request) if may_move else None,
        "span": _("%(first)s to %(last)s") % {
            "first": week_words.day_words(asked.monday), "last": week_words.day_words(asked.end - timedelta(days=1)),
        },
        **calendar_presenters.pages(request, asked),
    }  # fmt: skip
    return render(request, "rosters/calendar.html", context)


@page(may=coordination.may_see, methods=READ)
def calendar_csv(request: OfficerRequest) -> HttpResponse:
    """Give the batches of the weeks that are shown as CSV, those of the districts one by one."""
    home_state = _home_state(request)
    asked = calendar_presenters.asked_of(request, home_state)
    found = calendar_of(request.actor, home_state, asked)
    placed = sorted(
        (each for line in found for cell in line.cells for each in cell.placed),
        key=lambda each: (each.batch.monday, each.batch.label),
    )
    return csv_answer(f"samanvay-calendar-{week_words.week_key(asked.monday)}", calendar_presenters.in_file(placed))


def _undo(request: OfficerRequest) -> dict[str, Any] | None:
    """Return what moves the batch back that was just moved, while nothing else was done to it."""
    given = {name: request.GET.get(name, "")[:40] for name in calendar_presenters.UNDONE}
    try:
        batch = batches.batch_or_unseen(request.actor, UUID(given["moved"]))
    except (ValueError, Unseen):
        return None
    if str(batch.version) != given["seen"] or batch.state not in calendar_presenters.MOVABLE:
        return None
    return {
        "batch": batch,
        "words": _("%(label)s is now here: %(to)s.")
        % {"label": batch.label, "to": _at_words(batch.where, batch.monday)},
        "monday": given["from"],
        "centre": given["at"],
    }


class ToForm(forms.Form):
    """Where a batch is to go."""

    monday = forms.ChoiceField(label=gettext_lazy("Week"))
    centre = forms.ChoiceField(label=gettext_lazy("Centre"))

    def __init__(self, batch: Batch, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch
        self.at_centre = batch.mode == Mode.CENTRE
        self.centres = {str(each.pk): each for each in centres_there(batch.home_state)} if self.at_centre else {}
        field_of(self, "monday", forms.ChoiceField).choices = self._weeks()
        field_of(self, "centre", forms.ChoiceField).choices = [(key, each.names) for key, each in self.centres.items()]
        if not self.at_centre:
            del self.fields["centre"]

    def _weeks(self) -> list[tuple[str, str]]:
        plan = self.batch.plan
        if plan is None:
            return []
        weeks = [plan.monday + timedelta(weeks=at) for at in range(plan.weeks)]
        return [(week_words.week_key(each), week_words.day_words(each)) for each in weeks if each >= next_monday()]

    def clean_monday(self) -> Any:
        return week_words.week_named(self.cleaned_data["monday"]) or self.batch.monday

    @property
    def to(self) -> Centre | None:
        return self.centres.get(self.cleaned_data.get("centre", ""))


class MoveForm(ToForm, PiiForm):
    """Where a batch goes, why, and that a broken rule is meant."""

    keeps_once = False

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        help_text=gettext_lazy("It is shown on the batch's page."),
    )
    is_forced = forms.BooleanField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def taken(self) -> dict[str, Any]:
        return {**super().taken(), "centre": self.to}


@record_page(BATCH, may=every_reader)
def move(request: OfficerRequest, batch: Batch) -> HttpResponse:
    """Show what moving a batch costs and breaks, then move it; with ``part`` the form alone, for a dialog."""
    if batch.plan is None:
        raise Unseen
    plan_policies.may_change_plan(request.actor, batch.plan)
    back = QueryDict(request.POST.get("back", "") or request.GET.get("back", "")).urlencode()
    if request.method == "POST":
        form, before = MoveForm(batch, request.POST), (batch.monday, batch.centre_id)
        answer = answered(
            request,
            form,
            lambda: moving.move_batch(by=request.actor, batch=batch, **form.taken()),
            to=lambda moved: _undo_url(moved, before, back),
            said="",
        )
        return answer or _page(request, batch, form, back, status=400)
    if request.GET.get("monday"):
        asked = ToForm(batch, request.GET)
        return _page(request, batch, asked, back, status=200 if asked.is_valid() else 400)
    where = {"monday": week_words.week_key(batch.monday), "centre": str(batch.centre_id or "")}
    return _page(request, batch, ToForm(batch, initial=where), back)


def _undo_url(moved: Batch, before: tuple[date, UUID | None], back: str) -> str:
    """Return the address of the calendar on which a move can be undone."""
    query = QueryDict(back, mutable=True)
    for name in calendar_presenters.UNDONE:
        query.pop(name, None)
    undo = {
        "moved": str(moved.pk), "from": week_words.week_key(before[0]), "at": str(before[1] or ""),
        "seen": str(moved.version),
    }  # fmt: skip
    return f"{reverse('roster_calendar')}?{'&'.join(filter(None, [query.urlencode(), urlencode(undo)]))}"


def _page(request: OfficerRequest, batch: Batch, form: ToForm, back: str, *, status: int = 200) -> HttpResponse:
    """Show where a batch may go, and where it was said what the move does."""
    seen: MovePreview | None = None
    if form.is_bound and "monday" in form.cleaned_data and (form.to is not None) == form.at_centre:
        try:
            seen = moving.preview_move(
                by=request.actor, batch=batch, monday=form.cleaned_data["monday"], centre=form.to
            )
        except Invalid as refusal:
            form.add_error("monday" if refusal.field == "monday" else None, str(refusal.words))
            status = 400
    context = {
        "batch": batch,
        "form": form,
        "from": _at_words(batch.where, batch.monday),
        "back": back,
        "back_url": reverse("roster_calendar") + (f"?{back}" if back else ""),
        "is_part": bool(request.GET.get("part")),
        "crumbs": batch_presenters.crumbs(request.actor, batch, _("Move")),
    }
    if seen is not None and batch.plan is not None:
        rules = batch.plan.as_rules()
        monday = form.cleaned_data["monday"]
        initial = {**request.GET.dict(), "version": batch.version}
        context |= {
            "confirm": form if isinstance(form, MoveForm) else MoveForm(batch, initial=initial),
            "seen": seen,
            "broken": [plan_presenters.rule_words(each.rule, each.relax_to, rules) for each in seen.broken],
            "facts": _facts(seen),
            "to": _at_words(form.to.names if form.to is not None else batch.where, monday),
            "to_monday": week_words.week_key(monday),
            "to_centre": form.cleaned_data.get("centre", ""),
        }
    name = "rosters/move_part.html" if context["is_part"] else "rosters/move.html"
    return render(request, name, context, status=status)


def _facts(seen: MovePreview) -> list[tuple[str, Any]]:
    return [
        (_("People affected"), f"{seen.people:,}"),
        (_("Travel, all together"), travel_presenters.more_or_less(seen.extra)),
        (_("On leave in that week"), f"{seen.on_leave:,}"),
    ]


def _at_words(where: Any, monday: date) -> str:
    return _("%(where)s, week of %(day)s") % {"where": where, "day": week_words.day_words(monday)}
