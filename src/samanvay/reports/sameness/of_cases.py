"""The question "is this the same happening?" as it is asked on a case: of its events and of its way.

A case that was recorded after a report tells of a happening told already. Its officers see the confirmed readings that
they read in any case; beyond that the system looks once, when the case is recorded or says something else, in the
sent reports of the districts whose facts the case's unit sees at once (see :mod:`.same` for why no oftener and no
farther).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, units_with
from samanvay.cases.kinds import FOUND, TELLING, LegRole, kin_of
from samanvay.cases.models import Case, CaseEvent, CaseLeg
from samanvay.directory import queries as directory
from samanvay.directory.near import heads_of
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Unseen

from ..models import CaseAnswer, Claim
from ..states import SENT, ClaimState
from ..weeks.weekly import HEADS
from .candidates import FROM_A_REPORT, Candidate, Span, district_of, end_of, key_of, near, otherwise, span_of

MOVEMENT = "movement"
FEW = 10  # so many cases are looked at one by one


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing that a case tells: an event in a district, or a way with its ends (``event`` None)."""

    case: UUID
    event: UUID | None
    kind: str
    places: tuple[str, str]
    span: Span
    home_state: str

    @property
    def target(self) -> UUID:
        """What a reading keeps of it where an officer says that it tells of another happening."""
        return self.event or self.case

    @property
    def said(self) -> str:
        """All that decides which readings are alike, in a few letters that lead nowhere."""
        return key_of(self.case, f"{self.kind}:{self.places}:{self.span}")


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """What is asked, or was answered, of one telling of a case."""

    telling: Telling
    choices: tuple[Candidate, ...] = ()
    link: Candidate | None = None
    apart: int = 0
    version: int | None = None


def tellings_of(case: Case) -> list[Telling]:
    """Return what a case tells that a report may tell as well: nothing where it is void or came from a report."""
    if case.is_void or case.source == FROM_A_REPORT:
        return []
    legs = list(CaseLeg.objects.standing().filter(case=case).in_order())
    found = next((district_of(leg.place_id) for leg in legs if leg.role == LegRole.RESCUE), "")
    events = CaseEvent.objects.filter(case=case, kind__in=TELLING, voided_at__isnull=True).order_by("recorded_at", "id")
    return [*_happenings(case, events, found), *_way(case, legs)]


def _happenings(case: Case, events: Iterable[CaseEvent], found: str) -> Iterator[Telling]:
    for event in events:
        place = district_of(event.place_id) if event.place_id else found if event.kind in FOUND else ""
        if place:
            day = event.recorded_at.astimezone(clock.INDIA).date()
            span = (event.occurred.earliest, event.occurred.latest) if event.occurred else (day, day)
            yield Telling(case.pk, event.pk, event.kind, (place, ""), span, case.home_state)


def _way(case: Case, legs: list[CaseLeg]) -> Iterator[Telling]:
    told = {leg.role: end_of(leg.place_id) for leg in reversed(legs)}
    ends = (told.get(LegRole.SOURCE, ""), told.get(LegRole.DESTINATION, ""))
    if any(ends) and len(legs) > 1:
        day = case.opened_at.astimezone(clock.INDIA).date()
        span = (case.occurred.earliest, case.occurred.latest) if case.occurred else (day, day)
        yield Telling(case.pk, None, MOVEMENT, ends, span, case.home_state)


def case_questions(actor: Actor, case: Case) -> list[CaseQuestion]:
    """Return what is still to be asked of a case and what was answered, in the order in which it tells."""
    answers = {answer.event: answer for answer in CaseAnswer.objects.filter(case=case.pk)}
    questions = []
    for telling in tellings_of(case):
        answer = answers.get(telling.event)
        if answer is not None and answer.same_as_claim is not None:
            questions.append(
                CaseQuestion(telling, link=_linked(actor, telling, answer.same_as_claim), version=answer.version)
            )
            continue
        apart = len(answer.apart_from) if answer else 0
        choices = tuple(case_candidates(actor, telling, answer))
        if choices or apart:
            version = answer.version if answer else None
            questions.append(CaseQuestion(telling, choices, apart=apart, version=version))
    return questions


def case_candidates(actor: Actor, telling: Telling, answer: CaseAnswer | None) -> list[Candidate]:
    """Return the readings that may tell of the same as a telling, still to be asked."""
    may_read = holds(actor, Permission.REPORT_READ)
    own = units_with(actor, Permission.REPORT_WRITE)
    told = [claim for claim in claims_alike(telling) if claim.report.state in SENT or claim.home_unit in own]
    seen = {claim.pk: claim for claim in told} if may_read else {}
    found = [_of_claim(telling, claim, is_seen=True) for claim in seen.values()]
    if answer is not None and set(answer.beyond) - set(seen):
        with acting_as(SYSTEM):
            hidden = [claim for claim in claims_alike(telling) if claim.pk in answer.beyond and claim.pk not in seen]
            sent = [claim for claim in hidden if claim.report.state in SENT]
            found += [_of_claim(telling, claim, is_seen=False) for claim in sent]
    apart = set(answer.apart_from) if answer else set()
    return [candidate for candidate in found if candidate.claim not in apart]


