"""Events and ways of cases as a second source of facts. One happening counts once, whoever wrote it down."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from samanvay.access.models import Erasure
from samanvay.cases.kinds import TELLING, kin_of
from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.kernel.dates import PartialDate
from samanvay.reports.models import Claim

from ..models import Fact, FactSource, SharedFact
from .actions.projecting import FactDraft, facts_of, link_of, put_many, renew_backing, withdraw
from .backing import day_of, days_of, events_telling, happened, may_be_as_many, may_be_at_once, told_by_heads, underway
from .levels import level_of
from .lots import break_lots, lock
from .pairs import OF_VICTIMS, Linked, linked_cases
from .persons import told_of, victims_of
from .same import kept_apart, rests_on, waits
from .ways import Way, found_along, found_at, modes_of, stands, way_along

SOURCE = "case_event"
WAY = "case_way"
AT_ONCE = 500


def project_cases(case_ids: Iterable[UUID]) -> int:
    """Bring the facts of the events and ways of cases, and of those linked to them, to what they now say.

    Returns how many count. Works inside the caller's operation.
    """
    keys = linked_cases(case_ids)
    cases = Case.objects.in_bulk(keys)
    events = list(events_telling().filter(case__in=keys))
    return len(_project(_Beside(cases), events, list(cases.values())))


def project_case(case_id: UUID) -> int:
    """Bring the facts of a case's events and of its way to what they now say; returns how many count.

    Works inside the caller's operation.
    """
    return project_cases([case_id])


def project_beside(claim: Claim) -> None:
    """Look again at the case events that may tell of the same happening as a claim that was decided.

    Works inside the caller's operation.
    """
    span = days_of(claim)
    if claim.kind == "event" and claim.place_id and claim.event_kind in TELLING:
        place = level_of(claim.place_id)
        events = list(happened(span, place).filter(kind__in=kin_of(claim.event_kind), home_state=claim.home_state))
        beside = _Beside({event.case_id: event.case for event in events})
        told = [event for event in events if beside.place_of(event) == place]
        if beside.linked.case_ids:
            project_cases(event.case_id for event in told)
        else:
            _project(beside, told, [])
    elif claim.kind == "movement":
        ends = {level_of(claim.origin_id), level_of(claim.destination_id)} - {""}
        cases = Case.objects.in_bulk(list(underway(span, tuple(sorted(ends))).filter(home_state=claim.home_state)))
        beside = _Beside(cases)
        ways = {key: beside.way_of(case) for key, case in cases.items()}
        along = [key for key, way in ways.items() if way is not None and ends == {way.origin, way.destination} - {""}]
        _project(beside, [], [cases[key] for key in along])


def project_all() -> set[bytes]:
    """Project the events and ways of every case anew; returns the links of those that count.

    Works inside the caller's operation.
    """
    links: set[bytes] = set()
    keys = Case.objects.order_by("pk").values_list("pk", flat=True)
    waiting = keys.iterator(chunk_size=AT_ONCE)
    while some := list(islice(waiting, AT_ONCE)):
        cases = Case.objects.in_bulk(some)
        links |= _project(_Beside(cases), list(events_telling().filter(case__in=some)), list(cases.values()))
    return links


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
    lock()
    break_lots(facts)
    Fact.objects.filter(pk__in=facts).update(who=[], disparities=[])
    SharedFact.objects.filter(pk__in=facts).update(who=[], disparities=[])
    return sources.delete()[0]


class _Beside:
    """What stands beside some cases, read once: their legs, their victims, who of them is forgotten, the claims."""

    def __init__(self, cases: Mapping[UUID, Case]) -> None:
        self.cases = cases
        self.legs: dict[UUID, list[CaseLeg]] = defaultdict(list)
        for leg in CaseLeg.objects.standing().filter(case__in=cases).order_by("position", "id"):
            self.legs[leg.case_id].append(leg)
        self.victims = victims_of(cases)
        people = dict(CasePerson.objects.filter(case__in=cases).values_list("pk", "case_id"))
        erased = Erasure.objects.filter(pk__in=list(people)).values_list("pk", flat=True)
        self.forgotten = {people[key] for key in erased}
        self.linked = Linked(cases)
        standing = CaseEvent.objects.filter(case__in=cases, kind__in=TELLING, voided_at=None)
        self._first: dict[tuple[UUID, str], UUID] = {}
        for key, case_id, kind in standing.order_by("recorded_at", "pk").values_list("pk", "case_id", "kind"):
            self._first.setdefault((case_id, kind), key)
        self._levels: dict[str, str] = {}
        self._of_heads: set[UUID] = set()
        self._claims: dict[tuple[str, str, tuple[str, ...]], dict[tuple[str, ...], list[Claim]]] = {}

    def is_first(self, event: CaseEvent) -> bool:
        """Tell whether an event is the first of its kind in its case: a later one may count the same people again."""
        return self._first.get((event.case_id, event.kind)) == event.pk

    def level(self, key: str | None) -> str:
        """Return the place at which a fact tells a place."""
        if not key:
            return ""
        if key not in self._levels:
            self._levels[key] = level_of(key)
        return self._levels[key]

    def place_of(self, event: CaseEvent) -> str:
        """Return the place at which an event is told."""
        legs = self.legs[event.case_id] if event.case_id in self.cases else None
        return self.level(event.place_id or found_at(event, legs))

    def way_of(self, case: Case) -> Way | None:
        """Return the way that a case tells."""
        return way_along(case, self.legs[case.pk], self.level)

    def claims(self, state: str, kind: str, places: tuple[str, ...], event_kind: str = "") -> list[Claim]:
        """Return the claims told of one kind in a state between two places, or at one.

        Of an event, those told under any kind of its kin.
        """
        asked = (state, kind, kin_of(event_kind))
        if asked not in self._claims:
            found = Claim.objects.told().filter(home_state=state, kind=kind, event_kind__in=kin_of(event_kind))
            by_places: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
            claims = list(found.select_related("report"))
            self._of_heads.update(claim.pk for claim in told_by_heads(claims))
            for claim in claims:
                ends = (claim.origin_id, claim.destination_id) if kind == "movement" else (claim.place_id,)
                by_places[tuple(self.level(key) for key in ends)].append(claim)
            self._claims[asked] = by_places
        return self._claims[asked].get(places, [])

    def may_be_held_against(self, claim: Claim, readers: Collection[int]) -> bool:
        """Tell whether a claim is held against what some units read: by one of these, or by a head of its place."""
        return claim.home_unit in readers or claim.pk in self._of_heads


def _project(beside: _Beside, events: Sequence[CaseEvent], cases: Sequence[Case]) -> set[bytes]:
    """Bring the facts of events and of the ways of cases to what they now say; returns the links of those that count.

    Of who was forgotten the fact stays as it is, and nothing leads to it any more.
    """
    tellings: list[FactDraft] = []
    gone: dict[str, list[UUID]] = {SOURCE: [], WAY: []}
    fresh_from: dict[bytes, UUID] = {}
    sources = [(SOURCE, event.pk, event.case_id, _of_event(event, beside)) for event in events]
    sources += [(WAY, case.pk, case.pk, _of_way(case, beside)) for case in cases]
    for kind, key, case_id, told in sources:
        if told is None:
            gone[kind].append(key)
            continue
        tellings.append(told)
        if case_id in beside.forgotten:
            fresh_from[told.link] = case_id
    for kind, keys in gone.items():
        if keys:
            withdraw(kind, *keys)
    renew_backing(_claims_beside(events, cases, beside))
    left = fresh_from.keys() - facts_of(list(fresh_from)).keys() if fresh_from else set()
    counted = [told for told in tellings if told.link not in left]
    put_many(counted)
    return {told.link for told in counted}


def _claims_beside(events: Sequence[CaseEvent], cases: Sequence[Case], beside: _Beside) -> list[Claim]:
    """Return the claims that tell the same as events and ways, whether these stand or not."""
    found = [claim for event in events if beside.place_of(event) for claim in _claims_of_event(event, beside)]
    ways = ((case, beside.way_of(case)) for case in cases)
    found += [claim for case, way in ways if way is not None for claim in _claims_of_way(case, way, beside)]
    return list({claim.pk: claim for claim in found}.values())


def _of_event(event: CaseEvent, beside: _Beside) -> FactDraft | None:
    """Return what an event tells, None where it does not count."""
    case, place = event.case, beside.place_of(event)
    if not (place and stands(case) and not event.is_void) or beside.linked.is_told_before(event):
        return None
    same = [event, *beside.linked.beside(event)]
    case_ids = {other.case_id for other in same}
    if any(_counts(claim, case_ids) for each in same for claim in _claims_of_event(each, beside)):
        return None
    legs = found_along(event, beside.legs[case.pk])
    persons = 1 if event.people is None else event.people
    return FactDraft(
        SOURCE,
        event.pk,
        dated=event.occurred,
        otherwise=day_of(event.recorded_at),
        readers=event.readers,
        named=[place],
        columns={
            "kind": "event",
            "event_kind": event.kind,
            "origin": "",
            "via": [],
            "stops": [],
            "destination": "",
            "place": place,
            "persons": event.people,
            "who": told_of(beside.victims[case.pk], event.people) if event.kind in OF_VICTIMS else [],
            "forms": case.forms,
            "lures": case.lures,
            "disparities": case.disparities,
            "modes": list(modes_of(legs)),
            "certainty": "stated",
            "supports": persons if beside.is_first(event) else 0,
        },
    )


def _of_way(case: Case, beside: _Beside) -> FactDraft | None:
    """Return the movement that the legs of a case tell, None where it does not count."""
    way = beside.way_of(case)
    if way is None or not stands(case) or beside.linked.is_way_told_before(case):
        return None
    case_ids = {case.pk, *(each.pk for each in beside.linked.cases_beside(case))}
    if any(_counts(claim, case_ids) for claim in _claims_of_way(case, way, beside)):
        return None
    victims = beside.victims[case.pk]
    people = len(victims) or None if case.people is None else case.people
    return FactDraft(
        WAY,
        case.pk,
        dated=way.dated,
        otherwise=day_of(case.opened_at),
        readers=case.readers,
        named=way.keys,
        columns={
            "kind": "movement",
            "event_kind": "",
            "origin": way.origin,
            "via": list(way.via),
            "stops": list(way.stops),
            "destination": way.destination,
            "place": way.found,
            "persons": people,
            "who": told_of(victims, people),
            "forms": case.forms,
            "lures": case.lures,
            "disparities": case.disparities,
            "modes": list(way.modes),
            "certainty": "hearsay" if way.is_hearsay else "stated",
            "supports": 1 if people is None else people,
        },
    )


def _claims_of_event(event: CaseEvent, beside: _Beside) -> Iterator[Claim]:
    """Give the claims that say the same: kin of kind, place, a date that may be the same, as many people."""
    when = event.occurred or PartialDate.day(day_of(event.recorded_at))
    for claim in beside.claims(event.home_state, "event", (beside.place_of(event),), event.kind):
        if (
            beside.may_be_held_against(claim, event.readers)
            and may_be_as_many(event.people, claim)
            and may_be_at_once(when, claim)
            and not kept_apart(claim, event.case_id, event.pk)
        ):
            yield claim


def _claims_of_way(case: Case, way: Way, beside: _Beside) -> Iterator[Claim]:
    """Give the claims that say the same: where from, whereto, perhaps one day, as many people."""
    when = way.dated or PartialDate.day(day_of(case.opened_at))
    for claim in beside.claims(case.home_state, "movement", (way.origin, way.destination)):
        if (
            beside.may_be_held_against(claim, case.readers)
            and may_be_as_many(case.people, claim)
            and may_be_at_once(when, claim)
            and not kept_apart(claim, case.pk, None)
        ):
            yield claim


def _counts(claim: Claim, same: Collection[UUID]) -> bool:
    """Tell whether a claim counts, rather than the cases that tell the same."""
    return not rests_on(claim, same) and not waits(claim)
