"""What may be asked about cases. The rows are those that the actor sees; the database decides which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField
from django.db.models.functions import Cast

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, narrowing
from samanvay.audit.models import Amendment, Event
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Unseen
from samanvay.law.entries import Entry
from samanvay.law.models import LawEntry

from . import policies
from .models import Case, CaseDeparture, CaseEvent, CaseItem, CaseLeg, CasePerson, CaseProvision, Recount
from .models.case import CaseQuerySet
from .numbers import numbers_meant
from .tasks import BEFORE_CWC

PAGE = 25
COUNTED_TO = 1000
Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of cases is narrowed to; an empty value narrows nothing."""

    stage: str = ""
    form: str = ""
    lure: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""
    with_void: bool = False
    due_before_cwc: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cases and the key of the next, None at the end."""

    cases: list[Case]
    following: tuple[datetime, UUID] | None


def numbers_of(ids: Iterable[str]) -> dict[str, str]:
    """Return the numbers of cases by id, for whoever audits: they name nobody."""
    with reading(SYSTEM):
        return {str(key): number for key, number in Case.objects.filter(pk__in=set(ids)).values_list("pk", "number")}


def case_or_unseen(actor: Actor, case_id: UUID, *, lock: bool = False) -> Case:
    """Return a case that the actor sees. Raises Unseen, Refused where they read no case at any of its units.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    cases = Case.objects.select_related("place__district", "owner")
    if lock:
        cases = Case.objects.select_for_update()
    case = cases.filter(pk=case_id).first()
    if case is None:
        raise Unseen
    policies.may_read_case(actor, case)
    return case


def person_or_unseen(actor: Actor, person_id: UUID) -> CasePerson:
    """Return a person of a case that the actor sees. Raises Unseen, Refused."""
    person = CasePerson.objects.select_related("case").filter(pk=person_id).first()
    if person is None:
        raise Unseen
    policies.may_read_case(actor, person)
    return person


def event_or_unseen(actor: Actor, event_id: UUID) -> CaseEvent:
    """Return an event of a case that the actor sees. Raises Unseen, Refused."""
    event = CaseEvent.objects.select_related("case").filter(pk=event_id).first()
    if event is None:
        raise Unseen
    policies.may_read_case(actor, event)
    return event


def departure_or_unseen(actor: Actor, departure_id: UUID) -> CaseDeparture:
    """Return that a person of a case of the actor's sight left. Raises Unseen, Refused."""
    departure = CaseDeparture.objects.select_related("case", "person").filter(pk=departure_id).first()
    if departure is None:
        raise Unseen
    policies.may_read_case(actor, departure)
    return departure


def recount_or_unseen(actor: Actor, recount_id: UUID) -> Recount:
    """Return a lower number that waited for a unit, in a case of the actor's sight. Raises Unseen, Refused."""
    recount = Recount.objects.select_related("case", "event").filter(pk=recount_id).first()
    if recount is None:
        raise Unseen
    policies.may_read_case(actor, recount)
    return recount


def leg_or_unseen(actor: Actor, leg_id: UUID) -> CaseLeg:
    """Return a leg of a case that the actor sees. Raises Unseen, Refused."""
    leg = CaseLeg.objects.select_related("case", "place").filter(pk=leg_id).first()
    if leg is None:
        raise Unseen
    policies.may_read_case(actor, leg)
    return leg


def item_or_unseen(actor: Actor, item_id: UUID) -> CaseItem:
    """Return a thing of a case that the actor sees. Raises Unseen, Refused."""
    item = CaseItem.objects.select_related("case", "person").filter(pk=item_id).first()
    if item is None:
        raise Unseen
    policies.may_read_case(actor, item)
    return item


def provision_or_unseen(actor: Actor, provision_id: UUID) -> CaseProvision:
    """Return a provision that a case of the actor's sight cites. Raises Unseen, Refused."""
    provision = CaseProvision.objects.select_related("case", "entry").filter(pk=provision_id).first()
    if provision is None:
        raise Unseen
    policies.may_read_case(actor, provision)
    return provision


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.INDIA)


def _readable(actor: Actor, rows: Rows, permission: Permission = Permission.CASE_READ) -> Rows:
    """Keep the rows of units at which the actor holds a permission; costs nothing where that is all of them."""
    units = narrowing(actor, permission)
    return rows if units is None else rows.filter(readers__overlap=list(units))


