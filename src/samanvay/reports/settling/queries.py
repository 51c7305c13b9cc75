"""Reads on places that wait to be settled, and on what the same words were settled as."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.audit.models import Event
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Invalid, Unseen, reason_against

from .. import events
from ..models import Claim
from ..policies import desk_states, may_settle_place
from ..states import SENT, ClaimState
from ..vocabulary import OBSERVED
from .written import WrittenPlace, plain

MOST_SETTLED_AT_ONCE = 100  # places on one list
UNDO_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlaceToSettle:
    """A place that claims of one office write alike and that the gazetteer does not have.

    ``every`` are these claims, ``number`` the place among those that the first of them writes; ``key`` is what the same
    words of this office were settled as before, empty where they never were.
    """

    words: str
    office: int
    every: tuple[Claim, ...]
    number: int
    key: str = ""

    @property
    def first(self) -> Claim:
        return self.every[0]

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return len(self.every)


@dataclass(frozen=True, slots=True)
class Settled:
    """What one press of the actor settled and may still be undone: the claims, and with which events."""

    press: UUID
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]

    @property
    def place(self) -> WrittenPlace:
        """The place as the first of them writes it."""
        return self.claims[0].written_places[int(self.events[0].detail["numbers"][0])]


def unsettled_claims(actor: Actor) -> QuerySet[Claim]:
    """Return the claims of which the actor says which place they mean.

    Those in the reports of the actor's own units; for the state's desk those in everything that counts.
    """
    own = units_with(actor, Permission.REPORT_WRITE)
    told = Q(state=ClaimState.CONFIRMED, report__state__in=SENT) & ~Q(event_kind=OBSERVED)
    states = desk_states(actor, {unit.home_state for unit in directory.units_of(actor.audiences).values()})
    wanted = Q(home_unit__in=own) | told & Q(home_state__in=states)
    return Claim.objects.filter(wanted, is_unsettled=True, state__in=(ClaimState.PROPOSED, ClaimState.CONFIRMED))


def places_to_settle(actor: Actor) -> list[PlaceToSettle]:
    """Return the places that wait for the actor to say which they are, the most often written first."""
    groups: dict[tuple[int, str], list[tuple[Claim, int]]] = {}
    for claim in unsettled_claims(actor).select_related("report", "report__district").order_by("id"):
        for number, place in enumerate(claim.written_places):
            if place.is_open:
                groups.setdefault((claim.home_unit, plain(place.words)), []).append((claim, number))
    listed = []
    for (office, _words), places in groups.items():
        claim, number = places[0]
        words = claim.written_places[number].words
        every = {each.pk: each for each, _number in places}
        listed.append(PlaceToSettle(words, office, tuple(every.values()), number))
    listed.sort(key=lambda each: (-each.claims, plain(each.words), each.office))
    return [replace(each, key=settled_before(actor, each.first, each.words)) for each in listed[:MOST_SETTLED_AT_ONCE]]


def settled_before(actor: Actor, claim: Claim, words: str) -> str:
    """Return as which place an office settled the same words last, empty where it never did."""
    alike = Claim.objects.filter(home_unit=claim.home_unit, written__contains=[{"words": words}])
    for other in alike.exclude(written__contains=[{"words": words, "key": ""}]).order_by("-id")[:1]:
        return next(place.key for place in other.written_places if place.words == words and place.key)
    return ""


def claims_that_say(actor: Actor, claim: Claim, words: str) -> list[Claim]:
    """Return the other claims of an office that write an unsettled place alike, as far as the actor settles it."""
    alike = Claim.objects.filter(home_unit=claim.home_unit, is_unsettled=True).exclude(pk=claim.pk)
    counting = alike.filter(state__in=(ClaimState.PROPOSED, ClaimState.CONFIRMED)).select_related("report__district")
    return [
        each
        for each in counting.order_by("id")
        if open_numbers(each, words) and not reason_against(may_settle_place, actor, each)
    ]


def open_numbers(claim: Claim, words: str) -> list[int]:
    """Return which of the places that a claim writes are the same words and to be settled."""
    places = enumerate(claim.written_places)
    return [number for number, place in places if place.is_open and plain(place.words) == plain(words)]


def written_place(claim: Claim, number: int) -> WrittenPlace:
    """Return the place that a claim writes at this number. Raises Invalid, and AlreadyDone for one that was settled."""
    places = claim.written_places
    if not 0 <= number < len(places):
        raise Invalid("key", _("This detail has no such place. Open the report again."))
    if not places[number].stands:
        raise AlreadyDone(_("Somebody already said which place this is."))
    return places[number]


def just_settled(actor: Actor) -> list[Settled]:
    """Return what the actor settled in the last days and on which nobody has built since, the latest first."""
    told = Event.objects.filter(
        kind=events.CLAIM_PLACE_SETTLED.code, actor=actor.id, at__gte=clock.now() - UNDO_SHOWN
    ).order_by("-seq")
    return [found for found in _presses(list(told)) if not built_on(found)]


def settled_by_press(actor: Actor, press: UUID) -> Settled:
    """Return what one press of the actor settled. Raises Unseen."""
    told = Event.objects.filter(
        kind=events.CLAIM_PLACE_SETTLED.code, actor=actor.id, body__contains=f'"press": "{press}"'
    ).order_by("-seq")
    found = next(_presses(list(told)), None)
    if found is None:
        raise Unseen
    return found


def _presses(told: list[Event]) -> Iterator[Settled]:
    """Give the presses that events tell of, where every claim is still there."""
    known = Claim.objects.select_related("report__district").in_bulk({event.detail["claim"] for event in told})
    claims = {str(key): claim for key, claim in known.items()}
    for press, group in groupby(told, key=lambda event: event.detail.get("press")):
        listed = tuple(group)[::-1]
        of_it = [claims.get(event.detail["claim"]) for event in listed]
        if press and all(of_it):
            yield Settled(UUID(press), tuple(claim for claim in of_it if claim), listed)


def built_on(settled: Settled) -> bool:
    """Tell whether a claim was changed since it was settled, or its report sent or decided."""
    for claim, event in zip(settled.claims, settled.events, strict=True):
        is_moved = claim.report.state != event.detail["state"]
        if is_moved or claim.version != event.detail["made"]:
            return True
    return False
