"""What the districts of the demonstration ask of each other and lend; told through the same actions as by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from samanvay.cases.models import Case
from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor, reading
from samanvay.measures.contacts.actions import add_contact
from samanvay.measures.models import NodalContact, Offer, Request
from samanvay.measures.requests.actions.answering import answer_request
from samanvay.measures.requests.actions.letters import make_token
from samanvay.measures.requests.actions.offers import offer_help
from samanvay.measures.requests.actions.writing import RequestContent, send_request, write_request
from samanvay.measures.requests.states import TRANSITIONS, RequestState
from samanvay.recording.submissions import Captured
from samanvay_insight import gazetteer

from .told import case_of, told_as

S = RequestState
OUTSIDE = "State Child Protection Society, Ranchi (invented)"


@dataclass(frozen=True, slots=True)
class ToldRequest:
    """A request by a persona so many hours ago; ``answers`` are (state, words) by the one who answers there."""

    by: str
    hours_ago: int
    kind: str
    place: str
    asks: Mapping[str, Any]
    words: str
    answered_by: str = ""
    answers: tuple[tuple[RequestState, str], ...] = ()
    with_case: bool = False
    as_letter: bool = False


REQUESTS: tuple[ToldRequest, ...] = (
    ToldRequest(
        "ahtu", 260, "escort", "Lucknow",
        {"where": "Railway station", "whereto": "Bahraich", "boys": 6},
        "Two women officers in plain clothes if possible: the children are afraid of uniforms.",
        "chief.157",
        ((S.ACCEPTED, "Two women officers, by bus in the evening."),
         (S.DONE, "Brought to the district and handed to the child protection unit before night.")),
        with_case=True,
    ),
    ToldRequest(
        "chief", 120, "home_verification", "Jharkhand", {"where": "Palkot block", "women": 3},
        "The name and address follow sealed, to the society alone.", with_case=True, as_letter=True,
    ),
    ToldRequest(
        "helpdesk", 20, "interpreter", "Varanasi",
        {"languages": ["nepali"], "where": "Women help desk", "girls": 2},
        "Best a woman. By telephone would do until she can come.",
        "chief.197",
        ((S.SEEN, ""), (S.ACCEPTED, "She telephones at ten and comes by the afternoon train.")),
    ),
    ToldRequest(
        "chief", 3, "woman_officer", "Bijnor", {"officers": 2, "where": "Najibabad"},
        "For a search of a guest house with the magistrate's order.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldOffer:
    """What a persona's unit lends, from today for some days."""

    by: str
    kind: str
    days: int
    words: str
    languages: tuple[str, ...] = field(default_factory=tuple)
    how_many: int | None = None


OFFERS: tuple[ToldOffer, ...] = (
    ToldOffer("chief.197", "interpreter", 3, "By telephone at any hour, in person by day.", ("nepali",), 1),
)


def tell_requests(actors: Mapping[str, Actor]) -> None:
    """Let the districts ask and lend; goes on where it was broken off."""
    _register(actors["desk"])
    for told in OFFERS:
        _offer(actors[told.by], told)
    for request in REQUESTS:
        _ask(actors, request)


def _register(desk: Actor) -> None:
    with reading(desk):
        if NodalContact.objects.filter(office=OUTSIDE).exists():
            return
        add_contact(
            by=desk,
            said={
                "place": "IN-JH", "compartment": "welfare", "designation": "Programme manager", "office": OUTSIDE,
                "email": "jharkhand@example.org", "verified_on": clock.today() - timedelta(days=40),
                "source": "Invented for the demonstration",
            },
        )  # fmt: skip


def _offer(by: Actor, told: ToldOffer) -> None:
    name = told_as("offer", told.by, told.words)
    with reading(by):
        if Offer.objects.filter(submission_id=name).exists():
            return
        day = clock.today()
        offer_help(
            by=by, kind=told.kind, since=day, until=day + timedelta(days=told.days), languages=told.languages,
            how_many=told.how_many, words=told.words, captured=Captured(name),
        )  # fmt: skip


def _ask(actors: Mapping[str, Actor], told: ToldRequest) -> None:
    by = actors[told.by]
    asked_at = clock.now() - timedelta(hours=told.hours_ago)
    with clock.frozen(asked_at), reading(by):
        request = write_request(
            by=by,
            wanted=RequestContent(told.kind, _key(told.place), told.asks, told.words),
            case_id=_case(told.by) if told.with_case else None,
            captured=Captured(told_as("request", told.by, told.words)),
        )
        if request.state == S.DRAFT:
            send_request(by=by, request=request)
            if told.as_letter:
                make_token(by=by, request=request)
    for number, (state, words) in enumerate(told.answers, 1):
        _answer(actors[told.answered_by], request, state, words, number)


def _answer(by: Actor, request: Request, state: RequestState, words: str, hours: int) -> None:
    assert request.sent_at is not None
    with clock.frozen(request.sent_at + timedelta(hours=hours)), reading(by):
        found = Request.objects.get(pk=request.pk)
        if state in TRANSITIONS[RequestState(found.state)]:
            answer_request(by=by, request=found, to=state, words=words)


def _case(login: str) -> Any:
    key = case_of(login)
    return key if key is not None and Case.objects.filter(pk=key).exists() else None


def _key(name: str) -> str:
    found = [place for place in gazetteer.lookup(name) if place.kind in ("district", "state")]
    known = set(Place.objects.filter(pk__in=[place.key for place in found]).values_list("key", flat=True))
    return next(place.key for place in found if place.key in known)
