"""The pages of requests: the lists and their CSV, writing one, one of them, what is said about it."""

from collections.abc import Sequence
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
from samanvay.kernel.refusals import Invalid, Unseen, reason_against
from samanvay.measures.models import Offer, Request
from samanvay.measures.requests import policies, queries
from samanvay.measures.requests.actions.writing import change_request, send_request, write_request
from samanvay.measures.requests.kinds import KINDS, RequestKind
from samanvay.measures.requests.queries import FROM_US, TO_US
from samanvay.measures.requests.states import STATE_WORDS, RequestState
from samanvay.web.components.pieces import Crumb, Tab, chips
from samanvay.web.kit.access import OfficerRequest
from samanvay.web.kit.answers import answered, posted
from samanvay.web.kit.filters import choice_of, place_of, text_of
from samanvay.web.kit.lists import as_csv, list_page, part_of
from samanvay.web.kit.pages import POST, READ, page, record_page
from samanvay.web.kit.places import place_label

from . import request_presenters as shown
from .records import REQUEST, request_crumbs
from .request_deeds import DEEDS, Deed, deeds_of, do_deed
from .request_forms import SUGGESTIONS, RequestForm
from .request_one import page_of

A_PAGE = 50
MOST_IN_FILE = 2000
LOOK, SEND = Permission.REQUEST_READ, Permission.REQUEST_SEND


def asked_of(request: HttpRequest) -> queries.RequestFilters:
    """Return what the address asks for."""
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
    asked = asked_of(request)
    part = part_of(request, queries.requests_seen(request.actor, asked), A_PAGE)
    waits = queries.waits_for(request.actor)
    here = reverse("requests")
    counts = queries.counts_by_state(request.actor, asked.box)
    places = names_of_places(queries.districts_named(request.actor, asked.box))
    return list_page(
        request,
        part,
        "measures/request_list.html",
        table=_table(part.rows, asked.box),
        words=ngettext("%(n)d request", "%(n)d requests", part.count) % {"n": part.count},
        csv="requests_csv",
        tabs=[
            Tab(_("Asked of us (%(n)d)") % {"n": waits[TO_US]}, here, asked.box == TO_US),
            Tab(_("Asked by us (%(n)d)") % {"n": waits[FROM_US]}, f"{here}?box={FROM_US}", asked.box == FROM_US),
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


def _state_chips(request: HttpRequest, counts: dict[str, int]) -> list[Any]:
    choices = [("late", _("Late")), *((each.value, words) for each, words in STATE_WORDS.items()), ("all", _("All"))]
    shown_choices = [(code, words) for code, words in choices if code in ("late", "all") or counts.get(code)]
    found = chips(request, "state", shown_choices, every=_("Open (%(n)d)") % {"n": counts["open"]}, counts=counts)
    return found


def _table(listed: Sequence[Request], box: str, *, in_file: bool = False) -> Any:
    return shown.table(listed, box, queries.clocks_of(listed), queries.unconfirmed_keys(listed), in_file=in_file)


@page(permission=LOOK, methods=READ)
def requests_csv(request: OfficerRequest) -> HttpResponse:
    """Give the same requests as CSV."""
    asked = asked_of(request)
    listed = list(queries.requests_seen(request.actor, asked)[:MOST_IN_FILE])
    return as_csv(_table(listed, asked.box, in_file=True), "samanvay-requests")


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
    offer = _offer(request, given.get("offer", ""))
    form = _form(request, kind, offer)

    def act() -> Request:
        return write_request(
            by=request.actor, wanted=form.wanted(), case_id=case_id, offer=offer, captured=form.captured
        )

    if answer := answered(request, form, act, to=REQUEST.page, said=partial(_send_or_keep, request)):
        return answer
    context = {
        "kind": kind,
        "form": form,
        "case": case,
        "offer": offer,
        "offers": shown.offer_rows(queries.offers_standing(request.actor, kind=kind.code)) if offer is None else [],
        "list_id": SUGGESTIONS,
        "crumbs": crumbs,
    }
    return render(request, "measures/request_new.html", context, status=400 if form.errors else 200)


def _form(request: OfficerRequest, kind: RequestKind, offer: Offer | None) -> RequestForm:
    initial: dict[str, Any] = {}
    if place := request.GET.get("place", "")[:80]:
        initial["place"] = place_label(place)
    if offer is not None:
        initial |= {"place": place_label(offer.district), "languages": offer.languages}
    return RequestForm(posted(request), kind=kind, actor=request.actor, initial=initial)


def _send_or_keep(request: OfficerRequest, made: Request) -> None:
    """Send what was just written, unless its writer keeps it as a draft."""
    if "keep" in request.POST or made.sent_at is not None:
        if made.sent_at is None:
            messages.success(request, _("Kept as a draft. Nobody else sees it yet."))
        return
    try:
        send_request(by=request.actor, request=made)
    except Invalid as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("Sent. The clock runs, and both sides' superiors hear if nobody answers."))


def _offer(request: OfficerRequest, said: str) -> Offer | None:
    key = _uuid(said)
    return queries.offer_or_unseen(request.actor, key) if key else None


def _uuid(said: str) -> UUID | None:
    if not said:
        return None
    try:
        return UUID(said)
    except ValueError:
        raise Unseen from None


@record_page(REQUEST, permission=LOOK, methods=READ)
def request(request: OfficerRequest, found: Request) -> HttpResponse:
    """Show one request: what is asked, what may be done, what was said."""
    return page_of(request, found)


@record_page(REQUEST, permission=SEND, may=policies.may_change_request)
def request_change(request: OfficerRequest, found: Request) -> HttpResponse:
    """Write a draft anew."""
    form = RequestForm(posted(request), kind=found.kind_of, actor=request.actor, request=found)

    def act() -> Request:
        return change_request(by=request.actor, request=found, wanted=form.wanted(), expected=form.expected)

    if answer := answered(request, form, act, to=REQUEST.page, said=partial(_send_or_keep, request)):
        return answer
    context = {
        "kind": found.kind_of,
        "form": form,
        "list_id": SUGGESTIONS,
        "crumbs": [*REQUEST.crumbs(request.actor, found), Crumb(_("Change the draft"))],
    }
    return render(request, "measures/request_new.html", context, status=400 if form.errors else 200)


@record_page(REQUEST, permission=SEND, may=policies.may_change_request, methods=POST)
def request_send(request: OfficerRequest, found: Request) -> HttpResponse:
    """Send a draft."""
    _send_or_keep(request, found)
    return HttpResponseRedirect(REQUEST.page(found))


@record_page(REQUEST, permission=LOOK, methods=POST)
def request_deed(request: OfficerRequest, found: Request, deed: str) -> HttpResponse:
    """Say or do one thing about a request; a faulty form is shown again on its page."""
    if deed not in DEEDS:
        raise Unseen
    chosen: Deed = next(each for each in deeds_of(request.actor, found, request.POST, only=deed))
    try:
        done = do_deed(request.actor, found, chosen)
    except Invalid as refusal:
        if chosen.form is not None:
            chosen.form.refuse(refusal)
        else:
            messages.error(request, str(refusal.words))
        done = None
    if done is None:
        return page_of(request, found, wrong=chosen)
    messages.success(request, str(chosen.kept))
    return HttpResponseRedirect(REQUEST.page(done))
