"""Steps of the search, and the station's questions about trafficking."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.team import name_member, role_in_team
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.limits import may_open_sealed
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import known_code, plain_text
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events
from ...models import Entry, EntryStep, QuestionSheet
from .. import policies
from ..queries import entry_or_unseen
from ..questions import CURRENT, checked_answers, result_of
from ..step_kinds import REQUIRED, STEPS, StepKind
from .changing import let_see
from .checks import noted

TAKES_OVER = "ahtu_in_charge"


def add_step(
    *,
    by: Actor,
    entry_id: UUID,
    kind: str,
    on: date | None = None,
    reference: str = "",
    note: str = "",
    to_unit: int | None = None,
    captured: Captured | None = None,
) -> EntryStep:
    """Record a step of the search; steps are added, never changed.

    A transfer goes ``to_unit``, by default the AHTU of the entry's district: it sees the entry from then on, and where
    the one who leads the search transfers, those in charge there are named to its team. The same submission twice
    gives the same step. Raises Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    known_code("kind", kind, STEPS)
    day = on or clock.today()
    if day > clock.today():
        raise Invalid("on", _("This date is in the future."))
    number = plain_text("reference", reference, longest=80)
    if kind in REQUIRED and not number:
        raise Invalid("reference", _("Enter the number and year of the FIR, such as 123/2026."))
    with operation(events.ENTRY_STEP_ADDED, by=by) as op:
        entry = entry_or_unseen(by, entry_id, lock=True)
        policies.may_add_step(by, entry, kind)
        if known := once(op, EntryStep, sent.submission_id, added_by=by.id):
            return known
        if entry.happened_earliest and kind in REQUIRED and day < entry.happened_earliest:
            raise Invalid("on", _("The FIR is dated before the person went missing. Check both dates."))
        unit = _unit_of_transfer(entry, to_unit) if kind == StepKind.TRANSFER else None
        if unit is not None:
            _transfer(by, entry, unit)
        step = EntryStep.objects.create(
            entry=entry,
            kind=kind,
            on=day,
            reference=number,
            note=noted("note", note),
            to_unit=unit,
            added_at=clock.now(),
            added_by=by.id,
            **entry.ownership(),
            **sent.columns(),
        )
        op.about("tracing", entry.id, entry.readers)
        op.add(step=step.id, step_kind=kind, to_unit=unit)
    return step


def _unit_of_transfer(entry: Entry, to_unit: int | None) -> int:
    if to_unit is not None:
        unit = directory.unit_of(to_unit)
        if unit.kind != "ahtu":
            raise Invalid("to_unit", _("A transfer must go to an Anti Human Trafficking Unit."))
        return unit.audience
    home = directory.unit_of(entry.home_unit)
    ahtu = directory.district_unit(home.place_id, "ahtu") if home.place_id else None
    if ahtu is None:
        raise Invalid("to_unit", _("The directory has no AHTU for this district. Choose the unit."))
    return ahtu.audience


def _transfer(by: Actor, entry: Entry, unit: int) -> None:
    """Let the AHTU see the entry, and name those in charge there where the one who leads the search hands it over."""
    # Whoever may write in an entry may transfer it, as the law asks; other sharing is for the one who leads.
    let_see(by=by, entry=entry, units=[unit], reason=_("Transferred to the AHTU on suspicion of trafficking."))
    leads = role_in_team(by, entry.box_record) is TeamRole.LEAD
    if entry.case_person or not leads or not may_open_sealed(by):
        return
    for officer in directory.holders_of(TAKES_OVER, unit):
        name_member(
            by=by,
            record_id=entry.box_record,
            user=officer,
            role=TeamRole.INVESTIGATOR,
            **entry.ownership(),
        )


def answer_questions(
    *, by: Actor, entry_id: UUID, answers: Mapping[str, str], captured: Captured | None = None
) -> QuestionSheet:
    """Keep the answers to the station's questions about a missing person; a later sheet adds to earlier ones.

    What they speak for is worked out by the edition's rule. The same submission twice gives the same sheet. Raises
    Unseen, Refused, Invalid.
    """
    sent = captured_or_new(captured)
    kept = checked_answers(answers)
    with operation(events.QUESTIONS_ANSWERED, by=by) as op:
        entry = entry_or_unseen(by, entry_id, lock=True)
        policies.may_answer_questions(by, entry)
        if known := once(op, QuestionSheet, sent.submission_id, answered_by=by.id):
            return known
        sheet = QuestionSheet.objects.create(
            entry=entry,
            edition=CURRENT.code,
            answers=kept,
            speaks_for=result_of(kept, may_be_child=entry.may_be_child, gone_for=entry.gone_for).speaks_for,
            answered_at=clock.now(),
            answered_by=by.id,
            **entry.ownership(),
            **sent.columns(),
        )
        op.about("tracing", entry.id, entry.readers)
        op.add(edition=sheet.edition, speaks_for=sheet.speaks_for)
    return sheet
