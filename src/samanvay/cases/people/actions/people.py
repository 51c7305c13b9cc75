"""Persons of a case: added without a name, named only inside sealed boxes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from samanvay.access.boxes.actions.glass import break_glass
from samanvay.access.boxes.actions.sealing import ask_for_two, seal
from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box, GlassBreak
from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM_AUDIENCE, Actor, reading
from samanvay.recording.checks import good_reason
from samanvay.recording.fields import columns
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events, policies
from ...counted.actions.listing import person_columns, told_of, with_band
from ...counted.actions.recounting import take_place
from ...fields import PERSON_FIELDS
from ...kinds import noun_for
from ...models import CaseItem, CasePerson
from ...queries import case_or_unseen, person_or_unseen
from ..two import follow_rule_of_two, needs_two

WELFARE_SIDE = frozenset({"welfare", "health"})


def add_person(
    *,
    by: Actor,
    case_id: UUID,
    role: str,
    sealed: Mapping[str, Mapping[str, str]] | None = None,
    captured: Captured | None = None,
    **told: Any,
) -> CasePerson:
    """Add a person to a case and seal what is told of them, by field group.

    The label ("Girl 1") is given by the server; a victim stands for one of those listed by a bare number, if any.
    ``told`` are the other fields of a person (``PERSON_FIELDS``) by name; ``age`` decides the band where it is said.
    Raises Unseen, Refused, Invalid (an Aadhaar number in any field among them).
    """
    sent = captured_or_new(captured)
    kept = person_columns({"role": role, **told})
    with operation(events.PERSON_ADDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_add_person(by, case)
        if known := once(op, CasePerson, sent.submission_id, added_by=by.id):
            return known
        noun = noun_for(role, kept["sex"], kept["age_band"])
        person = CasePerson.objects.create(
            case=case,
            **kept,
            noun=noun,
            no=CasePerson.objects.filter(case=case, noun=noun).count() + 1,
            added_at=clock.now(),
            added_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        for group, values in (sealed or {}).items():
            if any(value.strip() for value in values.values()):
                seal_person(by=by, person_id=person.id, group=Group(group), values=values)
        op.about("case", case.id, case.readers)
        op.add(**told_of(person))
        take_place(op, by=by, person=person)
        if needs_two(case, person):
            for item in CaseItem.objects.filter(case=case, person__isnull=True):
                ask_for_two(by=by, subject_id=item.id, needs_two=True, readers=case.readers)
    return person


def seal_person(*, by: Actor, person_id: UUID, group: Group, values: Mapping[str, str]) -> Box:
    """Seal a field group of a person, for the team. Counselling notes stay with the unit of the one who counsels."""
    with reading(by):
        person = person_or_unseen(by, person_id)
        case = person.case
        policies.may_seal(by, case)
        readers, home = list(person.readers), case.home_unit
        if group is Group.COUNSELLING:
            own = next((held.audience for held in by.grants if held.compartment in WELFARE_SIDE), None)
            if own is not None:
                readers, home = directory.readers_for(own), own
        return seal(
            by=by,
            record_id=case.id,
            subject_id=person.id,
            group=group,
            values=values,
            readers=readers,
            home_unit=home,
            home_state=case.home_state,
            needs_two=needs_two(case, person),
        )


def break_case_glass(*, by: Actor, box_id: UUID, reason: str) -> GlassBreak:
    """Break the glass on a box of a case: the owner is told, units from the case's own upwards may agree."""
    with reading(by):
        box = Box.objects.filter(pk=box_id).first()
        case = case_or_unseen(by, box.record_id if box else box_id)
        approvers = [audience for audience in directory.readers_for(case.home_unit) if audience != SYSTEM_AUDIENCE]
        return break_glass(by=by, box_id=box_id, reason=reason, owner=case.owner_id, approvers=approvers)


def amend_person(
    *,
    by: Actor,
    person_id: UUID,
    reason: str,
    expected: int,
    **changes: Any,
) -> CasePerson:
    """Correct what is known of a person outside the boxes; the label stays, since papers carry it.

    ``changes`` are fields of a person (``PERSON_FIELDS``) by name; what is None stays as it is.
    """
    with operation(events.PERSON_AMENDED, by=by) as op:
        person = person_or_unseen(by, person_id)
        policies.may_amend_case(by, person.case)
        said = {name: value for name, value in changes.items() if value is not None}
        kept = with_band(columns([field for field in PERSON_FIELDS if field.is_amended], said))
        amended = amend(person, by=by, reason=reason, expected=expected, changes=kept)
        op.about("case", person.case_id, person.readers)
        op.add(person=person.id, fields=[each.field for each in amended])
        if not amended:
            op.keep_silent()
        follow_rule_of_two(by=by, case=person.case)
    return person


def void_person(*, by: Actor, person_id: UUID, reason: str) -> CasePerson:
    """Void the entry of a person who was added by mistake; it stays visible as void, with the reason."""
    words = good_reason(reason)
    with operation(events.PERSON_VOIDED, by=by) as op:
        person = person_or_unseen(by, person_id)
        policies.may_amend_case(by, person.case)
        op.about("case", person.case_id, person.readers)
        op.add(person=person.id, role=person.role)
        if person.is_void:
            op.keep_silent()
            return person
        person.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
    return person
