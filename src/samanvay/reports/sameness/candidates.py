"""Which other record may tell of the same happening as a reading: the question is a person's, the list is ours.

A happening may be the same where kind and district agree (for a movement both its ends) and the dates, as well as they
are known, lie within three days of each other. An interception is a rescue in other words (``cases.kinds.kin_of``).
Numbers do not decide: "rescued 7 / 4" may be one rescue.

What is looked through is what the actor sees. Beyond that, for a confirmed reading of a unit that heads the district of
its report or stands above, this district is looked up by the system: what the other agency sent, and what cases tell of
this very district, are facts that such a unit sees at once in any case; of a movement with the same two ends the actor
has just told as much. No more is said than a fact says: that there is one, how many persons, and of a report its
agency. No number, unit, day or word of a case comes along, and the key of an answer is a hash that leads nowhere else.

Nobody asks with what is not told yet: a reading could be put right again and again to learn on which days other offices
were where. So the system looks at the confirming and the sending, which are on record, and a few times at most for one
reading; who tells later is asked (:mod:`.same_case` asks for cases).
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
from samanvay.cases.kinds import FOUND, TELLING, LegRole, kin_of
from samanvay.cases.models import Case, CaseEvent, CaseLeg
from samanvay.directory import queries as directory
from samanvay.directory.near import heads_of
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Unseen

from ..models import CaseAnswer, Claim
from ..states import SENT, ClaimState
from ..weeks.weekly import HEADS

WITHIN = timedelta(days=3)
FROM_A_REPORT = "report"  # a case opened from a situation report tells nothing beside the report's readings
MOST_LOOKS = 5  # times that the system looks beyond the actor's sight for one reading, or one telling of a case
NONE = "none"  # the answer "another happening"

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may tell of the same happening, as much of it as the actor may know.

    ``number`` is that of a case that the actor sees; ``agency`` and ``district`` are those of another report.
    ``kind`` is the kind of event where the record tells it as another of the same kin, else empty.
    """

    key: str
    claim: UUID | None = None
    case: UUID | None = None
    event: UUID | None = None
    number: str = ""
    district: str = ""
    agency: str = ""
    report: UUID | None = None
    occurred: PartialDate | None = None
    people: int | None = None
    kind: str = ""

    @property
    def target(self) -> UUID:
        """What is kept of it where the answer is "not the same"."""
        found = self.claim or self.event or self.case
        assert found is not None
        return found


def candidates_of(actor: Actor, claim: Claim) -> list[Candidate]:
    """Return what may be the same happening as a claim, still to be asked; nothing where it is answered."""
    if claim.is_linked or told_by_case(claim) is not None:
        return []
    found = [*_claims_seen(claim), *_cases_seen(actor, claim)]
    if claim.state == ClaimState.CONFIRMED and claim.beyond:
        seen = {candidate.target for candidate in found}
        known = set(claim.beyond) - seen
        found += [candidate for candidate in candidates_beyond(claim) if candidate.target in known]
    return [candidate for candidate in found if candidate.target not in claim.apart_from]


def candidates_beyond(claim: Claim) -> list[Candidate]:
    """Return what other offices have told of the same in the district of a claim's report, seen by the actor or not.

    Only for a unit that sees facts of the district at once. Whoever else writes a report would learn, by putting a
    reading right a few times, on which day another office was where. What others have not sent is told to nobody.

    For the system's look at the confirming and the sending alone.
    """
    home = claim.report.district_id
    if not home or claim.home_unit not in heads_of(home):
        return []
    found: list[Candidate] = []
    with acting_as(SYSTEM):
        alike = _alike(claim)
        if alike is not None and (claim.kind == "movement" or district_of(claim.place_id) == home):
            theirs = alike.filter(report__district_id=home, report__agency__in=list(HEADS), report__state__in=SENT)
            found += [_of_claim(claim, other, is_seen=False) for other in theirs if _is_alike(claim, other)]
        found += [
            Candidate(
                key_of(claim.pk, told.event or told.case),
                case=told.case,
                event=told.event,
                people=told.people,
                kind=otherwise(told.kind, claim.event_kind),
            )
            for told in _told_by_cases(claim, at=home)
        ]
    return found


