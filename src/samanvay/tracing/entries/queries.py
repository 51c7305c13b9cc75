"""What may be asked of the registers. The rows are those that the actor sees; the database decides which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from samanvay.access.permissions import Permission
from samanvay.access.policies import narrowing
from samanvay.audit.models import Amendment, Event
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Unseen, reason_against

from ..kinds import BODY_PARTS, SIDES, EntryKind
from ..models import Entry, EntryStep, QuestionSheet, Restoration
from ..models.entry import EntryQuerySet
from . import policies
from .ages import GROWN_UP
from .numbers import numbers_meant

PAGE = 25
COUNTED_TO = 1000
OF_A_PLACE = ("", "__district", "__state", "__parent")
Rows = TypeVar("Rows", bound="QuerySet[Any]")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a register is narrowed to; an empty value narrows nothing. ``age`` is "child", "adult" or a year."""

    kind: str = ""
    state: str = ""
    category: str = ""
    sex: str = ""
    age: str = ""
    place: str = ""
    home: str = ""
    language: str = ""
    mark: str = ""
    since: date | None = None
    until: date | None = None
    number: str = ""
    mine: bool = False
    with_void: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of entries and the key of the next, None at the end."""

    entries: list[Entry]
    following: tuple[datetime, UUID] | None


def numbers_of(ids: Iterable[str]) -> dict[str, str]:
    """Return the numbers of entries of the registers by id, for whoever audits: they name nobody."""
    with reading(SYSTEM):
        return {str(key): number for key, number in Entry.objects.filter(pk__in=set(ids)).values_list("pk", "number")}


def entry_or_unseen(actor: Actor, entry_id: UUID, *, lock: bool = False) -> Entry:
    """Return an entry that the actor sees. Raises Unseen, Refused where they read no register at its units.

    ``lock`` keeps others from changing it until the caller's transaction ends.
    """
    entries = Entry.objects.select_related("place__district", "home__district", "owner", "case")
    if lock:
        entries = Entry.objects.select_for_update()
    entry = entries.filter(pk=entry_id).first()
    if entry is None:
        raise Unseen
    policies.may_read_entry(actor, entry)
    return entry


def _begin_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.INDIA)


def readable(actor: Actor, rows: Rows, permission: Permission = Permission.TRACING_READ) -> Rows:
    """Keep the rows of units at which the actor holds a permission; costs nothing where that is all of them."""
    units = narrowing(actor, permission)
    return rows if units is None else rows.filter(readers__overlap=list(units))


def every_mark(kind: str) -> list[str]:
    """Return the codes of a kind of mark on every part and side of the body."""
    return [f"{kind}:{side} {part}".replace(": ", ":") for side in SIDES for part in BODY_PARTS]


def _lies_in(field: str, key: str) -> Q:
    """Return what keeps entries whose place is one, or lies in it."""
    found = Q()
    for way in OF_A_PLACE:
        found |= Q(**{f"{field}{way}_id": key})
    return found


def entries_found(actor: Actor, filters: Filters, permission: Permission = Permission.TRACING_READ) -> EntryQuerySet:
    """Return the entries that the actor reads, by filters, the latest first; ``permission`` may ask for more."""
    found = readable(actor, Entry.objects.all() if filters.with_void else Entry.objects.standing())
    if permission is not Permission.TRACING_READ:
        found = readable(actor, found, permission)
    plain = {name: getattr(filters, name) for name in ("kind", "state", "category", "sex")}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if filters.age == "child":
        # Whoever may be a child is looked for with the children.
        found = found.filter(Q(age_from__isnull=True) | Q(age_from__lt=GROWN_UP))
    elif filters.age == "adult":
        found = found.filter(age_from__gte=GROWN_UP)
    elif filters.age.isdigit():
        found = found.filter(age_from__lte=int(filters.age), age_to__gte=int(filters.age))
    for field in ("place", "home"):
        if key := getattr(filters, field):
            found = found.filter(_lies_in(field, key))
    if filters.language:
        found = found.filter(languages__contains=[filters.language])
    if filters.mark:
        found = found.filter(marks__overlap=every_mark(filters.mark))
    if filters.since:
        found = found.filter(added_at__gte=_begin_of(filters.since))
    if filters.until:
        found = found.filter(added_at__lt=_begin_of(filters.until) + timedelta(days=1))
    if filters.number:
        typed = filters.number.strip()
        found = found.filter(Q(number__in=numbers_meant(typed)) | Q(external__in=(typed, typed.upper())))
    if filters.mine:
        found = found.filter(owner_id=actor.id)
    return found.latest()


def entries_page(
    actor: Actor, filters: Filters, *, after: tuple[datetime, UUID] | None = None, size: int = PAGE
) -> Page:
    """Return a page of entries after a key (added, id), the latest first."""
    policies.may_read_register(actor)
    found = entries_found(actor, filters).select_related("place__district", "home__district", "owner")
    if after is not None:
        added, last = after
        found = found.filter(Q(added_at__lt=added) | Q(added_at=added, id__lt=last), added_at__lte=added)
    rows = list(found[: size + 1])
    page = rows[:size]
    following = (page[-1].added_at, page[-1].id) if len(rows) > size else None
    return Page(page, following)


def capped_count(found: EntryQuerySet) -> int:
    """Return how many there are, counted no further than one above ``COUNTED_TO``."""
    return found.order_by()[: COUNTED_TO + 1].count()


def sought_counts(actor: Actor) -> dict[str, int]:
    """Return how many are sought in each register, as far as the actor reads it, each counted to the cap."""
    policies.may_read_register(actor)
    sought = readable(actor, Entry.objects.sought())
    return {kind.value: capped_count(sought.filter(kind=kind)) for kind in EntryKind}


def party_of(actor: Actor, entry: Entry) -> list[Entry]:
    """Return the others who are missing, were found or were seen together with the person of an entry."""
    policies.may_read_entry(actor, entry)
    if entry.party is None:
        return []
    return list(Entry.objects.filter(party=entry.party).exclude(pk=entry.pk).order_by("number"))


def steps_of(actor: Actor, entry: Entry) -> list[EntryStep]:
    """Return the steps of the search in order of their days."""
    policies.may_read_entry(actor, entry)
    return list(EntryStep.objects.filter(entry=entry).order_by("on", "added_at", "id"))


def sheets_of(actor: Actor, entry: Entry) -> list[QuestionSheet]:
    """Return the answered question sheets of an entry, the latest first."""
    policies.may_read_entry(actor, entry)
    return list(QuestionSheet.objects.filter(entry=entry).order_by("-answered_at", "-id"))


def duties_of(actor: Actor, entry: Entry) -> list[Duty]:
    """Return the duties of an entry that the actor sees: what waits first, then what was done."""
    policies.may_read_entry(actor, entry)
    found = Duty.objects.filter(subject_kind="tracing", subject_id=str(entry.id), dropped_at__isnull=True)
    return sorted(found, key=lambda duty: (duty.done_at is not None, duty.due_at, duty.id))


def amendments_of(actor: Actor, entry: Entry) -> list[Amendment]:
    """Return the corrections of an entry, the latest first."""
    policies.may_read_entry(actor, entry)
    return list(Amendment.objects.filter(target_kind="entry", target_id=entry.id).order_by("-at", "-id"))


def history_of(actor: Actor, entry: Entry, limit: int = 100) -> list[Event]:
    """Return the log's events of an entry, its team and its boxes that the actor may read, the latest first."""
    policies.may_read_entry(actor, entry)
    wanted = Q(subject_kind__in=("tracing", "case"), subject_id=str(entry.id)) | Q(
        subject_kind="person", subject_id=str(entry.subject)
    )
    return list(Event.objects.filter(wanted).order_by("-seq")[:limit])


