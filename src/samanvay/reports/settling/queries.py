"""Reads on places that wait to be settled, and on what the same words were settled as."""

from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import units_with
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Invalid, reason_against

from ..models import Claim
from ..policies import desk_states, may_settle_place
from ..states import SENT, ClaimState
from .written import WrittenPlace, plain

MOST_SETTLED_AT_ONCE = 100  # places on one list


@dataclass(frozen=True, slots=True)
class PlaceToSettle:
    """A place that claims of one office write alike and that the gazetteer does not have.

    ``first`` is one of these claims, ``number`` its place among those that it writes; ``key`` is what the same words of
    this office were settled as before, empty where they never were.
    """

    words: str
    office: int
    first: Claim
    number: int
    claims: int
    key: str = ""


def unsettled_claims(actor: Actor) -> QuerySet[Claim]:
    """Return the claims of which the actor says which place they mean.

    Those in the reports of the actor's own units; for the state's desk those in everything that counts.
    """
    own = units_with(actor, Permission.REPORT_WRITE)
    told = Q(state=ClaimState.CONFIRMED, report__state__in=SENT)
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
        listed.append(PlaceToSettle(words, office, claim, number, len({each.pk for each, _number in places})))
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
    counting = alike.filter(state__in=(ClaimState.PROPOSED, ClaimState.CONFIRMED)).select_related("report")
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
