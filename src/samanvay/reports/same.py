"""Which other record may tell of the same happening as a reading: the question is a person's, the list is ours.

A happening may be the same where kind and district agree (for a movement both its ends) and the dates, as well as they
are known, lie within three days of each other. Numbers do not decide: "rescued 7 / 4" may be one rescue.

What is looked through is what the actor sees. Beyond that only the district of the actor's own report is looked up by
the system: what the other voice confirmed, and what cases tell of this very district, are facts that the heads of that
district see at once in any case; of a movement with the same two ends the actor has just told as much. No more is said
than a fact says: that there is one, how many persons, and of a report its voice. No number, unit, day or word of a
case comes along, and the key of an answer is a hash that leads nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.cases import queries as cases
from samanvay.cases.kinds import LegRole
from samanvay.cases.models import Case, CaseEvent, CaseLeg
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Unseen

from .models import Claim
from .states import ClaimState
from .weekly import HEADS

WITHIN = timedelta(days=3)
FOUND = ("interception", "rescue")
TELLING = ("arrest", "interception", "missing", "rescue")
FROM_A_REPORT = "report"  # a case opened from a situation report tells nothing beside the report's readings
NONE = "none"  # the answer "another happening"

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may tell of the same happening, as much of it as the actor may know.

    ``number`` is that of a case that the actor sees; ``voice`` and ``district`` are those of another report.
    """

    key: str
    claim: UUID | None = None
    case: UUID | None = None
    event: UUID | None = None
    number: str = ""
    district: str = ""
    voice: str = ""
    report: UUID | None = None
    occurred: PartialDate | None = None
    people: int | None = None

    @property
    def target(self) -> UUID:
        """What is kept of it where the answer is "not the same"."""
        found = self.claim or self.event or self.case
        assert found is not None
        return found


def candidates_of(actor: Actor, claim: Claim) -> list[Candidate]:
    """Return what may be the same happening as a claim, still to be asked; nothing where it is answered."""
    if claim.is_linked:
        return []
    found = [*_claims(actor, claim), *_cases(actor, claim)]
    return [candidate for candidate in found if candidate.target not in claim.apart_from]


def open_questions(actor: Actor, claims: Iterable[Claim]) -> dict[UUID, list[Candidate]]:
    """Return for each claim that counts or may count what it may be the same as, where that is still to be asked."""
    asked = [claim for claim in claims if claim.state in (ClaimState.PROPOSED, ClaimState.CONFIRMED)]
    found = {claim.pk: candidates_of(actor, claim) for claim in asked}
    return {key: candidates for key, candidates in found.items() if candidates}


def link_shown(actor: Actor, claim: Claim) -> Candidate | None:
    """Return what a claim is linked to, as much of it as the actor may know; None where it is linked to nothing."""
    if claim.same_as_claim:
        linked = Claim.objects.filter(pk=claim.same_as_claim).select_related("report", "report__district")
        other = linked.first()
        if other is not None:
            return _of_claim(claim, other, is_seen=True)
        with acting_as(SYSTEM):
            hidden = linked.filter(report__district_id=claim.report.district_id, report__voice__in=list(HEADS)).first()
        return _of_claim(claim, hidden, is_seen=False) if hidden else Candidate(key="", claim=claim.same_as_claim)
    if claim.same_as_case:
        return Candidate(
            key="",
            case=claim.same_as_case,
            event=claim.same_as_event,
            number=_numbers(actor, [claim.same_as_case]).get(claim.same_as_case, ""),
        )
    return None


def leads_back(claim: Claim, to: UUID) -> bool:
    """Tell whether the links of a claim come to another one: then linking that one here would close a circle."""
    seen: set[UUID] = set()
    here: UUID | None = to
    with acting_as(SYSTEM):
        while here is not None and here not in seen:
            if here == claim.pk:
                return True
            seen.add(here)
            here = Claim.objects.filter(pk=here).values_list("same_as_claim", flat=True).first()
    return False


def district_of(key: str | None) -> str:
    """Return the district in which a place lies, empty for one that lies in none."""
    if not key:
        return ""
    try:
        place = directory.place_for(key)
    except Unseen:
        return ""
    return place.key if place.kind == "district" else place.district_id or ""


def _end(key: str | None) -> str:
    """Return an end of a movement as it is compared: its district, else the state or country as named."""
    return district_of(key) or key or ""


def span_of(claim: Claim) -> Span:
    """Return the days between which what a claim tells may have happened."""
    said, report = claim.occurred, claim.report
    return (said.earliest, said.latest) if said else (report.period_from, report.period_to)


def _near(one: Span, other: Span) -> bool:
    return one[0] - WITHIN <= other[1] and other[0] - WITHIN <= one[1]


def _key(claim: Claim, target: UUID) -> str:
    return salted_hmac("samanvay.reports.same", f"{claim.pk}:{target}").hexdigest()[:20]


