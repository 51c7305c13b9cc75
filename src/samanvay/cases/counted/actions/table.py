"""All people of a case in one table: sex and age corrected, and told who went with which hand-over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, plain_text
from samanvay.recording.fields import columns

from ... import events, policies
from ...fields import PERSON_FIELDS
from ...kinds import EventKind
from ...models import Case, CaseDeparture, CaseEvent, CasePerson
from ...people.two import follow_rule_of_two
from ...queries import case_or_unseen
from .listing import with_band

LONGEST_WORD = 200


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of a person, as it was seen in a version; ``handed_in`` is a hand-over of the case."""

    person: UUID
    version: int
    sex: str
    age: int | None
    age_band: str
    handed_in: UUID | None = None
    not_handed: str = ""


def correct_people(*, by: Actor, case_id: UUID, rows: Sequence[Row], reason: str) -> Case:
    """Correct the people of a table at once, all or none; a row that says what stands changes nothing.

    Where some are marked as handed over, whoever is left out needs a word on where they are. A field at fault is named
    by the person's key and its own name. Raises Unseen, Refused, Stale, Invalid.
    """
    with operation(events.PEOPLE_HANDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_amend_case(by, case)
        found = {each.id: each for each in CasePerson.objects.filter(case=case, voided_at__isnull=True)}
        handed = {each.id: each for each in handovers_of(case)}
        _refuse_unknown(rows, found, handed)
        _refuse_silence(case, rows, found)
        changed = [_kept(by, found[row.person], row, handed, reason) for row in rows]
        op.about("case", case.id, case.readers)
        told = [person.id for person, fields in changed if {"handed_in", "not_handed"} & fields]
        op.add(people=told)
        for person, fields in changed:
            if said := sorted(fields - {"handed_in", "not_handed"}):
                op.also(events.PERSON_AMENDED, ("case", case.id), case.readers, person=person.id, fields=said)
        if not any(fields for _person, fields in changed):
            raise Invalid("reason", _("Nothing in the table was changed."))
        follow_rule_of_two(by=by, case=case)
    return case


def handovers_of(case: Case) -> list[CaseEvent]:
    """Return the standing hand-overs of a case, as they were recorded."""
    found = CaseEvent.objects.filter(case=case, kind=EventKind.HANDOVER, voided_at__isnull=True)
    return list(found.order_by("recorded_at", "id"))


def _refuse_unknown(rows: Sequence[Row], found: Mapping[UUID, CasePerson], handed: Mapping[UUID, CaseEvent]) -> None:
    for row in rows:
        if row.person not in found:
            raise Invalid("reason", _("Somebody in the table is no longer in the case. Load the page again."))
        if row.handed_in is not None and row.handed_in not in handed:
            raise Invalid(f"{row.person}:handed_in", _("Choose from the list."))


def _refuse_silence(case: Case, rows: Sequence[Row], found: Mapping[UUID, CasePerson]) -> None:
    """Refuse a person of whom it is left open where they are, while others are marked as handed over."""
    if all(row.handed_in is None for row in rows):
        return
    gone = set(CaseDeparture.objects.standing().filter(case=case).values_list("person", flat=True))
    for row in rows:
        if row.handed_in is None and not row.not_handed.strip() and row.person not in gone:
            said = _("%(label)s was not handed over with the others: write where this person is.")
            raise Invalid(f"{row.person}:not_handed", said % {"label": found[row.person].label})


def _kept(
    by: Actor, person: CasePerson, row: Row, handed: Mapping[UUID, CaseEvent], reason: str
) -> tuple[CasePerson, set[str]]:
    known = {"sex": row.sex, "age_band": row.age_band, "age": row.age}
    word = "" if row.handed_in else plain_text(f"{row.person}:not_handed", row.not_handed, longest=LONGEST_WORD)
    changes = {
        **with_band(columns(PERSON_FIELDS, known)),
        "handed_in": handed[row.handed_in] if row.handed_in else None,
        "not_handed": word,
    }
    if all(getattr(person, name) == value for name, value in changes.items()):
        return person, set()
    amended = amend(person, by=by, reason=good_reason(reason), expected=row.version, changes=changes)
    return person, {each.field for each in amended}
