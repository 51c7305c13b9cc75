"""The sealed boxes of an entry: writing them, and breaking their glass."""

from collections.abc import Mapping
from uuid import UUID

from samanvay.access.boxes.actions.glass import break_glass
from samanvay.access.boxes.actions.sealing import ask_for_two, seal
from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box, GlassBreak
from samanvay.cases.kinds import SEXUAL_FORMS
from samanvay.cases.models import Case
from samanvay.cases.people.actions.people import seal_person
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as, current_operation, reading

from ...models import Entry
from .. import policies
from ..queries import entry_or_unseen


def needs_two(entry: Entry) -> bool:
    """Tell whether a second person must agree before the glass is broken: perhaps a child, in a sexual case."""
    if entry.case_id is None or not entry.may_be_child:
        return False
    # The system looks: a unit that the entry was shared with may not see the case.
    with acting_as(SYSTEM, op=current_operation()):
        forms = Case.objects.filter(pk=entry.case_id).values_list("forms", flat=True).get()
    return not SEXUAL_FORMS.isdisjoint(forms)


def seal_entry(*, by: Actor, entry_id: UUID, group: Group, values: Mapping[str, str]) -> Box:
    """Seal a field group of the person of an entry, for the team; of a case's person, as the case seals it."""
    with reading(by):
        entry = entry_or_unseen(by, entry_id)
        policies.may_seal(by, entry)
        if entry.case_person:
            return seal_person(by=by, person_id=entry.case_person, group=group, values=values)
        return seal(
            by=by,
            record_id=entry.box_record,
            subject_id=entry.subject,
            group=group,
            values=values,
            **entry.ownership(),
            needs_two=needs_two(entry),
        )


def break_entry_glass(*, by: Actor, box_id: UUID, reason: str) -> GlassBreak:
    """Break the glass on a box of an entry: who leads the search is told, units from its own upwards may agree."""
    with reading(by):
        box = Box.objects.filter(pk=box_id).first()
        entry = entry_or_unseen(by, box.record_id if box else box_id)
        approvers = [audience for audience in directory.readers_for(entry.home_unit) if audience != SYSTEM_AUDIENCE]
        return break_glass(by=by, box_id=box_id, reason=reason, owner=entry.owner_id, approvers=approvers)


def follow_rule_of_two(*, by: Actor, entry: Entry) -> None:
    """Ask for a second person where one must agree now, after an age or a case changed; the rule is never lowered."""
    if not entry.case_person and needs_two(entry):
        ask_for_two(by=by, subject_id=entry.subject, needs_two=True, readers=entry.readers)
