"""Persons made of a number: who was found is listed one by one, without a name, each for their own time limit."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import eq, itemgetter
from typing import Any

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.sealing import ask_for_two
from samanvay.audit.operations import Operation, operation
from samanvay.kernel import clock
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import MOST_PEOPLE, head_count
from samanvay.recording.fields import recorded
from samanvay.recording.submissions import Captured

from ... import events
from ...fields import PERSON_FIELDS
from ...kinds import ADULT_BANDS, CHILD_BANDS, FOUND, PersonRole, band_of, noun_for
from ...models import Case, CaseEvent, CaseItem, CasePerson
from ...people.two import needs_two

UNKNOWN = "unknown"
Fits = Callable[[tuple[str, str], tuple[str, str]], bool]


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people alike: their part in the case, sex, age as told or guessed, or only grown up or not."""

    count: int
    role: str = PersonRole.VICTIM
    sex: str = UNKNOWN
    age: int | None = None
    age_band: str = UNKNOWN

    @property
    def band(self) -> str:
        return self.age_band if self.age is None else band_of(self.age)


def told_total(kind: str, people: int | None, counted: Sequence[Counted]) -> int | None:
    """Return how many people an event counts, with its groups. Raises Invalid where the two cannot both be right."""
    total = sum(each.count for each in counted)
    if any(each.count < 0 for each in counted):
        raise Invalid("people", _("Give a number of people from 0 to %(n)d.") % {"n": MOST_PEOPLE})
    if total and kind not in FOUND:
        raise Invalid("kind", _("Girls, boys, women and men are counted at a rescue or an interception only."))
    if people is not None and people < total:
        said = _("The groups add up to %(total)d people, but the number given is %(people)d.")
        raise Invalid("people", said % {"total": total, "people": people})
    return head_count("people", people if people is not None else total or None)


def list_found(
    op: Operation, *, by: Actor, event: CaseEvent, counted: Sequence[Counted], people: int, sent: Captured
) -> list[CasePerson]:
    """List ``people`` more persons of a saved event, inside the caller's operation; returns those that are new.

    ``counted`` says what they are, the rest is of unknown sex and age. Who stands in the case and belongs to no event
    of this kind yet is one of them, and is not listed a second time: an interception told again as a rescue, a girl
    who was added by hand.
    """
    case = event.case
    wanted = [replace(group, count=1) for group in counted for _each in range(group.count)]
    wanted += [Counted(1)] * (people - len(wanted))
    victims = CasePerson.objects.filter(case=case, role=PersonRole.VICTIM, voided_at__isnull=True)
    listed = list(victims.select_related("found_in").order_by("added_at", "no"))
    told = CaseEvent.objects.filter(case=case, kind=event.kind, voided_at__isnull=True)
    missing = sum(each.people or 0 for each in told) - len(listed)
    free = [each for each in listed if _is_free(each, event)]
    known = already_listed(wanted, free, spare=len(wanted) - max(missing, 0))
    CasePerson.objects.filter(pk__in=[each.pk for each in known], found_in=None).update(found_in=event)
    return list_people(op, by=by, case=case, counted=wanted, sent=sent, found_in=event)


def _is_free(person: CasePerson, event: CaseEvent) -> bool:
    told = person.found_in
    return told is None or told.is_void or told.kind != event.kind


def already_listed(wanted: list[Counted], free: list[CasePerson], *, spare: int) -> list[CasePerson]:
    """Take out of ``wanted`` at most ``spare`` who are among the ``free``, the surest first; returns whom.

    Looks at each of the ``free`` against the few pairs of sex and age group that are wanted, not against each wanted.
    """
    known: list[CasePerson] = []
    if spare <= 0:
        return known
    places: dict[tuple[str, str], deque[int]] = {}
    for at, each in enumerate(wanted):
        places.setdefault((each.sex, _age_group(each.band)), deque()).append(at)
    taken: set[int] = set()
    steps: tuple[Fits, ...] = (eq, _may_be)
    for fits in steps:
        left = []
        for person in free:
            like = (person.sex, _age_group(person.age_band))
            open_places = [those for alike, those in places.items() if those and fits(like, alike)]
            if len(known) == spare or not open_places:
                left.append(person)
                continue
            taken.add(min(open_places, key=itemgetter(0)).popleft())
            known.append(person)
        free = left
    wanted[:] = [each for at, each in enumerate(wanted) if at not in taken]
    return known


