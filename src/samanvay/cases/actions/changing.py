"""Changing a case: corrections with a reason, its stage, its owner, its readers, its team; voiding it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.boxes.actions.sealing import share_boxes
from samanvay.access.boxes.actions.team import name_member, remove_member
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import TeamMember, User
from samanvay.access.permissions import Permission
from samanvay.access.queries import officers_holding, officers_posted_at
from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.documents.actions import share_documents
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation, reading
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.checks import (
    good_reason,
    kept_place,
    known_code,
)
from samanvay.recording.fields import columns

from .. import events, policies
from ..fields import CASE_FIELDS
from ..models import Case, CaseDeparture, CaseEvent, CaseItem, CaseLeg, CasePerson, CaseProvision, Recount
from ..people.two import follow_rule_of_two
from ..queries import case_or_unseen
from ..states import ASKS_REASON, STAGES, Stage
from ..tasks import BEFORE_CWC, TAKE_OVER, follow_case

MOST_NAMED = 5  # pending tasks told by name where a case cannot be closed


def amend_case(*, by: Actor, case_id: UUID, reason: str, expected: int, changes: dict[str, Any]) -> Case:
    """Correct recorded facts of a case; what they said before stays in the amendments.

    ``changes`` are fields of a case (``CASE_FIELDS``) by name. Raises Stale with both sides when the case is no longer
    the version expected.
    """
    words = good_reason(reason)
    with operation(events.CASE_AMENDED, by=by) as op:
        case = case_or_unseen(by, case_id)
        policies.may_amend_case(by, case)
        if place := kept_place(by, changes.get("place")):
            changes = {**changes, "place": place.key}
        amended = amend(case, by=by, reason=words, expected=expected, changes=columns(CASE_FIELDS, changes))
        op.about("case", case.id, case.readers)
        op.add(fields=[each.field for each in amended])
        if not amended:
            op.keep_silent()
        if any(each.field == "forms" for each in amended):
            follow_rule_of_two(by=by, case=case)
    return case


def move_case(*, by: Actor, case_id: UUID, to: str, expected: int | None, reason: str = "") -> Case:
    """Take a case to its next stage; closing and taking up again need a reason.

    A case is not closed while people wait to be taken over or a child has still to be produced.
    """
    known_code("to", to, STAGES)
    with operation(events.CASE_MOVED, by=by) as op:
        case = case_or_unseen(by, case_id)
        policies.may_move_case(by, case, Stage(to))
        if to == Stage.CLOSED:
            _refuse_pending(case)
        before = Stage(case.stage)
        words = good_reason(reason) if (before, Stage(to)) in ASKS_REASON else reason.strip()
        if words:
            amend(case, by=by, reason=words, expected=expected, changes={"stage": str(to)})
        else:
            case.revise(expected=expected, changes={"stage": str(to)})
        case.revise(expected=None, changes={"stage_since": clock.now()})
        op.about("case", case.id, case.readers)
        op.add(before=before, to=to)
    return case


def _refuse_pending(case: Case) -> None:
    """Raise Invalid that names what is pending where somebody's clock in a case still runs."""
    follow_case(case.id)
    with acting_as(SYSTEM, op=current_operation()):
        pending = Duty.objects.waiting().filter(
            subject_kind="case", subject_id=str(case.id), kind__in=(TAKE_OVER.code, BEFORE_CWC.code)
        )
        named = [str(duty.title) for duty in pending.order_by("due_at", "id")]
    if named:
        shown, more = named[:MOST_NAMED], len(named) - MOST_NAMED
        if more > 0:
            shown.append(ngettext("%(n)d more", "%(n)d more", more) % {"n": more})
        said = _("The case cannot be closed yet. Still pending: %(pending)s.")
        raise Invalid("to", said % {"pending": "; ".join(shown)})


def close_case(*, by: Actor, case_id: UUID, reason: str, expected: int | None = None) -> Case:
    """Close a case with the reason."""
    return move_case(by=by, case_id=case_id, to=Stage.CLOSED, reason=reason, expected=expected)


