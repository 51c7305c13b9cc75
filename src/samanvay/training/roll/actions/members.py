"""Changing one member by hand, with the reason: languages, leave, another unit, gone."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid

from ...models import Member
from .. import events, policies
from ..readers import access_of_units
from ..vocabulary import LANGUAGES

LONGEST_REASON = 300


def amend_member(
    *,
    by: Actor,
    member: Member,
    reason: str,
    name: str,
    languages: Sequence[str],
    leave_from: date | None,
    leave_until: date | None,
    unit: Unit,
    is_gone: bool,
    pii_answer: str = "",
    expected: int | None = None,
) -> Member:
    """Write what changed of a member, with the reason. Raises Refused, Invalid, Stale.

    Handed to a unit of another line the row is that line's; who handed it on may read it no more.
    """
    policies.may_amend_member(by, member)
    reason, name = " ".join(reason.split()), " ".join(name.split())
    if not reason:
        raise Invalid("reason", _("Give the reason."))
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason", _("At most %(n)d characters.") % {"n": LONGEST_REASON})
    check_pii("reason", reason, by=by, pii_answer=pii_answer)
    if not name:
        raise Invalid("name", _("Enter the member's name."))
    if any(code not in LANGUAGES for code in languages):
        raise Invalid("languages", _("Choose languages from the list."))
    if leave_until and not leave_from:
        raise Invalid("leave_from", _("Enter the first day of the leave."))
    if leave_from and leave_until and leave_until < leave_from:
        raise Invalid("leave_until", _("The last day is before the first."))
    if unit.home_state != member.home_state:
        raise Invalid("unit", _("Choose a unit from the list."))
    said: dict[str, Any] = {
        "name": name,
        "languages": list(languages),
        "leave_from": leave_from,
        "leave_until": leave_until,
    }
    if unit.pk != member.unit_id:
        said |= access_of_units([unit])[unit.pk]
    if is_gone != (member.left_on is not None):
        said |= {"left_on": clock.today() if is_gone else None, "left_by": None}
    changes = {field: value for field, value in said.items() if value != getattr(member, field)}
    if not changes:
        raise Invalid("reason", _("You have not changed anything."))
    both = sorted({*member.readers, *changes.get("readers", ())})
    with (
        operation(
            events.MEMBER_AMENDED, by=by, target=("member", member.pk), readers=both, fields=sorted(changes)
        ) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        member.revise(expected=expected, changes={**changes, "reason": reason})
    return member
