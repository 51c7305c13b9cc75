"""The live page for a wall: one district after the other, by one key each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.kernel import clock
from samanvay.kernel.ids import uuid7
from samanvay.review import actions, owners, policies, queries
from samanvay.review.agenda.consent import not_taken_up, together
from samanvay.review.agenda.items import shown_of
from samanvay.review.invitations.roll import roll_of
from samanvay.review.models import Conference, Item
from samanvay.review.states import ABSENT, SKIP_WORDS, ItemState, Presence
from samanvay.web.components.pieces import Crumb
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, form_page
from samanvay.web.kit.pages import POST, READ, record_page

from . import presenters
from .forms import EndForm, uuid_of
from .records import CONFERENCE


@record_page(CONFERENCE, may=policies.may_see_wall, permission=Permission.CONFERENCE_READ, methods=READ)
def live(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Show the item on the wall, or another one that the address names."""
    if found.is_planned or found.is_cancelled:
        messages.info(request, _("The big screen opens when the meeting begins."))
        return HttpResponseRedirect(CONFERENCE.page(found))
    return wall_page(request, found, uuid_of(request.GET.get("item", "")))


def wall_page(
    request: OfficerRequest, found: Conference, chosen: UUID | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Return the wall, whole or, for a press of a key, the part that changes."""
    context = {**wall_context(request, found, chosen), **more}
    is_part = _is_part(request)
    template = "review/wall.html" if is_part else "review/live.html"
    return render(request, template, context, status=200 if is_part else status)


def _is_part(request: OfficerRequest) -> bool:
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")


def _wall_at(request: OfficerRequest, found: Conference, item: UUID | None, notice: str = "") -> HttpResponse:
    """Return the wall at an item after a press, with what somebody else did meanwhile."""
    if _is_part(request):
        return wall_page(request, found, item, notice=notice)
    if notice:
        messages.info(request, notice)
    return HttpResponseRedirect(f"{_wall_of(found)}?item={item}" if item else _wall_of(found))


def wall_context(request: OfficerRequest, found: Conference, chosen: UUID | None) -> dict[str, Any]:
    """Return what the wall shows: the queries are those of one item, however many there are."""
    items = queries.items(found)
    item = _current(items, found, chosen)
    if item is None:
        return presenters.context_of(found, item=None, items=[])
    under = together(items)
    walk = [each for each in items if each not in under and (each.state != ItemState.POSTPONED or each.pk == item.pk)]
    ahead = [each for each in walk if each.is_waiting]
    at = walk.index(item) if item in walk else len(walk)
    later = [*(each for each in walk[at + 1 :] if each.is_waiting), *(each for each in walk[:at] if each.is_waiting)]
    earlier = queries.last_decisions(found, item.district)
    still = {key for key, duties in queries.duties_of(earlier).items() if any(duty.is_waiting for duty in duties)}
    earlier = [line for line in earlier if line.pk not in still]  # what is open stands among the reasons
    seconds, share = item.seconds, int(queries.time_left(found, len(ahead)).total_seconds())
    rest = int(queries.time_left(found, 1).total_seconds())
    is_current = found.current == item.pk and found.is_running
    if is_current and found.current_since:
        seconds += max(0, int((clock.now() - found.current_since).total_seconds()))
    about = presenters.context_of(
        found,
        item_state=presenters.item_pill(item, is_under=item in under),
        reasons=presenters.shown_reasons(shown_of([item.pk]).get(item.pk, ())),
        under=presenters.under_shown(under) if item.is_consent else [],
        is_under=item in under,
        earlier=presenters.lines_shown(earlier),
        position=_("%(n)d of %(all)d") % {"n": at + 1, "all": len(walk)} if item in walk else "",
        before=walk[at - 1] if 0 < at < len(walk) else None,
        after=later[0] if later else None,
        undo=_skipped(walk, at) if found.is_running else None,
        skip_reasons=[each for each in SKIP_WORDS.items() if each[0] != ABSENT or not queries.is_anybody_there(item)],
        items=[(each.pk, str(each.words), each.state, each.pk == item.pk) for each in items],
        left_words=ngettext("%(n)d remaining", "%(n)d remaining", len(ahead)) % {"n": len(ahead)},
        spent=(seconds, clock_words(seconds)),
        is_current=is_current,
        share=(share, clock_words(share)),
        rest=(rest, clock_words(rest)),
        runs=policies.runs(request.actor, found),
    )
    return {**about, **lines_context(request, found, item)}


def clock_words(seconds: int) -> str:
    """Return seconds as a clock: "4:05", "1:12:30"."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def lines_context(request: OfficerRequest, found: Conference, item: Item) -> dict[str, Any]:
    """Return the lines under an item, with the form to write another."""
    runs = policies.runs(request.actor, found)
    return {
        "conference": found,
        "item": item,
        "lines": presenters.lines_shown(queries.lines_of(found, item)),
        "ended": presenters.when(found.ended_at) if found.is_over and found.ended_at else "",
        "may_write": runs and not found.is_planned and not found.is_cancelled,
        "may_change": runs and not found.is_confirmed,
        "owners": [(str(words), some) for words, some in owners.choices(found, item)] if runs else [],
        "today": clock.today().isoformat(),
        "submission_update": uuid7(),
        "submission_decision": uuid7(),
        "elsewhere": _elsewhere(found, item),
    }


def _current(items: list[Item], found: Conference, chosen: UUID | None) -> Item | None:
    for key in (chosen, found.current):
        item = next((each for each in items if each.pk == key), None)
        if item is not None:
            return item
    return next((each for each in items if each.is_waiting), items[0] if items else None)


def _skipped(walk: list[Item], at: int) -> Item | None:
    """Return the item whose mark one key takes back: the one shown, else the nearest skipped, those before it first."""
    shown = walk[at : at + 1]
    for each in [*shown, *reversed(walk[:at]), *walk[at + 1 :]]:
        if each.state == ItemState.PASSED or (each in shown and each.is_consent and each.state == ItemState.DISCUSSED):
            return each
    return None


def _elsewhere(found: Conference, item: Item) -> tuple[UUID, str] | None:
    """Return the item that is on the wall where it is another: two people walk together."""
    if not found.is_running or found.current in (None, item.pk):
        return None
    there = queries.current_item(found)
    return (there.pk, str(there.words)) if there else None


@record_page(CONFERENCE, may=policies.may_run_conference, permission=Permission.CONFERENCE_RUN)
def begin(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Begin a conference; on another day than planned ask first whether this one or an extra sitting is meant."""
    how = request.POST.get("how", "")
    running = queries.running_sitting(found)
    if running is not None:
        return _into(request, running, found)
    if request.method == "POST" and how == "extra":
        return action_page(request, actions.hold_extra, found, to=_roll_of, done=_("The extra meeting has begun."))
    if request.method == "POST" and (how == "planned" or found.is_today):
        return action_page(request, actions.begin_conference, found, to=_roll_of, done="")
    if request.method == "POST":
        return HttpResponseRedirect(request.path)
    if not found.is_planned:
        return HttpResponseRedirect(CONFERENCE.page(found))
    title = _("Begin the meeting")
    crumbs = [*CONFERENCE.crumbs(request.actor, found), Crumb(title)]
    day = date_format(found.starts_at.astimezone(clock.INDIA), "l j M Y")
    return render(request, "review/begin.html", presenters.context_of(found, crumbs=crumbs, day=day, head=title))


def _into(request: OfficerRequest, running: Conference, found: Conference) -> HttpResponse:
    """Lead into the sitting that runs, in place of another or of the same once more."""
    words = _("This meeting has already begun.")
    if running != found:
        words = _("The meeting of %(day)s is still running. End it before another one begins.") % {
            "day": date_format(running.starts_at.astimezone(clock.INDIA), "l j M Y")
        }
    messages.info(request, words)
    return HttpResponseRedirect(_wall_of(running))


def _roll_of(found: Conference) -> str:
    return reverse("conference_attendance", args=[found.pk])


@record_page(CONFERENCE, may=policies.may_run_conference, permission=Permission.CONFERENCE_RUN)
def end(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Ask with what is still open, then end a conference: its minutes are ready as a draft."""
    done = _("The meeting has ended. The draft minutes are below.")
    to = reverse("minutes", args=[found.pk])
    if found.is_over:
        return HttpResponseRedirect(to)
    return form_page(
        request,
        EndForm,
        actions.end_conference,
        found,
        to=to,
        done=done,
        show=lambda form: _end_page(request, found, form),
    )


def _end_page(request: OfficerRequest, found: Conference, form: EndForm) -> HttpResponse:
    if not found.is_running:
        return HttpResponseRedirect(CONFERENCE.page(found))
    _chair, rows = roll_of(found)
    items = queries.items(found)
    under = together(items)
    present = sum(row.invitation.presence == Presence.PRESENT for row in rows)
    title = _("End the meeting")
    context = presenters.context_of(
        found,
        crumbs=[*CONFERENCE.crumbs(request.actor, found), Crumb(title)],
        head=title,
        form=form,
        is_attended=found.is_attended,
        present=_("%(n)d of %(all)d offices") % {"n": present, "all": len(rows)},
        absent=presenters.offices(row for row in rows if not row.is_ticked and not row.is_vacant),
        vacant=presenters.offices(row for row in rows if not row.is_ticked and row.is_vacant),
        not_taken_up=not_taken_up(items),
        skipped=[each for each in items if each.state == ItemState.PASSED],
        consent=next((each for each in items if each.is_consent and each.is_waiting), None),
        under=len(under),
    )
    return render(request, "review/end.html", context, status=400 if form.errors else 200)


@record_page(CONFERENCE, may=policies.may_run_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def again(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Take up a conference again that was ended too early."""
    return action_page(request, actions.take_up_again, found, to=_wall_of(found), done="")


def _wall_of(found: Conference) -> str:
    return reverse("conference_live", args=[found.pk])


@record_page(CONFERENCE, may=policies.may_run_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def go(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Bring another item to the wall; ``mark`` says what became of the one that was there."""
    chosen = uuid_of(request.POST.get("item", ""))
    if chosen is None:
        return wall_page(request, found, status=400)
    item = queries.item_or_unseen(request.actor, found, chosen)
    notice = ""
    if found.is_running:
        marked = {name: request.POST.get(name, "") for name in ("mark", "skip_reason")}
        left = uuid_of(request.POST.get("left", ""))
        found = actions.walk_to(by=request.actor, conference=found, item=item, left=left, **marked)
        if found.current != item.pk:
            notice = _("Somebody else moved on first. This is what the big screen shows now.")
    return _wall_at(request, found, found.current or item.pk, notice)


@record_page(CONFERENCE, may=policies.may_run_conference, permission=Permission.CONFERENCE_RUN, methods=POST)
def mark(request: OfficerRequest, found: Conference) -> HttpResponse:
    """Mark an item; one that is taken back comes to the wall again."""
    chosen, state = uuid_of(request.POST.get("item", "")), request.POST.get("state", "")
    if chosen is None or state not in list(ItemState):
        return wall_page(request, found, status=400)
    item = queries.item_or_unseen(request.actor, found, chosen)
    was, reason = request.POST.get("was", ""), request.POST.get("skip_reason", "")
    marked = actions.mark_item(by=request.actor, item=item, state=state, skip_reason=reason, was=was)
    if marked.state != state:
        return _wall_at(
            request, found, item.pk, _("Somebody else marked this first: %(state)s.") % {"state": marked.state_words}
        )
    if found.is_running and state == ItemState.WAITING:
        found = actions.walk_to(by=request.actor, conference=found, item=item)
    return _wall_at(request, found, item.pk)
