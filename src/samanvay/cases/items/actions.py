"""Things found with people: what they are stands in the case, their numbers lie in a sealed box."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.sealing import seal
from samanvay.access.boxes.groups import Group
from samanvay.access.models import Box
from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.contacts import contains_phone
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import good_reason, kept_place, known_code, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from .. import events, policies
from ..kinds import ITEM_KINDS
from ..legs.actions import train_number
from ..models import Case, CaseItem, CasePerson
from ..people.two import needs_two
from ..queries import case_or_unseen, item_or_unseen

MOST_RUPEES = 1_000_000_000


def add_item(
    *,
    by: Actor,
    case_id: UUID,
    kind: str,
    description: str = "",
    person: UUID | None = None,
    amount: int | None = None,
    train: str = "",
    origin: str | None = None,
    destination: str | None = None,
    travelled: PartialDate | None = None,
    sealed: Mapping[str, str] | None = None,
    captured: Captured | None = None,
) -> CaseItem:
    """Add a thing found. ``person`` is with whom; ``sealed`` holds its numbers, written by the case team alone.

    Raises Unseen, Refused, Invalid (an Aadhaar or telephone number in the description among them).
    """
    sent = captured_or_new(captured)
    known_code("kind", kind, ITEM_KINDS)
    with operation(events.ITEM_ADDED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_add_item(by, case)
        if known := once(op, CaseItem, sent.submission_id, recorded_by=by.id):
            return known
        item = CaseItem(
            id=uuid7(),
            case=case,
            kind=kind,
            description=_description(description),
            person=_person(case, person),
            amount=rupees(amount),
            train=train_number(train),
            origin=kept_place(by, origin),
            destination=kept_place(by, destination),
            recorded_at=clock.now(),
            recorded_by=by.id,
            **case.ownership(),
            **sent.columns(),
        )
        item.travelled = travelled
        numbers = {name: value for name, value in (sealed or {}).items() if value.strip()}
        if not (item.description or item.amount or item.train or item.origin or item.destination or numbers):
            raise Invalid("description", _("Write what was found, or give its number."))
        item.save(force_insert=True)
        if numbers:
            seal_item(by=by, item_id=item.id, values=numbers)
        op.about("case", case.id, case.readers)
        op.add(item=item.id, kind=kind)
    return item


def _description(text: str) -> str:
    """Return a description. Raises Invalid where a telephone number stands in it: numbers are sealed."""
    kept = plain_text("description", text, longest=300)
    if contains_phone(kept):
        raise Invalid("description", _("Write the phone number in the sealed field, not here."))
    return kept


def _person(case: Case, key: UUID | None) -> CasePerson | None:
    if key is None:
        return None
    person = CasePerson.objects.filter(pk=key, case=case).first()
    if person is None:
        raise Invalid("person", _("Choose from the list."))
    return person


def rupees(amount: int | None) -> int | None:
    """Return an amount in rupees, or None for "not said"."""
    if amount is not None and not 0 <= amount <= MOST_RUPEES:
        raise Invalid("amount", _("Give an amount in rupees from 0 to %(n)d.") % {"n": MOST_RUPEES})
    return amount


def _whose(item: CaseItem) -> list[CasePerson]:
    """Return whom a thing may belong to: the person it is tied to, else anybody of its case."""
    return [item.person] if item.person else list(CasePerson.objects.filter(case=item.case_id))


def seal_item(*, by: Actor, item_id: UUID, values: Mapping[str, str]) -> Box:
    """Seal the numbers of a thing, for the team; a telephone or vehicle is found by its number from then on."""
    with reading(by):
        item = item_or_unseen(by, item_id)
        policies.may_seal(by, item.case)
        return seal(
            by=by,
            record_id=item.case_id,
            subject_id=item.id,
            group=Group.ITEM,
            values=values,
            **item.ownership(),
            needs_two=any(needs_two(item.case, person) for person in _whose(item)),
        )


def amend_item(*, by: Actor, item_id: UUID, reason: str, expected: int, changes: dict[str, Any]) -> CaseItem:
    """Correct what a thing is outside its box: ``description``, ``amount``, ``train``, ``origin``, ``destination``.

    Both places are keys, None for a place that was not said.
    """
    words = good_reason(reason)
    checks = {"description": _description, "amount": rupees, "train": train_number}
    places = {"origin", "destination"}
    if unknown := changes.keys() - checks.keys() - places:
        raise Invalid(min(unknown), _("This field does not exist."))
    with operation(events.ITEM_AMENDED, by=by) as op:
        item = item_or_unseen(by, item_id)
        policies.may_amend_entry(by, item)
        columns = {name: check(changes[name]) for name, check in checks.items() if name in changes}  # type: ignore[operator]
        kept = {name: kept_place(by, changes[name]) for name in sorted(places & changes.keys())}
        columns |= {f"{name}_id": place.key if place else None for name, place in kept.items()}
        amended = amend(item, by=by, reason=words, expected=expected, changes=columns)
        op.about("case", item.case_id, item.readers)
        op.add(item=item.id, fields=[each.field for each in amended])
        if not amended:
            op.keep_silent()
    return item


def void_item(*, by: Actor, item_id: UUID, reason: str) -> CaseItem:
    """Void the entry of a thing that was not found so; it stays visible as void, with the reason."""
    words = good_reason(reason)
    with operation(events.ITEM_VOIDED, by=by) as op:
        item = item_or_unseen(by, item_id)
        policies.may_amend_case(by, item.case)
        op.about("case", item.case_id, item.readers)
        op.add(item=item.id, kind=item.kind)
        if item.is_void:
            op.keep_silent()
            return item
        item.revise(expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
    return item