def reopen_case(*, by: Actor, case_id: UUID, reason: str, expected: int | None = None) -> Case:
    """Take a closed case up again with the reason."""
    return move_case(by=by, case_id=case_id, to=Stage.INVESTIGATED, reason=reason, expected=expected)


def void_case(*, by: Actor, case_id: UUID, reason: str, expected: int | None = None) -> Case:
    """Void a case that should never have been opened; it stays visible as void and its number is not given again."""
    words = good_reason(reason)
    with operation(events.CASE_VOIDED, by=by) as op:
        case = case_or_unseen(by, case_id)
        policies.may_void_case(by, case)
        case.revise(
            expected=expected,
            changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words},
        )
        op.about("case", case.id, case.readers)
    return case


def share_case(
    *, by: Actor, case_id: UUID, units: Iterable[int], reason: str, even_if_nobody_reads: bool = False
) -> Case:
    """Let further units see a case with all that belongs to it: rows, not names.

    ``units`` are audiences. The case keeps every reader it has. Amendments and events of before stay with the
    units that saw them. Raises Invalid for a unit where nobody may open cases, unless ``even_if_nobody_reads``:
    people go where they go, and the task of a hand-over escalates above an empty desk.
    """
    words = good_reason(reason)
    with operation(events.CASE_SHARED, by=by) as op:
        case = case_or_unseen(by, case_id, lock=True)
        policies.may_share_case(by, case)
        find = directory.unit_of if even_if_nobody_reads else _unit_that_reads
        added = [find(audience).audience for audience in units]
        before, after = list(case.readers), [*case.readers, *(a for a in dict.fromkeys(added) if a not in case.readers)]
        op.about("case", case.id, after)
        op.add(added=[audience for audience in after if audience not in before])
        if after == before:
            op.keep_silent()
            return case
        amend(case, by=by, reason=words, expected=None, changes={"readers": after})
        for model in (CasePerson, CaseEvent, CaseLeg, CaseItem, CaseProvision, CaseDeparture, Recount):
            model.objects.filter(case=case).update(readers=after)
        share_boxes(by=by, record_id=case.id, before=before, after=after)
        share_documents(by=by, record_id=case.id, before=before, after=after)
    return case


def _unit_that_reads(audience: int) -> Unit:
    """Return the unit of an audience at which somebody may open cases, or nobody is posted yet. Raises Invalid."""
    unit = directory.unit_of(audience)
    if officers_posted_at([audience]) and not officers_holding(Permission.CASE_READ, [audience], 1):
        said = _("Nobody at %(unit)s may open cases, so sharing would not reach them. Choose another unit.")
        raise Invalid("unit", said % {"unit": unit.names})
    return unit


def name_team_member(*, by: Actor, case_id: UUID, user: User, role: TeamRole) -> TeamMember:
    """Name an officer to the team of a case."""
    with reading(by):
        case = case_or_unseen(by, case_id)
        policies.may_name_team(by, case)
        return name_member(
            by=by,
            record_id=case.id,
            user=user,
            role=role,
            **case.ownership(),
            line=directory.readers_for(case.home_unit),
        )


def remove_team_member(*, by: Actor, case_id: UUID, member_id: UUID) -> TeamMember:
    """Take an officer out of the team of a case; everybody may leave it themselves."""
    with reading(by):
        case = case_or_unseen(by, case_id)
        member = TeamMember.objects.filter(pk=member_id, record_id=case.id).first()
        if member is None:
            raise Unseen
        if member.user_id != by.id:
            policies.may_name_team(by, case)
        return remove_member(by=by, member_id=member_id, line=directory.readers_for(case.home_unit))


def change_owner(*, by: Actor, case_id: UUID, to: User, expected: int | None = None) -> Case:
    """Give a case to another officer, who leads its team from then on."""
    with operation(events.CASE_OWNER_CHANGED, by=by) as op:
        case = case_or_unseen(by, case_id)
        policies.may_change_owner(by, case)
        op.about("case", case.id, case.readers)
        op.add(before=case.owner_id, to=to.id)
        name_member(
            by=by,
            record_id=case.id,
            user=to,
            role=TeamRole.LEAD,
            **case.ownership(),
            line=directory.readers_for(case.home_unit),
        )
        case.revise(expected=expected, changes={"owner": to})
    return case
