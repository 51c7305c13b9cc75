"""The pages of requests: the lists and their CSV, writing one, one of them, what is said about it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.cases.queries import case_or_unseen
from samanvay.directory.queries import names_of_places
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused, Unseen, reason_against
from samanvay.measures.models import Request
from samanvay.measures.requests import policies, queries
from samanvay.measures.requests.actions.letters import open_tokens
from samanvay.measures.requests.actions.writing import change_request, send_request, write_request
from samanvay.measures.requests.kinds import KINDS
from samanvay.measures.requests.queries import FROM_US, TO_US
from samanvay.measures.requests.states import STATE_WORDS, RequestState
from samanvay.web.components.pieces import Action, Chip, Crumb, Tab, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import action_page, answered, carried_out, posted, show_form
from samanvay.web.kit.duties import state_pill
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.offers import documents_card
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.places import place_label
from samanvay.web.kit.who import who_can

from . import request_presenters as shown
from .records import REQUEST, request_crumbs
from .request_forms import SUGGESTIONS, RequestForm
from .request_steps import Step, steps_of

A_PAGE = 50
MOST_IN_FILE = 2000
LOOK, SEND = Permission.REQUEST_READ, Permission.REQUEST_SEND


def filters_of(request: HttpRequest) -> queries.RequestFilters:
    state = choice_of(request, "state", ("open", "late", "all", *RequestState), "open")
    return queries.RequestFilters(
        box=choice_of(request, "box", (FROM_US, TO_US), TO_US),
        kind=choice_of(request, "kind", KINDS),
        state=state if state == "open" or queries.is_state(state) else "",
        district=place_of(request, "district"),
        is_late=state == "late",
        words=text_of(request, "words"),
    )


@page(permission=LOOK, methods=READ)
def requests(request: OfficerRequest) -> HttpResponse:
    """List what is asked of us or by us, the latest first, narrowed by the address."""
    asked = filters_of(request)
    part = part_of(request, queries.requests_seen(request.actor, asked), A_PAGE)
    waits = queries.waits_for(request.actor)
    here = reverse("requests")
    counts = queries.counts_by_state(request.actor, asked.box)
    places = names_of_places(queries.districts_named(request.actor, asked.box))
    return list_page(
        request,
        part,
        "measures/request_list.html",
        table=shown.table(part.rows, asked.box),
        words=ngettext("%(n)d request", "%(n)d requests", part.count) % {"n": part.count},
        csv="requests_csv",
        tabs=[
            Tab(_("Requests to us (%(n)d)") % {"n": waits[TO_US]}, here, asked.box == TO_US),
            Tab(_("Requests from us (%(n)d)") % {"n": waits[FROM_US]}, f"{here}?box={FROM_US}", asked.box == FROM_US),
        ],
        states=_state_chips(request, counts),
        asked=asked,
        state=request.GET.get("state", ""),
        kinds=[(code, kind.words) for code, kind in KINDS.items()],
        places=sorted(places.items(), key=lambda each: each[1]),
        is_narrowed=bool(asked.kind or asked.district or asked.words or asked.state != "open"),
        is_to_us=asked.box == TO_US,
        refused=reason_against(policies.may_send_request, request.actor),
    )


def _state_chips(request: HttpRequest, counts: dict[str, int]) -> list[Chip]:
    choices = [("late", _("Overdue")), *((each.value, words) for each, words in STATE_WORDS.items()), ("all", _("All"))]
    choices = [(code, words) for code, words in choices if code in ("late", "all") or counts.get(code)]
    return chips(request, "state", choices, every=_("Open (%(n)d)") % {"n": counts["open"]}, counts=counts)


@page(permission=LOOK, methods=READ)
def requests_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same requests as CSV."""
    asked = filters_of(request)
    listed = list(queries.requests_seen(request.actor, asked)[:MOST_IN_FILE])
    return as_csv(shown.table(listed, asked.box), "samanvay-requests")


@page(permission=SEND)
def request_new(request: OfficerRequest) -> HttpResponse:
    """Choose what is needed, see who offers it, and write the request."""
    given = request.POST if request.method == "POST" else request.GET
    kind = KINDS.get(given.get("kind", ""))
    case_id = _uuid(given.get("case", ""))
    case = case_or_unseen(request.actor, case_id) if case_id else None
    crumbs = request_crumbs(Crumb(_("Ask another district")))
    if kind is None:
        context: dict[str, Any] = {
            "kinds": list(KINDS.values()),
            "case": case,
            "offers": shown.offer_rows(queries.offers_standing(request.actor)[:6]),
            "crumbs": crumbs,
        }
        return render(request, "measures/request_kind.html", context, status=400 if request.method == "POST" else 200)
    offer_id = _uuid(given.get("offer", ""))
    offer = queries.offer_or_unseen(request.actor, offer_id) if offer_id else None
    initial: dict[str, Any] = {}
    if place := request.GET.get("place", "")[:80]:
        initial["place"] = place_label(place)
    if offer is not None:
        initial |= {"place": place_label(offer.district), "languages": offer.languages}
    return _written(
        request,
        RequestForm(posted(request), kind=kind, actor=request.actor, initial=initial),
        partial(write_request, case_id=case_id, offer=offer),
        case=case,
        offer=offer,
        offers=shown.offer_rows(queries.offers_standing(request.actor, kind=kind.code)) if offer is None else [],
        crumbs=crumbs,
    )


