"""Entries that follow the persons of cases: whoever was rescued, intercepted or reported missing stands in a register.

The machinery makes, corrects and voids them; the boxes stay with the case, so that a name is sealed once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from samanvay.acts.models import Act
from samanvay.acts.states import ActState
from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.cases.kinds import EventKind, LegRole, PersonRole
from samanvay.cases.models import Case, CaseEvent, CaseLeg, CasePerson
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM
from samanvay.kernel.ids import uuid7

from ... import events
from ...kinds import EntryKind
from ...models import Acceptance, Candidate, Entry, EntryStep, Judgement, Restoration
from ...states import EntryState
from ..ages import OLDEST, AgeTold
from ..numbers import next_numbers
from .changing import amend_entry, follow_readers, move_entry, void_entry
from .checks import kept_home
from .telling import Telling, day_of, told_of

FOUND = frozenset({EventKind.RESCUE.value, EventKind.INTERCEPTION.value})
TELLING = frozenset({*FOUND, EventKind.MISSING.value})
YEARS: dict[str, tuple[int, int]] = {
    "under_6": (0, 5), "6_11": (6, 11), "12_15": (12, 15), "16_17": (16, 17), "18_25": (18, 25), "26_40": (26, 40),
    "over_40": (41, OLDEST), "under_18": (0, 17), "adult": (18, OLDEST),
}  # fmt: skip
# As a missing person's entry says where somebody is thought to have gone.
GONE_BY_LURE = {"job": "job", "marriage": "marriage", "online": "acquaintance", "force": "taken"}
RETURNED = "restored"  # the act by which a person comes home
NOT_HOME = "The return to the family is no longer confirmed."
ERASED = "The sealed record of this person was destroyed."


def follow_cases(case_ids: Iterable[UUID]) -> None:
    """Bring the entries of the victims of cases to what the cases now say; nothing is made twice."""
    ids = list(case_ids)
    persons: dict[UUID, list[CasePerson]] = defaultdict(list)
    for person in CasePerson.objects.filter(case__in=ids, role=PersonRole.VICTIM).order_by("added_at", "id"):
        persons[person.case_id].append(person)
    if not persons:
        return
    told: dict[UUID, list[CaseEvent]] = defaultdict(list)
    standing = CaseEvent.objects.filter(case__in=persons, kind__in=TELLING, voided_at=None)
    for event in standing.order_by("recorded_at"):
        told[event.case_id].append(event)
    every = [person.id for some in persons.values() for person in some]
    known: dict[UUID, Entry] = {}
    for found in Entry.objects.filter(Q(case_person__in=every) | Q(joined_person__in=every)).select_related("owner"):
        if key := found.case_person or found.joined_person:
            known[key] = found
    by_hand = set(
        Entry.objects.standing()
        .filter(case__in=ids, case_person=None, joined_person=None)
        .values_list("case_id", "kind")
    )
    new: dict[tuple[int, ...], list[tuple[CasePerson, CaseEvent]]] = defaultdict(list)
    for case in Case.objects.filter(pk__in=persons).select_related("owner"):
        happening = _telling(told[case.id])
        for person in persons[case.id]:
            entry = known.get(person.id)
            stands = not (case.is_void or person.is_void) and happening is not None
            if entry is not None:
                _follow(case, person, entry, happening if stands else None)
            elif stands and happening and (case.id, _register(happening)) not in by_hand:
                person.case = case
                new[case.home_unit, *case.readers].append((person, happening))
    for (home_unit, *_readers), some in new.items():
        _add(home_unit, some)


def _telling(happenings: Sequence[CaseEvent]) -> CaseEvent | None:
    """Return the first event by which the people were found, else the first by which they were missed."""
    found = [each for each in happenings if each.kind in FOUND]
    return next(iter([*found, *(each for each in happenings if each.kind in TELLING)]), None)


def _day(happening: CaseEvent) -> date:
    """Return the day of an event: its own, else that of its recording within what is known of it."""
    recorded = day_of(happening.recorded_at)
    return happening.occurred.nearest(recorded) if happening.occurred else recorded


def follow_returned(event: Event) -> None:
    """Restore the entry of a person whose return to the family its receiver confirmed; take it back with the act."""
    if event.detail.get("code") != RETURNED or event.detail.get("person") is None:
        return
    person = UUID(event.detail["person"])
    acts = Act.objects.filter(person=person, code=RETURNED)
    home = acts.filter(state=ActState.CONFIRMED).order_by("answered_at").first()
    for entry in Entry.objects.filter(Q(case_person=person) | Q(joined_person=person)):
        if entry.is_void:
            continue
        if home is not None:
            _bring_home(entry, day_of(home.counts_at))
        elif entry.state == EntryState.RESTORED and event.detail.get("before") == ActState.CONFIRMED:
            move_entry(by=SYSTEM, entry_id=entry.id, to=EntryState.TRACED, expected=None, reason=NOT_HOME)


def _bring_home(entry: Entry, on: date) -> None:
    for state, following in ((EntryState.OPEN, EntryState.TRACED), (EntryState.TRACED, EntryState.RESTORED)):
        entry.refresh_from_db(fields=["state", "version"])
        if entry.state == state:
            move_entry(by=SYSTEM, entry_id=entry.id, to=following, expected=None, on=on)


def _register(happening: CaseEvent) -> str:
    return EntryKind.FOUND if happening.kind in FOUND else EntryKind.MISSING


def _age(person: CasePerson) -> AgeTold | None:
    if person.age is not None:
        return AgeTold(person.age, person.age, is_guessed=True)
    lowest, highest = YEARS.get(person.age_band, (None, None))
    return None if lowest is None or highest is None else AgeTold(lowest, highest)


def _add(home_unit: int, some: Sequence[tuple[CasePerson, CaseEvent]]) -> None:
    """Make the entries of persons of cases of one unit with the same readers, in one operation."""
    unit = directory.unit_of(home_unit)
    now, year = clock.now(), clock.today().year
    homes = _homes({person.case_id for person, _happening in some})
    with operation(events.ENTRY_ADDED, by=SYSTEM) as op:
        numbers = {
            kind: iter(next_numbers(unit, kind, year, sum(_register(h) == kind for _p, h in some)))
            for kind in {_register(happening) for _person, happening in some}
        }
        parties: dict[UUID, UUID] = {}
        counts: dict[UUID, int] = defaultdict(int)
        for person, _happening in some:
            counts[person.case_id] += 1
        rows, telling = [], Telling()
        for person, happening in some:
            kind, case, age = _register(happening), person.case, _age(person)
            gone = next((GONE_BY_LURE[lure] for lure in case.lures if lure in GONE_BY_LURE), "")
            row = Entry(
                id=uuid7(),
                number=next(numbers[kind]),
                kind=kind,
                category="rescued" if kind == EntryKind.FOUND else "",
                noun=person.noun,
                sex=person.sex,
                age_from=age.lowest if age else None,
                age_to=age.highest if age else None,
                age_is_guessed=bool(age and age.is_guessed),
                place_id=happening.place_id,
                home_id=homes.get(case.id),
                gone_for=gone if kind == EntryKind.MISSING else "",
                told_by="police",
                party=parties.setdefault(case.id, uuid7()) if counts[case.id] > 1 else None,
                case=case,
                case_person=person.id,
                owner=case.owner,
                state_since=now,
                added_at=now,
                added_by=SYSTEM.id,
                **case.ownership(),
            )
            row.happened = happening.occurred
            rows.append(row)
            op.also(
                events.ENTRY_ADDED, ("tracing", row.id), case.readers,
                number=row.number, register=kind, is_child=row.is_child, place=row.place_id, case=case.id,
                told=telling.of(row),
            )  # fmt: skip
        insert_many(Entry, rows)
        op.about("register", unit.audience, some[0][0].case.readers)
        op.add(entries=len(rows), follows="case")


def _homes(case_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return where the people of cases were taken from, as far as it is told, by case."""
    homes: dict[UUID, str] = {}
    legs = CaseLeg.objects.standing().filter(case__in=list(case_ids), role=LegRole.SOURCE)
    for leg in legs.order_by("position", "id").select_related("place"):
        if leg.case_id not in homes and (home := kept_home(SYSTEM, leg.place_id)):
            homes[leg.case_id] = home.key
    return homes