def claims_alike(telling: Telling) -> list[Claim]:
    """Return the confirmed readings that may tell of the same, are linked to nothing, and were not said to be apart."""
    linked = CaseAnswer.objects.filter(same_as_claim__isnull=False).values("same_as_claim")
    found = Claim.objects.filter(
        state=ClaimState.CONFIRMED,
        home_state=telling.home_state,
        same_as_claim__isnull=True,
        same_as_case__isnull=True,
    ).exclude(pk__in=linked)
    alike = _of_kind(telling, found).select_related("report", "report__district").order_by("-report__period_to", "id")
    return [
        claim
        for claim in alike
        if near(telling.span, span_of(claim))
        and telling.target not in claim.apart_from
        and (telling.event is not None or (end_of(claim.origin_id), end_of(claim.destination_id)) == telling.places)
    ]


def maybe_told(case_ids: Sequence[UUID]) -> list[UUID]:
    """Return those of the cases of which something was asked, or that may tell what a confirmed reading tells.

    Narrowed by kind, place and days alone; :func:`claims_alike` says which they are.
    """
    if len(case_ids) < FEW:
        return list(case_ids)
    asked = set(CaseAnswer.objects.filter(case__in=case_ids).values_list("case", flat=True))
    spans: dict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for claim in Claim.objects.filter(state=ClaimState.CONFIRMED).select_related("report"):
        ends = ("", district_of(claim.place_id))
        if claim.kind == MOVEMENT:
            ends = (end_of(claim.origin_id), end_of(claim.destination_id))
        spans[_kin(claim.event_kind or claim.kind), *ends].append(span_of(claim))
    if not spans:
        return [key for key in case_ids if key in asked]
    events = CaseEvent.objects.filter(case__in=case_ids, kind__in=TELLING).values_list(
        "case_id", "kind", "place_id", "place__district_id", "occurred_earliest", "occurred_latest"
    )
    told = {
        case_id
        for case_id, kind, place, district, first, last in events
        if place is None
        or first is None
        or last is None
        or _is_near((first, last), spans.get((_kin(kind), "", district or place), ()))
    }
    dates = Case.objects.in_bulk(case_ids, field_name="pk")
    ways: dict[UUID, dict[str, str]] = defaultdict(dict)
    legs = CaseLeg.objects.standing().filter(case__in=case_ids, role__in=(LegRole.SOURCE, LegRole.DESTINATION))
    for case_id, role, place, district in legs.values_list("case_id", "role", "place_id", "place__district_id"):
        ways[case_id].setdefault(role, district or place)
    for case_id, way in ways.items():
        key = (MOVEMENT, way.get(LegRole.SOURCE, ""), way.get(LegRole.DESTINATION, ""))
        when = dates[case_id].occurred
        if spans.get(key) and (when is None or _is_near((when.earliest, when.latest), spans[key])):
            told.add(case_id)
    return [key for key in case_ids if key in asked or key in told]


def _kin(kind: str) -> str:
    return kin_of(kind)[0]


def _is_near(span: Span, others: Iterable[Span]) -> bool:
    return any(near(span, other) for other in others)


def _of_kind(telling: Telling, claims: QuerySet[Claim]) -> QuerySet[Claim]:
    origin, destination = telling.places
    if telling.event is not None:
        here = Q(place_id=origin) | Q(place__district_id=origin)
        return claims.filter(here, kind="event", event_kind__in=kin_of(telling.kind))
    at_an_end = Q()
    for name, key in (("origin", origin), ("destination", destination)):
        if key:
            at_an_end &= Q(**{f"{name}_id": key}) | Q(**{f"{name}__district_id": key})
    return claims.filter(at_an_end, kind=MOVEMENT)


def claims_beyond(case: Case, telling: Telling) -> list[UUID]:
    """Return the readings alike in sent reports of the districts whose facts a case's unit sees at once.

    For the system's look.
    """
    with acting_as(SYSTEM):
        at = {each for each in _districts_of(case) if case.home_unit in heads_of(each)}
        if telling.event is not None and telling.places[0] not in at:
            return []
        alike = claims_alike(telling)
        sent = [claim for claim in alike if claim.report.state in SENT]
        return [claim.pk for claim in sent if claim.report.district_id in at and claim.report.agency in HEADS]


def _districts_of(case: Case) -> set[str]:
    try:
        unit = directory.unit_of(case.home_unit)
    except Unseen:
        return set()
    return set(directory.districts_of(unit.place_id)) if unit.place_id else set()


def _of_claim(telling: Telling, claim: Claim, *, is_seen: bool) -> Candidate:
    return Candidate(
        key=key_of(telling.target, claim.pk),
        claim=claim.pk,
        district=str(claim.report.district.names),
        agency=claim.report.agency,
        report=claim.report_id if is_seen else None,
        occurred=claim.occurred if is_seen else None,
        people=claim.people,
        kind=otherwise(claim.event_kind, telling.kind if telling.event else ""),
    )


def _linked(actor: Actor, telling: Telling, claim_id: UUID) -> Candidate:
    """Return the reading that a telling is linked to, as much of it as the actor may know."""
    wanted = Claim.objects.filter(pk=claim_id).select_related("report", "report__district")
    seen = wanted.first() if holds(actor, Permission.REPORT_READ) else None
    if seen is not None:
        return _of_claim(telling, seen, is_seen=True)
    with acting_as(SYSTEM):
        hidden = wanted.first()
    return _of_claim(telling, hidden, is_seen=False) if hidden else Candidate(key="", claim=claim_id)
