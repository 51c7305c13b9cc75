"""Handing people over to another unit: the event, the unit's sight of the case, its duty to take over."""

from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import Captured, captured_or_new

from .. import policies
from ..kinds import EventKind
from ..models import CaseEvent
from ..queries import case_or_unseen
from .changing import share_case
from .happenings import add_event


def hand_over(
    *,
    by: Actor,
    case_id: UUID,
    to_unit: int,
    place: str | None = None,
    people: int | None = None,
    occurred: PartialDate | None = None,
    note: str = "",
    captured: Captured | None = None,
) -> CaseEvent:
    """Hand the people of a case over to a unit, by its audience.

    The unit sees the case from then on, not the names; its duty to take over follows the event. For the one who
    leads the case, and those who name its team. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    with reading(by):
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_hand_over(by, case)
        if to_unit == case.home_unit:
            raise Invalid("to_unit", _("The case is already at this unit. Choose the unit that takes over."))
        try:
            unit = directory.unit_of(to_unit)
        except Unseen:
            raise Invalid("to_unit", _("Choose from the list.")) from None
        share_case(
            by=by,
            case_id=case.id,
            units=[unit.audience],
            reason=_("Takes over the people of the case."),
            even_if_nobody_reads=True,
        )
        return add_event(
            by=by,
            case_id=case.id,
            kind=EventKind.HANDOVER,
            occurred=occurred,
            place=place,
            people=people,
            note=note,
            to_unit=unit.audience,
            captured=sent,
        )