def _follow(case: Case, person: CasePerson, entry: Entry, happening: CaseEvent | None) -> None:
    is_made = entry.case_person == person.id
    if entry.is_void:
        return
    if happening is None:
        if is_made:
            reason = person.void_reason or case.void_reason or "The event was voided."
            void_entry(by=SYSTEM, entry_id=entry.id, reason=reason)
        return
    if happening.kind in FOUND and entry.is_missing and entry.state == EntryState.OPEN:
        on = _day(happening)
        move_entry(by=SYSTEM, entry_id=entry.id, to=EntryState.TRACED, expected=None, on=on)
    if not is_made:
        return
    if entry.owner_id != case.owner_id:
        with operation(events.ENTRY_AMENDED, by=SYSTEM, target=("tracing", entry.id), readers=entry.readers) as op:
            entry.revise(expected=None, changes={"owner": case.owner})
            op.add(fields=["owner"], told=told_of(entry))
    age = _age(person)
    told = (age.lowest, age.highest) if age else (None, None)
    if (entry.sex, entry.age_from, entry.age_to) != (person.sex, *told) and entry.state != EntryState.CLOSED:
        entry.refresh_from_db(fields=["version"])
        changes = {"sex": person.sex, "age": age}
        reason = "Follows the person's entry in the case."
        amend_entry(by=SYSTEM, entry_id=entry.id, reason=reason, expected=entry.version, changes=changes)