def cases_found(actor: Actor, filters: Filters, permission: Permission = Permission.CASE_READ) -> CaseQuerySet:
    """Return the cases that the actor reads, by filters, the latest first; ``permission`` may ask for more."""
    found = _readable(actor, Case.objects.all() if filters.with_void else Case.objects.standing())
    if permission is not Permission.CASE_READ:
        found = _readable(actor, found, permission)
    if filters.stage:
        found = found.filter(stage=filters.stage)
    if filters.form:
        found = found.filter(forms__contains=[filters.form])
    if filters.lure:
        found = found.filter(lures__contains=[filters.lure])
    if filters.due_before_cwc:
        waiting = Duty.objects.waiting().filter(kind=BEFORE_CWC.code, subject_kind="case")
        found = found.filter(pk__in=waiting.values(case=Cast("subject_id", UUIDField())))
    if filters.place:
        found = found.filter(
            Q(place_id=filters.place)
            | Q(place__district_id=filters.place)
            | Q(place__state_id=filters.place)
            | Q(place__parent_id=filters.place)
        )
    if filters.since:
        found = found.filter(opened_at__gte=_begin_of(filters.since))
    if filters.until:
        found = found.filter(opened_at__lt=_begin_of(filters.until) + timedelta(days=1))
    if filters.number:
        found = found.filter(number__in=numbers_meant(filters.number))
    return found.newest_first()


def cases_page(actor: Actor, filters: Filters, *, after: tuple[datetime, UUID] | None = None, size: int = PAGE) -> Page:
    """Return a page of cases after a key (opened, id), the latest first."""
    policies.may_read_cases(actor)
    found = cases_found(actor, filters).select_related("place__district", "owner")
    if after is not None:
        opened, last = after
        found = found.filter(Q(opened_at__lt=opened) | Q(opened_at=opened, id__lt=last), opened_at__lte=opened)
    rows = list(found[: size + 1])
    page = rows[:size]
    following = (page[-1].opened_at, page[-1].id) if len(rows) > size else None
    return Page(page, following)


def capped_count(found: CaseQuerySet) -> int:
    """Return how many there are, counted no further than one above ``COUNTED_TO``."""
    return found.order_by()[: COUNTED_TO + 1].count()


def latest_cases(actor: Actor, limit: int = 50) -> list[Case]:
    """Return the latest standing cases."""
    policies.may_read_cases(actor)
    standing = _readable(actor, Case.objects.standing())
    return list(standing.select_related("place__district", "owner").newest_first()[:limit])


def persons_of(actor: Actor, case: Case) -> list[CasePerson]:
    """Return the persons of a case: victims, then the others, as they came."""
    policies.may_read_case(actor, case)
    order = {"victim": 0, "witness": 1, "informant": 2, "accused": 3}
    return sorted(CasePerson.objects.filter(case=case), key=lambda person: (order[person.role], person.added_at))


def events_of(actor: Actor, case: Case) -> list[CaseEvent]:
    """Return what happened in a case in order of time; what has no date comes last, as it was recorded."""
    policies.may_read_case(actor, case)
    rows = CaseEvent.objects.filter(case=case).select_related("place", "place__district")
    unknown = (None, date.min)
    return sorted(
        rows,
        key=lambda row: (
            date.max if row.occurred_earliest in unknown else row.occurred_earliest,
            row.recorded_at,
        ),
    )


def departures_of(actor: Actor, case: Case) -> list[CaseDeparture]:
    """Return who left the care of those in a case, as it was told, void entries too."""
    policies.may_read_case(actor, case)
    return list(CaseDeparture.objects.filter(case=case).select_related("person").order_by("recorded_at", "id"))


def recounts_waiting(actor: Actor, case: Case) -> list[Recount]:
    """Return the lower numbers of a case that wait for the unit that took the people over."""
    policies.may_read_case(actor, case)
    return list(Recount.objects.waiting().filter(case=case).select_related("event").order_by("asked_at"))


def legs_of(actor: Actor, case: Case) -> list[CaseLeg]:
    """Return the way of the people of a case in its order, void places last."""
    policies.may_read_case(actor, case)
    return sorted(CaseLeg.objects.filter(case=case).in_order(), key=lambda leg: leg.is_void)


def ways_of(actor: Actor, cases: list[Case]) -> dict[UUID, list[CaseLeg]]:
    """Return the standing legs of several cases in their order, by case."""
    policies.may_read_cases(actor)
    found: dict[UUID, list[CaseLeg]] = {}
    for leg in CaseLeg.objects.standing().filter(case__in=[case.id for case in cases]).order_by("position", "id"):
        found.setdefault(leg.case_id, []).append(leg)
    return found