def told_by_case(claim: Claim) -> CaseAnswer | None:
    """Return the answer by which a case is said to tell of the same happening as a claim, whoever sees it."""
    with acting_as(SYSTEM):
        return CaseAnswer.objects.filter(same_as_claim=claim.pk).order_by("settled_at", "id").first()


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
            hidden = linked.filter(report__district_id=claim.report.district_id, report__agency__in=list(HEADS)).first()
        return _of_claim(claim, hidden, is_seen=False) if hidden else Candidate(key="", claim=claim.same_as_claim)
    if claim.same_as_case:
        return Candidate(
            key="",
            case=claim.same_as_case,
            event=claim.same_as_event,
            number=numbers_of(actor, [claim.same_as_case]).get(claim.same_as_case, ""),
        )
    answer = told_by_case(claim)
    if answer is not None:
        return Candidate(
            key="",
            case=answer.case,
            event=answer.event,
            number=numbers_of(actor, [answer.case]).get(answer.case, ""),
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


def end_of(key: str | None) -> str:
    """Return an end of a movement as it is compared: its district, else the state or country as named."""
    return district_of(key) or key or ""


def span_of(claim: Claim) -> Span:
    """Return the days between which what a claim tells may have happened."""
    said, report = claim.occurred, claim.report
    return (said.earliest, said.latest) if said else (report.period_from, report.period_to)


def near(one: Span, other: Span) -> bool:
    return one[0] - WITHIN <= other[1] and other[0] - WITHIN <= one[1]


def key_of(asked: UUID, target: UUID | str) -> str:
    return salted_hmac("samanvay.reports.same", f"{asked}:{target}", algorithm="sha256").hexdigest()[:32]


def _alike(claim: Claim) -> QuerySet[Claim] | None:
    if claim.kind == "movement":
        return _confirmed(claim)
    place = None if claim.is_observation else district_of(claim.place_id)
    here = Q(place_id=place) | Q(place__district_id=place)
    return _confirmed(claim).filter(here, event_kind__in=kin_of(claim.event_kind)) if place else None


def _claims_seen(claim: Claim) -> list[Candidate]:
    alike = _alike(claim)
    if alike is None:
        return []
    told = alike.filter(Q(home_unit=claim.home_unit) | Q(report__state__in=SENT))  # another's draft is its own
    return [_of_claim(claim, other, is_seen=True) for other in told if _is_alike(claim, other)]


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
        ends = (end_of(claim.origin_id), end_of(claim.destination_id))
        if not any(ends) or ends != (end_of(other.origin_id), end_of(other.destination_id)):
            return False
    return near(span_of(claim), span_of(other))


def _of_claim(claim: Claim, other: Claim, *, is_seen: bool) -> Candidate:
    return Candidate(
        key=key_of(claim.pk, other.pk),
        claim=other.pk,
        district=str(other.report.district.names),
        agency=other.report.agency,
        report=other.report_id if is_seen else None,
        occurred=other.occurred if is_seen else None,
        people=other.people,
        kind=otherwise(other.event_kind, claim.event_kind),
    )


def otherwise(kind: str, asked: str) -> str:
    """Return a kind of event where it is another than the one asked, else nothing."""
    return "" if kind == asked else kind


def _cases_seen(actor: Actor, claim: Claim) -> list[Candidate]:
    seen = _told_by_cases(claim)
    numbers = numbers_of(actor, [told.case for told in seen])
    return [
        Candidate(
            key_of(claim.pk, told.event or told.case),
            case=told.case,
            event=told.event,
            number=numbers.get(told.case, ""),
            occurred=told.occurred,
            people=told.people,
            kind=otherwise(told.kind, claim.event_kind),
        )
        for told in seen
    ]


@dataclass(frozen=True, slots=True)
class CandidateEvent:
    """An event of a case, or its way (``event`` None), that may tell what a claim tells."""

    case: UUID
    event: UUID | None
    people: int | None
    occurred: PartialDate | None
    kind: str = ""


def _told_by_cases(claim: Claim, *, at: str = "") -> list[CandidateEvent]:
    """Return what cases tell alike; ``at`` keeps what happened in one district."""
    if claim.kind == "movement":
        return _told_by_ways(claim, at)
    place = district_of(claim.place_id)
    if not place or claim.event_kind not in TELLING or (at and at != place):
        return []
    return [
        CandidateEvent(event.case_id, event.pk, event.people, event.occurred, event.kind)
        for event in events_alike(claim.event_kind, place, span_of(claim), claim.home_state)
    ]


def events_alike(kind: str, place: str, span: Span, home_state: str) -> QuerySet[CaseEvent]:
    """Return the standing events of cases of a kind's kin in a district, within three days of some days, in order."""
    here = Q(place_id=place) | Q(place__district_id=place)
    if kind in FOUND:
        # An event without a place of its own happened where the way of the case says that its people were found.
        legs = CaseLeg.objects.standing().filter(here, role=LegRole.RESCUE)
        here |= Q(place__isnull=True, case_id__in=legs.values("case_id"))
    events = CaseEvent.objects.filter(
        here, kind__in=kin_of(kind), voided_at__isnull=True, case__voided_at__isnull=True, home_state=home_state
    ).exclude(case__source=FROM_A_REPORT)
    first, last = span[0] - WITHIN, span[1] + WITHIN
    dated = Q(occurred_earliest__lte=last, occurred_latest__gte=first)
    undated = Q(occurred_earliest__isnull=True, recorded_at__date__gte=first, recorded_at__date__lte=last)
    return events.filter(dated | undated).order_by("recorded_at", "id")


def _told_by_ways(claim: Claim, at: str) -> list[CandidateEvent]:
    ends = (end_of(claim.origin_id), end_of(claim.destination_id))
    if not any(ends):
        return []
    keys = [key for key in ends if key]
    legs = CaseLeg.objects.standing().filter(
        Q(place_id__in=keys) | Q(place__district_id__in=keys), home_state=claim.home_state
    )
    first, last = span_of(claim)
    first, last = first - WITHIN, last + WITHIN
    dated = Q(occurred_earliest__lte=last, occurred_latest__gte=first)
    undated = Q(occurred_earliest__isnull=True, opened_at__date__gte=first, opened_at__date__lte=last)
    cases_then = Case.objects.standing().exclude(source=FROM_A_REPORT).filter(dated | undated)
    found = []
    for case in cases_then.filter(pk__in=legs.values("case_id")):
        way = list(CaseLeg.objects.standing().filter(case=case).in_order())
        told = {leg.role: end_of(leg.place_id) for leg in reversed(way)}
        opened = case.opened_at.astimezone(clock.INDIA).date()
        span = (case.occurred.earliest, case.occurred.latest) if case.occurred else (opened, opened)
        is_there = not at or at in {end_of(leg.place_id) for leg in way}
        if (told.get("source", ""), told.get("destination", "")) == ends and is_there and near(span_of(claim), span):
            found.append(CandidateEvent(case.pk, None, case.people, case.occurred))
    return found


def numbers_of(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, str]:
    """Return the numbers of those of the cases that the actor reads."""
    asked = list(dict.fromkeys(keys))
    if not asked or not holds(actor, Permission.CASE_READ):
        return {}
    return {key: case.number for key, case in cases.cases_by_id(actor, asked).items()}