def _written(request: OfficerRequest, form: RequestForm, action: Callable[..., Request], **more: Any) -> HttpResponse:
    """Write a request, then send it unless its writer keeps it as a draft."""

    def onward(made: Request) -> HttpResponse:
        if made.sent_at is None and "keep" not in request.POST:
            return _sent(request, made)
        if made.sent_at is None:
            messages.success(request, _("Saved as a draft. Only your unit can see it."))
        return HttpResponseRedirect(REQUEST.page(made))

    kind, template = form.kind, "measures/request_new.html"
    answer = carried_out(form, lambda: action(by=request.actor, **form.taken()), onward)
    return answer or show_form(
        request, form, title=kind.words, kind=kind, template=template, list_id=SUGGESTIONS, **more
    )


def _sent(request: OfficerRequest, found: Request) -> HttpResponse:
    send = partial(send_request, request=found)
    done = _("Sent. If nobody answers in time, the senior officers of both sides are informed.")
    return action_page(request, send, found, done=done, to=REQUEST.page(found), or_tell=True)


def _uuid(said: str) -> UUID | None:
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError:
        raise Unseen from None


@record_page(REQUEST, permission=SEND, may=policies.may_change_request)
def request_change(request: OfficerRequest, found: Request) -> HttpResponse:
    """Write a draft anew."""
    form = RequestForm(posted(request), kind=found.kind_of, actor=request.actor, request=found)
    crumbs = [*REQUEST.crumbs(request.actor, found), Crumb(_("Edit the draft"))]
    return _written(request, form, partial(change_request, request=found), record=found, crumbs=crumbs)


@record_page(REQUEST, permission=SEND, may=policies.may_change_request, methods=POST)
def request_send(request: OfficerRequest, found: Request) -> HttpResponse:
    """Send a draft."""
    return _sent(request, found)


@record_page(REQUEST, permission=LOOK, methods=READ)
def request(request: OfficerRequest, found: Request) -> HttpResponse:
    """Show one request: what is asked, what may be done, what was said."""
    return _page(request, found)


@record_page(REQUEST, permission=LOOK, methods=POST)
def request_deed(request: OfficerRequest, found: Request, deed: str) -> HttpResponse:
    """Say or do one thing about a request; a faulty form is shown again on its page."""
    step = next(iter(steps_of(request.actor, found, request.POST, only=deed)), None)
    if step is None:
        raise Unseen
    if step.refused:
        raise Refused(step.refused)
    answer = answered(
        request,
        step.form,
        lambda: step.action(by=request.actor, request=found, **step.form.taken()),
        to=REQUEST.page,
        said=step.done,
    )
    return answer or _page(request, found, wrong=step)


def _page(request: OfficerRequest, found: Request, *, wrong: Step | None = None) -> HttpResponse:
    """Return the page of a request; ``wrong`` is a step whose form could not be taken."""
    actor = request.actor
    duty = queries.clocks_of([found]).get(found.id)
    said = queries.steps_of(actor, found)
    steps = [wrong if wrong is not None and each.name == wrong.name else each for each in steps_of(actor, found)]
    asks, answers = policies.asks(actor, found), policies.answers(actor, found)
    steps = [each for each in steps if not each.refused or each is wrong]
    unconfirmed = shown.unconfirmed(
        found, said, "" if asks else _("You do not have permission. Only the unit that asked can do this.")
    )
    letter = _letter(actor, found)
    documents = documents_card(
        actor,
        "request",
        found.id,
        _(
            "This request has no file. You can add a letter, an order or a scan. Both sides can read it: "
            "nothing in it may identify a victim."
        ),
    )
    pressed = [documents.add, *(action for each in unconfirmed for action in each["actions"])]
    pressed += [letter[name] for name in ("make", "close", "by_hand")] if letter else []
    context: dict[str, Any] = {
        "found": found,
        "pill": shown.pill_of(found),
        "clock": state_pill(duty) if duty is not None and found.is_open else None,
        "duty": duty,
        "facts": shown.facts_of(found, duty),
        "other_time": shown.span_words(found.proposed_from, found.proposed_until) if found.has_other_time else "",
        "answered_by_us": [each for each in steps if each.side == "asked"] if answers else [],
        "asked_by_us": [each for each in steps if each.side == "asking"] if asks else [],
        "wrong": wrong,
        "is_onlooker": not asks and not answers,
        "unconfirmed": unconfirmed,
        "who_can": who_can(pressed),
        "timeline": shown.timeline(said),
        "case": queries.case_seen(actor, found),
        "forwarded": [each for each in found.forwarded.all()[:5] if asks],
        "draft_actions": _draft_actions(found) if asks and found.state == RequestState.DRAFT else [],
        "letter": letter,
        "documents": documents,
        "list_id": SUGGESTIONS,
        "crumbs": request_crumbs(Crumb(found.number)),
    }
    return render(request, "measures/request.html", context, status=400 if wrong is not None else 200)


def _draft_actions(found: Request) -> list[Action]:
    return [
        Action(_("Send"), reverse("request_send", args=[found.id]), "primary", post=True),
        Action(_("Edit the draft"), reverse("request_change", args=[found.id])),
    ]


def _letter(actor: Actor, found: Request) -> dict[str, Any] | None:
    """Return what the page says of the letter to an office outside, None where nobody outside is asked."""
    if not found.is_outside or found.state == RequestState.DRAFT:
        return None
    refused = reason_against(policies.may_make_letter, actor, found)
    return {
        "contact": found.contact,
        "make": Action(
            _("Make the letter (PDF)"),
            reverse("request_letter", args=[found.id]),
            "primary",
            post=True,
            refused=refused,
        ),
        "open": 0 if refused else open_tokens(found),
        "close": Action(
            _("Close the reply addresses"), reverse("request_revoke", args=[found.id]), post=True, refused=refused
        ),
        "by_hand": Action(
            _("Record an answer that came another way"),
            reverse("request_by_hand", args=[found.id]),
            refused=reason_against(policies.may_record_answer, actor, found),
        ),
    }