def items_of(actor: Actor, case: Case) -> list[CaseItem]:
    """Return the things found in a case as they were recorded, void entries last."""
    policies.may_read_case(actor, case)
    found = CaseItem.objects.filter(case=case).select_related("person", "origin", "destination")
    return sorted(found, key=lambda item: (item.is_void, item.recorded_at, item.id))


def provisions_of(actor: Actor, case: Case) -> list[CaseProvision]:
    """Return the provisions that a case cites as they were recorded, void ones last."""
    policies.may_read_case(actor, case)
    found = CaseProvision.objects.filter(case=case).select_related("entry")
    return sorted(found, key=lambda each: (each.is_void, each.recorded_at, each.id))


def days_deciding(case: Case, text: Entry) -> tuple[date, date] | None:
    """Return the first and the last day that may decide which provision holds for a case, None where none is known.

    Of what punishes the day of the offence; of procedure the day on which the case was opened, as the nearest to that
    on which the investigation began.
    """
    if text.dated_by == "proceeding":
        opened = case.opened_at.astimezone(clock.INDIA).date()
        return opened, opened
    return (case.occurred.earliest, case.occurred.latest) if case.occurred else None


def cases_citing(actor: Actor, entry: LawEntry) -> int:
    """Return in how many standing cases of the actor's sight an entry of the law is cited; none for who reads none."""
    if not holds(actor, Permission.CASE_READ):
        return 0
    cited = CaseProvision.objects.standing().filter(entry=entry, case__voided_at__isnull=True)
    return _readable(actor, cited).count()


def duties_of(actor: Actor, case: Case) -> list[Duty]:
    """Return the duties of a case that the actor sees: what waits first, then what was done."""
    policies.may_read_case(actor, case)
    found = Duty.objects.filter(subject_kind="case", subject_id=str(case.id), dropped_at__isnull=True)
    return sorted(found, key=lambda duty: (duty.done_at is not None, duty.due_at, duty.id))


def items_by_id(actor: Actor, ids: list[UUID]) -> dict[UUID, CaseItem]:
    """Return those of the things that the actor sees, by id."""
    policies.may_read_cases(actor)
    return {item.id: item for item in _readable(actor, CaseItem.objects.filter(pk__in=ids))}


def amendments_of(actor: Actor, case: Case) -> list[Amendment]:
    """Return the corrections of a case, its persons, events, way and things, the latest first."""
    policies.may_read_case(actor, case)
    wanted = Q(target_kind="case", target_id=case.id)
    for model in (CasePerson, CaseEvent, CaseLeg, CaseItem):
        wanted |= Q(target_kind=model._meta.model_name, target_id__in=model.objects.filter(case=case).values("id"))
    return list(Amendment.objects.filter(wanted).order_by("-at", "-id"))


def history_of(actor: Actor, case: Case, limit: int = 100) -> list[Event]:
    """Return the log's events of a case, its persons and things that the actor may read, the latest first."""
    policies.may_read_case(actor, case)
    sealed = [
        str(each)
        for model in (CasePerson, CaseItem)
        for each in model.objects.filter(case=case).values_list("id", flat=True)
    ]
    wanted = Q(subject_kind="case", subject_id=str(case.id)) | Q(subject_kind="person", subject_id__in=sealed)
    return list(Event.objects.filter(wanted).order_by("-seq")[:limit])


def cases_by_id(actor: Actor, ids: list[UUID]) -> dict[UUID, Case]:
    """Return those of the cases that the actor sees, by id."""
    policies.may_read_cases(actor)
    cases = _readable(actor, Case.objects.select_related("place__district").filter(pk__in=ids))
    return {case.id: case for case in cases}


def persons_by_id(actor: Actor, ids: list[UUID]) -> dict[UUID, CasePerson]:
    """Return those of the persons that the actor sees, by id."""
    policies.may_read_cases(actor)
    return {person.id: person for person in _readable(actor, CasePerson.objects.filter(pk__in=ids))}


def people_of_record(actor: Actor, case_id: UUID) -> set[UUID]:
    """Return the persons of a case that stand, for documents about them. Raises Unseen, Refused."""
    case = case_or_unseen(actor, case_id)
    return set(CasePerson.objects.filter(case=case, voided_at__isnull=True).values_list("pk", flat=True))