def _claims(actor: Actor, claim: Claim) -> list[Candidate]:
    if claim.kind == "event":
        place = district_of(claim.place_id)
        alike = Q(event_kind=claim.event_kind) & (Q(place_id=place) | Q(place__district_id=place))
        if not place:
            return []
    else:
        place = ""
        alike = Q()
    found = _confirmed(claim).filter(alike)  # asked twice: as the actor, then as the system
    seen = {other.pk: other for other in found if _is_alike(claim, other)}
    home = claim.report.district_id
    beyond: dict[UUID, Claim] = {}
    if claim.kind == "movement" or place == home:
        with acting_as(SYSTEM):
            theirs = list(found.filter(report__district_id=home, report__voice__in=list(HEADS)))
            beyond = {other.pk: other for other in theirs if other.pk not in seen and _is_alike(claim, other)}
    listed = [_of_claim(claim, other, is_seen=True) for other in seen.values()]
    return listed + [_of_claim(claim, other, is_seen=False) for other in beyond.values()]


def _confirmed(claim: Claim) -> QuerySet[Claim]:
    unlinked = Claim.objects.filter(same_as_claim__isnull=True, same_as_case__isnull=True)
    return (
        unlinked.filter(state=ClaimState.CONFIRMED, kind=claim.kind, home_state=claim.home_state)
        .exclude(report_id=claim.report_id)
        .select_related("report", "report__district")
        .order_by("-report__period_to", "id")
    )


def _is_alike(claim: Claim, other: Claim) -> bool:
    if claim.kind == "movement":
        ends = (_end(claim.origin_id), _end(claim.destination_id))
        if not any(ends) or ends != (_end(other.origin_id), _end(other.destination_id)):
            return False
    return _near(span_of(claim), span_of(other))


def _of_claim(claim: Claim, other: Claim, *, is_seen: bool) -> Candidate:
    return Candidate(
        key=_key(claim, other.pk),
        claim=other.pk,
        district=str(other.report.district.names),
        voice=other.report.voice,
        report=other.report_id if is_seen else None,
        occurred=other.occurred if is_seen else None,
        people=other.people,
    )


def _cases(actor: Actor, claim: Claim) -> list[Candidate]:
    seen = _told_by_cases(claim)
    with acting_as(SYSTEM):
        beyond = [each for each in _told_by_cases(claim, at=claim.report.district_id) if each not in seen]
    numbers = _numbers(actor, [case for case, _event, _people, _when in seen])
    listed = [
        Candidate(
            _key(claim, event or case),
            case=case,
            event=event,
            number=numbers.get(case, ""),
            occurred=when,
            people=people,
        )
        for case, event, people, when in seen
    ]
    return listed + [
        Candidate(_key(claim, event or case), case=case, event=event, people=people)
        for case, event, people, _when in beyond
    ]


Told = tuple[UUID, UUID | None, int | None, PartialDate | None]


def _told_by_cases(claim: Claim, *, at: str = "") -> list[Told]:
    """Return (case, event, persons, when) of what cases tell alike; ``at`` keeps what happened in one district."""
    if claim.kind == "movement":
        return _told_by_ways(claim, at)
    place = district_of(claim.place_id)
    if not place or claim.event_kind not in TELLING or (at and at != place):
        return []
    here = Q(place_id=place) | Q(place__district_id=place)
    if claim.event_kind in FOUND:
        # An event without a place of its own happened where the way of the case says that its people were found.
        legs = CaseLeg.objects.standing().filter(here, role=LegRole.RESCUE)
        here |= Q(place__isnull=True, case_id__in=legs.values("case_id"))
    events = CaseEvent.objects.filter(
        here,
        kind=claim.event_kind,
        voided_at__isnull=True,
        case__voided_at__isnull=True,
        home_state=claim.home_state,
    ).exclude(case__source=FROM_A_REPORT)
    span = span_of(claim)
    first, last = span[0] - WITHIN, span[1] + WITHIN
    dated = Q(occurred_earliest__lte=last, occurred_latest__gte=first)
    undated = Q(occurred_earliest__isnull=True, recorded_at__date__gte=first, recorded_at__date__lte=last)
    return [
        (event.case_id, event.pk, event.people, event.occurred)
        for event in events.filter(dated | undated).order_by("recorded_at", "id")
    ]


def _told_by_ways(claim: Claim, at: str) -> list[Told]:
    ends = (_end(claim.origin_id), _end(claim.destination_id))
    if not any(ends):
        return []
    keys = [key for key in ends if key]
    legs = CaseLeg.objects.standing().filter(
        Q(place_id__in=keys) | Q(place__district_id__in=keys), home_state=claim.home_state
    )
    found = []
    for case in Case.objects.standing().exclude(source=FROM_A_REPORT).filter(pk__in=legs.values("case_id")):
        way = list(CaseLeg.objects.standing().filter(case=case).in_order())
        told = {leg.role: _end(leg.place_id) for leg in reversed(way)}
        opened = case.opened_at.astimezone(clock.INDIA).date()
        span = (case.occurred.earliest, case.occurred.latest) if case.occurred else (opened, opened)
        is_there = not at or at in {_end(leg.place_id) for leg in way}
        if (told.get("source", ""), told.get("destination", "")) == ends and is_there and _near(span_of(claim), span):
            found.append((case.pk, None, case.people, case.occurred))
    return found


def _numbers(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the numbers of those of the cases that the actor reads."""
    asked = list(dict.fromkeys(keys))
    if not asked or not holds(actor, Permission.CASE_READ):
        return {}
    return {key: case.number for key, case in cases.cases_by_id(actor, asked).items()}
