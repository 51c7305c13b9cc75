"""Events and ways of cases as a second source of facts. One happening counts once, whoever wrote it down."""

from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.models import Erasure
from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.reports.models import Claim
from samanvay.reports.states import ClaimState

from .levels import level_of
from .models import Fact, FactSource, SharedFact
from .persons import told_of, victims_of
from .projecting import link_of, put, withdraw
from .same import kept_apart, rests_on, waits
from .ways import Way, found_at, found_by, stands, way_of

SOURCE = "case_event"
WAY = "case_way"
TELLING = ("arrest", "interception", "missing", "rescue")
OF_VICTIMS = ("interception", "missing", "rescue")


def project_case(case_id: UUID) -> int:
    """Bring the facts of a case's events and of its way to what they now say; returns how many count.

    Works inside the caller's operation.
    """
    counted = sum(project_event(event) for event in _events().filter(case_id=case_id))
    case = Case.objects.filter(pk=case_id).first()
    return counted + (case is not None and project_way(case))


def project_beside(claim: Claim) -> None:
    """Look again at the case events that may tell of the same happening as a claim that was decided.

    Works inside the caller's operation.
    """
    if claim.kind == "event" and claim.place_id and claim.event_kind in TELLING:
        for event in _events().filter(kind=claim.event_kind, home_state=claim.home_state):
            if level_of(event.place_id or found_at(event)) == level_of(claim.place_id):
                project_event(event)
    elif claim.kind == "movement":
        ends = {level_of(claim.origin_id), level_of(claim.destination_id)} - {""}
        at_an_end = Q(place_id__in=ends) | Q(place__district_id__in=ends) | Q(place__state_id__in=ends)
        for case in _cases_with_a_way(at_an_end).filter(home_state=claim.home_state):
            way = way_of(case)
            if way is not None and ends == {way.origin, way.destination} - {""}:
                project_way(case)


def project_event(event: CaseEvent) -> bool:
    """Bring the fact of one event to what it now says; tells whether it counts.

    Works inside the caller's operation.
    """
    place = level_of(event.place_id or found_at(event))
    if not (place and stands(event.case) and not event.is_void) or _is_told_by_a_claim(event, place):
        withdraw(SOURCE, event.pk)
        return False
    is_known = FactSource.objects.filter(pk=link_of(SOURCE, event.pk)).exists()
    if not is_known and _is_forgotten(event.case_id):
        return False  # its fact stays, and nothing leads to it any more
    put(
        SOURCE,
        event.pk,
        dated=event.occurred,
        otherwise=event.recorded_at.astimezone(clock.INDIA).date(),
        source_readers=event.readers,
        named=[place],
        kind="event",
        event_kind=event.kind,
        origin="",
        via=[],
        destination="",
        place=place,
        persons=event.people,
        who=told_of(victims_of(event.case), event.people) if event.kind in OF_VICTIMS else [],
        forms=event.case.forms,
        lures=event.case.lures,
        disparities=event.case.disparities,
        modes=list(found_by(event)),
        certainty="stated",
    )
    return True


def project_way(case: Case) -> bool:
    """Bring the movement of a case to what its legs now say; tells whether it counts.

    Works inside the caller's operation.
    """
    way = way_of(case)
    if way is None or not stands(case) or _is_told_by_a_movement(case, way):
        withdraw(WAY, case.pk)
        return False
    is_known = FactSource.objects.filter(pk=link_of(WAY, case.pk)).exists()
    if not is_known and _is_forgotten(case.pk):
        return False
    victims = victims_of(case)
    people = len(victims) or None if case.people is None else case.people
    put(
        WAY,
        case.pk,
        dated=way.dated,
        otherwise=case.opened_at.astimezone(clock.INDIA).date(),
        source_readers=case.readers,
        named=way.keys,
        kind="movement",
        event_kind="",
        origin=way.origin,
        via=list(way.via),
        destination=way.destination,
        place=way.found,
        persons=people,
        who=told_of(victims, people),
        forms=case.forms,
        lures=case.lures,
        disparities=case.disparities,
        modes=list(way.modes),
        certainty="hearsay" if way.is_hearsay else "stated",
    )
    return True