def follow_shared_case(event: Event) -> None:
    """Give the entries of a case's persons the readers that the case now has."""
    case = Case.objects.filter(pk=event.subject_id).first()
    if case is None:
        return
    for entry in Entry.objects.filter(case=case, case_person__isnull=False).exclude(readers=case.readers):
        before = list(entry.readers)
        with operation(events.ENTRY_SHARED, by=SYSTEM, target=("tracing", entry.id), readers=case.readers) as op:
            entry.revise(expected=None, changes={"readers": list(case.readers)})
            follow_readers(by=SYSTEM, entry=entry, before=before, after=list(case.readers))
            op.add(told=told_of(entry))
            op.add(added=[audience for audience in case.readers if audience not in before])


def close_erased(event: Event) -> None:
    """End the search for a person whose sealed record was destroyed, and take away what was written of them."""
    subject = UUID(event.subject_id)
    for entry in Entry.objects.filter(Q(pk=subject, case_person=None) | Q(case_person=subject)):
        with operation(events.ENTRY_MOVED, by=SYSTEM, target=("tracing", entry.id), readers=entry.readers) as op:
            op.add(before=entry.state, to=EntryState.CLOSED, erased=True, on=clock.today(), told=told_of(entry))
            entry.revise(
                expected=None,
                changes={
                    "state": EntryState.CLOSED,
                    "state_since": clock.now(),
                    **dict.fromkeys(("note", "happened_said", "external"), ""),
                },
            )
            EntryStep.objects.filter(entry=entry).update(note="", reference="")
            Restoration.objects.filter(found=entry).update(home_words="")
            Candidate.objects.filter(Q(left=entry) | Q(right=entry)).update(verified_words="")
            for model in (Judgement, Acceptance):
                said = model._default_manager.filter(Q(candidate__left=entry) | Q(candidate__right=entry))
                said.update(reason="")