def history_of_restoration(way: Restoration) -> list[Event]:
    """Return the log's first hundred events of a way home that the one who asks may read, in order."""
    return list(Event.objects.filter(subject_kind="restoration", subject_id=str(way.id)).order_by("seq")[:100])


def found_entry(way: Restoration) -> Entry | None:
    """Return the entry of the person who goes home, where the one who asks reads it."""
    return Entry.objects.filter(pk=way.found_id).first()


def entries_by_id(actor: Actor, ids: list[UUID]) -> dict[UUID, Entry]:
    """Return those of the entries that the actor reads, by id."""
    policies.may_read_register(actor)
    found = readable(actor, Entry.objects.select_related("place__district", "home__district").filter(pk__in=ids))
    return {entry.id: entry for entry in found}


def entries_of_case(actor: Actor, case_id: UUID) -> list[Entry]:
    """Return the entries of a case that the actor reads; none for those who read no register."""
    if reason_against(policies.may_read_register, actor):
        return []
    found = readable(actor, Entry.objects.standing().filter(case=case_id).select_related("place", "home"))
    return list(found.order_by("number"))


def people_of_record(actor: Actor, entry_id: UUID) -> set[UUID]:
    """Return whom documents of an entry may be about: its own person, where the boxes are its own."""
    entry = entry_or_unseen(actor, entry_id)
    return set() if entry.case_person else {entry.subject}