def _age_group(band: str) -> str:
    return "child" if band in CHILD_BANDS else "adult" if band in ADULT_BANDS else UNKNOWN


def _may_be(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two pairs of sex and age group may be the same person's; what is unknown may be any."""
    return all(mine == theirs or UNKNOWN in (mine, theirs) for mine, theirs in zip(one, other, strict=True))


def list_people(
    op: Operation,
    *,
    by: Actor,
    case: Case,
    counted: Sequence[Counted],
    sent: Captured,
    found_in: CaseEvent | None = None,
) -> list[CasePerson]:
    """List people of a case by number, each with an event of their own, inside the caller's operation.

    Any number is written in a few statements. The same submission gives the same persons. Raises Invalid.
    """
    rows = person_rows(op, by=by, case=case, counted=counted, sent=sent, found_in=found_in, known=_numbers_of(case))
    insert_many(CasePerson, rows)
    alike = {(each.sex, each.age_band): each for each in rows}.values()
    if any(needs_two(case, each) for each in alike):
        for item in CaseItem.objects.filter(case=case, person__isnull=True):
            ask_for_two(by=by, subject_id=item.id, needs_two=True, readers=case.readers)
    return rows


def _numbers_of(case: Case) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for noun, no in CasePerson.objects.filter(case=case).values_list("noun", "no"):
        numbers[noun] = max(no, numbers.get(noun, 0))
    return numbers


def person_rows(
    op: Operation,
    *,
    by: Actor,
    case: Case,
    counted: Iterable[Counted],
    sent: Captured,
    found_in: CaseEvent | None = None,
    known: Mapping[str, int] | None = None,
) -> list[CasePerson]:
    """Return persons to save, and tell of each in the operation; ``known`` are the last numbers by noun."""
    numbers, part = dict(known or {}), count()
    now, rows = clock.now(), []
    for group in counted:
        told = {"role": group.role, "sex": group.sex, "age": group.age, "age_band": group.age_band}
        kept = person_columns(told)
        noun = noun_for(group.role, kept["sex"], kept["age_band"])
        for _each in range(group.count):
            numbers[noun] = numbers.get(noun, 0) + 1
            person = CasePerson(
                id=uuid7(), case=case, **kept, noun=noun, no=numbers[noun], found_in=found_in, added_at=now,
                added_by=by.id, **case.ownership(), **sent.part(f"person {next(part)}").columns(),
            )  # fmt: skip
            rows.append(person)
            op.also(events.PERSON_ADDED, ("case", case.id), case.readers, **told_of(person))
    return rows


def person_columns(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a new person; an age decides the band. Raises Invalid."""
    return with_band(recorded(PERSON_FIELDS, told))


def with_band(kept: dict[str, Any]) -> dict[str, Any]:
    """Return columns of a person with the band of the age, where one is said."""
    return kept if kept.get("age") is None else {**kept, "age_band": band_of(kept["age"])}


def told_of(person: CasePerson) -> dict[str, Any]:
    """Return what the log says of a person who was added."""
    return {
        "person": person.id, "role": person.role, "sex": person.sex, "age_band": person.age_band,
        "is_child": person.is_child,
    }  # fmt: skip


def add_people(*, by: Actor, case: Case, counted: Sequence[Counted], sent: Captured) -> list[CasePerson]:
    """List people who were not found: suspects, or who is missing. The caller has asked whether the actor may."""
    with operation(events.PEOPLE_LISTED, by=by, target=("case", case.id), readers=case.readers) as op:
        rows = list_people(op, by=by, case=case, counted=counted, sent=sent)
        op.add(people=len(rows))
        if not rows:
            op.keep_silent()
    return rows
