"""Typing while a conference runs: lines are saved at once; what points at somebody, or clashes, is shown beside."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.kernel.refusals import Stale
from samanvay.review import actions, policies, queries
from samanvay.review.models import Conference, Item, Line
from samanvay.web.components.pieces import Side
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import carried_out, seen_version
from samanvay.web.kit.forms import ActionForm
from samanvay.web.kit.pages import POST, record_page

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
    chosen = uuid_of(request.POST.get("item", ""))
    item = queries.item_or_unseen(request.actor, found, chosen) if chosen else None

    def act() -> Line:
        assert item is not None  # the form asks for it
        return actions.write_line(by=request.actor, item=item, **form.taken())

    answer = carried_out(form, act, lambda line: _saved(request, found, line.item))
    return answer or _answer(request, found, item, form, typed=dict(form.data.items()) | form.cleaned_data)


@record_page(LINE, may=policies.may_change_line, permission=Permission.CONFERENCE_RUN, methods=POST)
def change(request: OfficerRequest, line: Line) -> HttpResponse:
    """Word a line anew."""
    form = WordingForm(request.POST)
    text, seen = form.data.get("text", ""), seen_version(request)

    def act() -> Line:
        return actions.change_line(by=request.actor, line=line, text=text, pii_answer=form.pii_answer, expected=seen)

    return _changed(request, line, form, act, text, changing=line.pk, changed=text)


@record_page(LINE, may=policies.may_change_line, permission=Permission.CONFERENCE_RUN, methods=POST)
def strike(request: OfficerRequest, line: Line) -> HttpResponse:
    """Strike out a line with a reason."""
    form = ReasonForm(request.POST)

    def act() -> Line:
        return actions.strike_line(by=request.actor, line=line, **form.taken())

    return _changed(request, line, form, act, line.text, striking=line.pk)


def _changed(
    request: OfficerRequest, line: Line, form: ActionForm, act: Callable[[], Line], text: str, **more: Any
) -> HttpResponse:
    """Change a line; what was wrong, or what somebody else made of it meanwhile, is shown beside it."""
    found, item = line.conference, line.item
    try:
        answer = carried_out(form, act, lambda _line: _saved(request, found, item))
    except Stale as refusal:
        sides = [Side(_("Text"), refusal.theirs.get("text", line.text), text)]
        return _answer(request, found, item, form, status=409, sides=sides, clashing=line.pk)
    return answer or _answer(request, found, item, form, **more)


def _saved(request: OfficerRequest, found: Conference, item: Item) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "review/lines.html", lines_context(request, found, item))
    return HttpResponseRedirect(f"{reverse('conference_live', args=[found.pk])}?item={item.pk}#said")


def _answer(
    request: OfficerRequest, found: Conference, item: Item | None, form: ActionForm, *, status: int = 400, **more: Any
) -> HttpResponse:
    """Return the lines with what was wrong; without scripts the whole wall."""
    more |= {"asking": form, "wrong": words_of(form) if form.errors else ""}
    if request.headers.get("HX-Request") and item is not None:
        return render(request, "review/lines.html", {**lines_context(request, found, item), **more})
    return wall_page(request, found, item.pk if item else None, status=status, **more)
