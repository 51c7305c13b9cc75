"""Two cases that may tell of one happening: which they are, who is asked, as much of each as an actor may know.

Alike are events of two cases of one kin of kinds, in one district, within three days, as for readings (:mod:`.same`).
The system looks when a case is recorded or changed. Asked is a unit that sees both cases: the one that recorded the
later, that of the earlier, the nearest above. Where no unit sees both, the AHTU of the district is asked, or the
state's desk where one of the two is its own: they see the facts of the district at once in any case, and learn of a
case that they do not see no more than a fact says. The unit that recorded a case learns nothing by recording it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.cases.kinds import TELLING
from samanvay.cases.models import Case, CaseEvent
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import FIRST_UNIT_AUDIENCE, SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as
from samanvay.kernel.refusals import Unseen

from ..models import CasePair
from .candidates import events_alike, numbers_of
from .of_cases import Telling, tellings_of

AHTU = "ahtu"
ASKED_BACK = timedelta(days=60)  # a register of past years is taken in without a question for every week of it
AMENDING = [code for code, role in BY_CODE.items() if Permission.CASE_AMEND in role.permissions]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two cases, as much of it as the actor may know: ``number``, ``case``, ``occurred`` where they see it."""

    kind: str
    people: int | None
    number: str = ""
    case: UUID | None = None
    occurred: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """Which unit is asked of two cases, by its audience, and who reads the question."""

    unit: int
    readers: Sequence[int]


def recent(case_ids: Iterable[UUID]) -> list[UUID]:
    """Return those of the cases that tell of something that happened lately or that stand in a pair. For the system."""
    keys = list(case_ids)
    since = clock.today() - ASKED_BACK
    lately = Q(occurred_latest__gte=since) | Q(occurred_latest__isnull=True, recorded_at__date__gte=since)
    told = set(CaseEvent.objects.filter(lately, case__in=keys, kind__in=TELLING).values_list("case_id", flat=True))
    for pair in CasePair.objects.filter(Q(first_case__in=keys) | Q(second_case__in=keys)):
        told |= {pair.first_case, pair.second_case}
    return [key for key in keys if key in told]


def fresh_pairs(case: Case) -> Iterator[CasePair]:
    """Give the pairs, not kept yet, in which an event of a case stands beside one of another case. For the system."""
    since = clock.today() - ASKED_BACK
    for telling in tellings_of(case):
        if telling.event is None or telling.span[1] < since:
            continue
        alike = events_alike(telling.kind, telling.places[0], telling.span, telling.home_state)
        for other in alike.exclude(case=case.pk).select_related("case"):
            pair = _pair(case, telling, other)
            if pair is not None:
                yield pair


def _pair(case: Case, telling: Telling, other: CaseEvent) -> CasePair | None:
    own = CaseEvent.objects.get(pk=telling.event)  # type: ignore[misc]  # None finds none
    known = Q(first_event=own.pk, second_event=other.pk) | Q(first_event=other.pk, second_event=own.pk)
    if CasePair.objects.filter(known).exists():
        return None
    is_first = (own.recorded_at, own.pk) < (other.recorded_at, other.pk)
    first, second = (own, other) if is_first else (other, own)
    one, two = (case, other.case) if is_first else (other.case, case)
    asked = asked_of(one, two, telling.places[0])
    if asked is None:
        return None
    return CasePair(
        first_case=one.pk,
        first_event=first.pk,
        second_case=two.pk,
        second_event=second.pk,
        district=telling.places[0],
        readers=list(asked.readers),
        home_unit=asked.unit,
        home_state=case.home_state,
    )


def readers_of_both(first: Case, second: Case) -> list[int]:
    """Return the units that see both cases."""
    return [each for each in second.readers if each >= FIRST_UNIT_AUDIENCE and each in first.readers]


def asked_of(first: Case, second: Case, district: str) -> AskedUnit | None:
    """Return who is asked whether two cases are one happening; None where nobody could be."""
    both = readers_of_both(first, second)
    line = [second.home_unit, first.home_unit, *directory.readers_for(second.home_unit), *both]
    for unit in dict.fromkeys(line):
        if unit in both and role_at(unit):
            return AskedUnit(unit, [SYSTEM_AUDIENCE, *both])
    homes = (first.home_unit, second.home_unit)
    beside = (directory.district_unit(district, AHTU), directory.desk_of(second.home_state))
    others = [unit.audience for unit in beside if unit is not None and unit.audience not in homes]
    found = next((each for each in others if role_at(each)), others[-1] if others else None)
    return None if found is None else AskedUnit(found, [SYSTEM_AUDIENCE, found])


def role_at(unit: int) -> str:
    """Return the role by which somebody at a unit amends cases today, empty where nobody does."""
    held = Grant.objects.filter(audience=unit, role__in=AMENDING, user__is_active=True).in_force(clock.today())
    return held.order_by("since", "id").values_list("role", flat=True).first() or ""


def pairs_of(case: Case) -> QuerySet[CasePair]:
    """Return the pairs, of those that the actor reads, in which a case stands."""
    return CasePair.objects.filter(Q(first_case=case.pk) | Q(second_case=case.pk)).order_by("id")


def pair_or_unseen(key: UUID) -> CasePair:
    """Return a pair that the actor reads. Raises Unseen."""
    pair = CasePair.objects.filter(pk=key).first()
    if pair is None:
        raise Unseen
    return pair


def stands(pair: CasePair) -> bool:
    """Tell whether both cases still tell what they told, so that there is something to ask."""
    with acting_as(SYSTEM):
        events = CaseEvent.objects.filter(
            pk__in=(pair.first_event, pair.second_event), voided_at__isnull=True, case__voided_at__isnull=True
        )
        return events.count() > 1


def is_open(pair: CasePair) -> bool:
    """Tell whether a pair waits for an answer."""
    return not pair.answer and stands(pair)


def sides_of(actor: Actor, pair: CasePair) -> tuple[Side, Side]:
    """Return the two cases, the earlier first, as much of each as the actor may know."""
    seen = numbers_of(actor, [pair.first_case, pair.second_case])
    with acting_as(SYSTEM):
        events = CaseEvent.objects.in_bulk([pair.first_event, pair.second_event])
    first, second = (
        Side(event.kind, event.people, seen[event.case_id], event.case_id, event.occurred)
        if event.case_id in seen
        else Side(event.kind, event.people)
        for event in (events[pair.first_event], events[pair.second_event])
    )
    return first, second