def forget_person(person_id: UUID) -> int:
    """Destroy the links from the events and ways of an erased person's cases to facts; returns how many went.

    The facts stay, counted, and point at nobody: of what sex and age their people were and what was exploited is no
    longer told, near or far, since nothing could put it right any more. Works inside the caller's operation.
    """
    cases = list(CasePerson.objects.filter(pk=person_id).values_list("case_id", flat=True))
    links = [link_of(SOURCE, key) for key in CaseEvent.objects.filter(case_id__in=cases).values_list("pk", flat=True)]
    links += [link_of(WAY, key) for key in cases]
    sources = FactSource.objects.filter(pk__in=links)
    facts = list(sources.values_list("fact_id", flat=True))
    Fact.objects.filter(pk__in=facts).update(who=[], disparities=[])
    SharedFact.objects.filter(pk__in=facts).update(who=[], disparities=[])
    return sources.delete()[0]


def project_all() -> set[bytes]:
    """Project the events and ways of every case anew; returns the links of those that count.

    Works inside the caller's operation.
    """
    links = {link_of(SOURCE, event.pk) for event in _events().iterator(chunk_size=1000) if project_event(event)}
    ways = _cases_with_a_way().iterator(chunk_size=1000)
    return links | {link_of(WAY, case.pk) for case in ways if project_way(case)}


def _events() -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(kind__in=TELLING).select_related("case").order_by("pk")


def _cases_with_a_way(condition: Q | None = None) -> QuerySet[Case]:
    legs = CaseLeg.objects.standing().filter(condition or Q())
    return Case.objects.filter(pk__in=legs.values("case_id")).order_by("pk")


def _is_forgotten(case_id: UUID) -> bool:
    people = CasePerson.objects.filter(case_id=case_id).values("pk")
    return Erasure.objects.filter(pk__in=people).exists()


def _is_told_by_a_claim(event: CaseEvent, place: str) -> bool:
    """Tell whether a confirmed claim says the same: kind, place, a date that may be the same, as many people."""
    claims = Claim.objects.filter(state=ClaimState.CONFIRMED, kind="event", event_kind=event.kind)
    if event.people is not None:
        claims = claims.filter(people=event.people) | claims.filter(people__isnull=True)
    return any(
        level_of(claim.place_id) == place
        and _may_be_one_day(event, claim)
        and not kept_apart(claim, event.case_id, event.pk)
        and not rests_on(claim, event.case_id)
        and not waits(claim)
        for claim in claims.filter(home_state=event.home_state).select_related("report")
    )


def _may_be_one_day(event: CaseEvent, claim: Claim) -> bool:
    recorded = event.recorded_at.astimezone(clock.INDIA).date()
    return _may_be_at_once(event.occurred or PartialDate.day(recorded), claim)


def _may_be_at_once(when: PartialDate, claim: Claim) -> bool:
    said, report = claim.occurred, claim.report
    first, last = (said.earliest, said.latest) if said else (report.period_from, report.period_to)
    return bool(when.earliest <= last and first <= when.latest)


def _is_told_by_a_movement(case: Case, way: Way) -> bool:
    """Tell whether a confirmed claim says the same: where from, whereto, perhaps one day, as many people."""
    claims = Claim.objects.filter(state=ClaimState.CONFIRMED, kind="movement", home_state=case.home_state)
    if case.people is not None:
        claims = claims.filter(people=case.people) | claims.filter(people__isnull=True)
    when = way.dated or PartialDate.day(case.opened_at.astimezone(clock.INDIA).date())
    return any(
        (level_of(claim.origin_id), level_of(claim.destination_id)) == (way.origin, way.destination)
        and _may_be_at_once(when, claim)
        and not kept_apart(claim, case.pk, None)
        and not rests_on(claim, case.pk)
        and not waits(claim)
        for claim in claims.select_related("report")
    )
