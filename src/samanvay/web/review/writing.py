"""Typing while a conference runs: lines are saved at once; what points at somebody, or clashes, is shown beside."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.digits import whole_number
from samanvay.kernel.refusals import Invalid, Stale
from samanvay.review import actions, policies, queries
from samanvay.review.models import Conference, Item, Line
from samanvay.web.components.pieces import Side
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.pages import POST, record_page
from samanvay.web.kit.pii import PiiForm

from .forms import LineForm, ReasonForm, WordingForm, uuid_of, words_of
from .records import CONFERENCE, LINE
from .wall import lines_context, wall_page


@record_page(CONFERENCE, permission=Permission.CONFERENCE_READ)
def lines(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Give the lines under an item anew, or keep one more."""
    if request.method != "POST":
        policies.may_see_wall(request.actor, found)
        chosen = uuid_of(request.GET.get("item", "")) or found.current
        items = queries.items(found)
        item = next((each for each in items if each.pk == chosen), items[0] if items else None)
        context = lines_context(request, found, item) if item else {"conference": found, "lines": []}
        return render(request, "review/said.html", context)
    policies.may_write_line(request.actor, found)
    form = LineForm(request.POST)
    if not form.is_valid():
        chosen = uuid_of(request.POST.get("item", ""))
        there = queries.item_or_unseen(request.actor, found, chosen) if chosen else None
        wrong = {"field": next(iter(form.errors)), "words": words_of(form)}
        typed = {name: form.data.get(name, "") for name in ("kind", "text", "owner", "said_on")}
        return _answer(request, found, there, wrong=wrong, typed=typed, asking=form)
    said = form.cleaned_data
    item = queries.item_or_unseen(request.actor, found, said["item"])
    try:
        actions.write_line(
            by=request.actor,
            item=item,
            kind=said["kind"],
            text=said["text"],
            owner=said["owner"],
            said_on=said["said_on"],
            pii_answer=form.pii_answer,
            captured=form.captured,
        )
    except Invalid as refusal:
        return _answer(request, found, item, typed=said, asking=form, **_wrong(refusal, form))
    return _saved(request, found, item)


@record_page(LINE, may=policies.may_change_line, permission=Permission.CONFERENCE_RUN, methods=POST)
def change(request: OfficerRequest, line: Line) -> HttpResponse:
    """Word a line anew."""
    form = WordingForm(request.POST)
    text = form.data.get("text", "")
    try:
        if not form.is_valid():
            raise Invalid("text", words_of(form))
        actions.change_line(
            by=request.actor,
            line=line,
            text=text,
            pii_answer=form.pii_answer,
            expected=whole_number(request.POST.get("version", "")),
        )
    except Invalid as refusal:
        return _answer(
            request, line.conference, line.item, changing=line.pk, changed=text, asking=form, **_wrong(refusal, form)
        )
    except Stale as refusal:
        return _answer(request, line.conference, line.item, status=409, **_both_sides(line, refusal, text))
    return _saved(request, line.conference, line.item)


@record_page(LINE, may=policies.may_change_line, permission=Permission.CONFERENCE_RUN, methods=POST)
def strike(request: OfficerRequest, line: Line) -> HttpResponse:
    """Strike out a line with a reason."""
    form = ReasonForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid("reason", words_of(form))
        actions.strike_line(
            by=request.actor, line=line, reason=form.cleaned_data["reason"], expected=form.cleaned_data["version"]
        )
    except Invalid as refusal:
        return _answer(request, line.conference, line.item, striking=line.pk, **_wrong(refusal))
    except Stale as refusal:
        return _answer(request, line.conference, line.item, status=409, **_both_sides(line, refusal, line.text))
    return _saved(request, line.conference, line.item)


def _wrong(refusal: Invalid, form: PiiForm | None = None) -> dict[str, Any]:
    if form is not None:
        form.refusal = refusal
    return {"wrong": {"field": refusal.field, "words": str(refusal.words)}}


def _both_sides(line: Line, refusal: Stale, text: str) -> dict[str, Any]:
    theirs = refusal.theirs.get("text", line.text)
    return {"sides": [Side(_("Words"), theirs, text)], "clashing": line.pk}


def _saved(request: OfficerRequest, found: Conference, item: Item) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "review/lines.html", lines_context(request, found, item))
    return HttpResponseRedirect(f"{reverse('conference_live', args=[found.pk])}?item={item.pk}#said")


def _answer(
    request: OfficerRequest, found: Conference, item: Item | None, *, status: int = 400, **more: Any
) -> HttpResponse:
    """Return the lines with what was wrong; without scripts the whole wall."""
    if request.headers.get("HX-Request") and item is not None:
        return render(request, "review/lines.html", {**lines_context(request, found, item), **more})
    return wall_page(request, found, item.pk if item else None, status=status, **more)
