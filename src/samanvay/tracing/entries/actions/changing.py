"""Changing an entry: corrections with a reason, its state, its readers, its team, its case; voiding it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.actions.sealing import share_boxes
from samanvay.access.boxes.actions.team import name_member, remove_member
from samanvay.access.boxes.groups import TeamRole
from samanvay.access.models import TeamMember, User
from samanvay.audit.amendments import amend
from samanvay.audit.operations import operation
from samanvay.cases.kinds import SEXES
from samanvay.cases.queries import case_or_unseen
from samanvay.directory import queries as directory
from samanvay.documents.actions import share_documents
from samanvay.kernel import clock
from samanvay.kernel.dates import PartialDate
from samanvay.kernel.db.scope import Actor, reading
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.checks import good_reason, kept_place, known_code, not_in_future, plain_text

from ... import events
from ...kinds import GONE_FOR, TOLD_BY
from ...models import Entry, EntryStep, Notice, QuestionSheet
from ...states import ENTRY_STATES, EntryState
from .. import policies
from ..ages import AgeTold
from ..queries import entry_or_unseen
from ..step_kinds import StepKind
from .adding import noun_of, with_accounts
from .checks import category_of, kept_home, known_height, known_languages, known_marks, noted
from .sealing import follow_rule_of_two
from .telling import told_of

# Of a person of a case these are told in the case; the entry follows it.
OF_THE_CASE = frozenset({"sex", "age"})
ASKS_REASON = frozenset({EntryState.CLOSED, EntryState.OPEN})


def amend_entry(*, by: Actor, entry_id: UUID, reason: str, expected: int, changes: dict[str, Any]) -> Entry:
    """Correct recorded facts of an entry; what they said before stays in the amendments.

    ``changes`` may hold ``sex``, ``age`` (AgeTold or None), ``height`` (a pair or None), ``languages``, ``marks``,
    ``home`` and ``place`` (keys or None), ``happened`` (PartialDate or None), ``category``, ``gone_for``,
    ``told_by``, ``external``, ``note``. Raises Stale with both sides when the entry is no longer the version expected.
    """
    words = good_reason(reason)
    with operation(events.ENTRY_AMENDED, by=by) as op:
        entry = entry_or_unseen(by, entry_id)
        policies.may_amend_entry(by, entry)
        if entry.case_person and not OF_THE_CASE.isdisjoint(changes) and not by.is_system:
            raise Invalid("age", _("This person is part of a case. Correct their sex or age there."))
        amended = amend(entry, by=by, reason=words, expected=expected, changes=_columns(by, entry, changes))
        op.about("tracing", entry.id, entry.readers)
        op.add(fields=[each.field for each in amended], told=told_of(entry))
        if not amended:
            op.keep_silent()
        follow_rule_of_two(by=by, entry=entry)
    return entry


def _columns(by: Actor, entry: Entry, changes: dict[str, Any]) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    note = changes.get("note", entry.note)
    for name, value in changes.items():
        if name == "note":
            continue  # kept last: an age that was told in several ways adds to it
        match name:
            case "sex":
                columns[name] = known_code(name, value, SEXES)
            case "age":
                age: AgeTold | None = value
                columns["age_from"] = age.lowest if age else None
                columns["age_to"] = age.highest if age else None
                columns["age_is_guessed"] = bool(age and age.is_guessed)
                if age and age.accounts and age.accounts not in note:
                    note = with_accounts(note, age)
            case "height":
                columns["height_from"], columns["height_to"] = known_height(value)
            case "languages":
                columns[name] = known_languages(value)
            case "marks":
                columns[name] = known_marks(value)
            case "home":
                home = kept_home(by, value)
                columns["home_id"] = home.key if home else None
            case "place":
                place = kept_place(by, value)
                columns["place_id"] = place.key if place else None
            case "happened":
                when: PartialDate | None = not_in_future(name, value)
                columns["happened_earliest"] = when.earliest if when else None
                columns["happened_latest"] = when.latest if when else None
                columns["happened_said"] = when.said if when else ""
            case "category":
                columns[name] = category_of(entry.kind, value)
            case "gone_for":
                columns[name] = known_code(name, value, GONE_FOR) if value else ""
            case "told_by":
                columns[name] = known_code(name, value, TOLD_BY) if value else ""
            case "external":
                columns[name] = plain_text(name, value, longest=80)
            case _:
                raise Invalid(name, _("This field does not exist."))
    if not {"sex", "age"}.isdisjoint(changes):
        told = {name: columns.get(name, getattr(entry, name)) for name in ("sex", "age_from", "age_to")}
        columns["noun"] = noun_of(*told.values())
    if note != entry.note:
        columns["note"] = noted("note", note)
    return columns


def move_entry(
    *, by: Actor, entry_id: UUID, to: str, expected: int | None, reason: str = "", on: date | None = None
) -> Entry:
    """Say where a search stands, since ``on`` where that is another day than today.

    Closing it and taking it up again need a reason, and so does the end of the search for a missing child of whom no
    FIR is recorded: an exception is named by whoever makes it.
    """
    state = EntryState(known_code("to", to, ENTRY_STATES))
    with operation(events.ENTRY_MOVED, by=by) as op:
        entry = entry_or_unseen(by, entry_id)
        policies.may_move_entry(by, entry, state)
        before = entry.state
        words = noted("reason", reason)
        if not words and _lacks_fir(by, entry):
            raise Invalid(
                "reason", _("No FIR is recorded for this child. Add it as a step, or write why there is none.")
            )
        if state in ASKS_REASON:
            words = good_reason(words)
        if words:
            amend(entry, by=by, reason=words, expected=expected, changes={"state": str(state)})
        else:
            entry.revise(expected=expected, changes={"state": str(state)})
        entry.revise(expected=None, changes={"state_since": clock.now()})
        op.about("tracing", entry.id, entry.readers)
        op.add(before=before, to=state, on=on or clock.today(), told=told_of(entry))
    return entry


def _lacks_fir(by: Actor, entry: Entry) -> bool:
    """Tell whether the search for a missing child would end without an FIR; what follows a case has its FIR there."""
    if by.is_system or not entry.is_missing or entry.state != EntryState.OPEN:
        return False
    is_child = entry.age_from is not None and entry.may_be_child
    return is_child and not EntryStep.objects.filter(entry=entry, kind=StepKind.FIR).exists()


def void_entry(*, by: Actor, entry_id: UUID, reason: str, expected: int | None = None) -> Entry:
    """Void an entry that should never have been made; it stays visible as void, its number is not given again."""
    words = good_reason(reason)
    with operation(events.ENTRY_VOIDED, by=by) as op:
        entry = entry_or_unseen(by, entry_id)
        policies.may_void_entry(by, entry)
        entry.revise(expected=expected, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": words})
        op.about("tracing", entry.id, entry.readers)
        op.add(told=told_of(entry))
    return entry


def share_entry(*, by: Actor, entry_id: UUID, units: Iterable[int], reason: str) -> Entry:
    """Let further units see an entry with all that belongs to it: rows, not names; they are told who may be named.

    ``units`` are audiences. The entry keeps every reader it has.
    """
    words = good_reason(reason)
    with operation(events.ENTRY_SHARED, by=by) as op:
        entry = entry_or_unseen(by, entry_id, lock=True)
        policies.may_share_entry(by, entry)
        added = let_see(by=by, entry=entry, units=units, reason=words)
        op.about("tracing", entry.id, entry.readers)
        op.add(added=added, told=told_of(entry))
        if not added:
            op.keep_silent()
    return entry


def let_see(*, by: Actor, entry: Entry, units: Iterable[int], reason: str) -> list[int]:
    """Add units to the readers of an entry and of what belongs to it, inside the caller's operation; return the new."""
    before = list(entry.readers)
    wanted = dict.fromkeys(directory.unit_of(audience).audience for audience in units)
    added = [audience for audience in wanted if audience not in before]
    if added:
        after = [*before, *added]
        amend(entry, by=by, reason=reason, expected=None, changes={"readers": after})
        follow_readers(by=by, entry=entry, before=before, after=after)
    return added


def follow_readers(*, by: Actor, entry: Entry, before: list[int], after: list[int]) -> None:
    """Give what belongs to an entry the readers that it has now; the boxes of a case's person follow the case."""
    for model in (EntryStep, Notice, QuestionSheet):
        model.objects.filter(entry=entry).update(readers=after)
    if not entry.case_person:
        share_boxes(by=by, record_id=entry.box_record, before=before, after=after)
        share_documents(by=by, record_id=entry.box_record, before=before, after=after)


def name_searcher(*, by: Actor, entry_id: UUID, user: User, role: TeamRole) -> TeamMember:
    """Name an officer to the team of a search."""
    with reading(by):
        entry = entry_or_unseen(by, entry_id)
        policies.may_name_team(by, entry)
        return name_member(
            by=by,
            record_id=entry.box_record,
            user=user,
            role=role,
            **entry.ownership(),
            line=directory.readers_for(entry.home_unit),
        )


def remove_searcher(*, by: Actor, entry_id: UUID, member_id: UUID) -> TeamMember:
    """Take an officer out of the team of a search; everybody may leave it themselves."""
    with reading(by):
        entry = entry_or_unseen(by, entry_id)
        member = TeamMember.objects.filter(pk=member_id, record_id=entry.box_record).first()
        if member is None:
            raise Unseen
        if member.user_id != by.id:
            policies.may_name_team(by, entry)
        return remove_member(by=by, member_id=member_id, line=directory.readers_for(entry.home_unit))


def link_case(*, by: Actor, entry_id: UUID, case_id: UUID, joined_person: UUID | None = None) -> Entry:
    """Join an entry to a case that the actor sees; the boxes stay where they are. Twice gives the same answer."""
    with operation(events.ENTRY_LINKED, by=by) as op:
        entry = entry_or_unseen(by, entry_id, lock=True)
        policies.may_link_case(by, entry)
        case = case_or_unseen(by, case_id)
        op.about("tracing", entry.id, entry.readers)
        op.add(case=case.id)
        if entry.case_id == case.id:
            op.keep_silent()
            return entry
        if entry.case_id is not None:
            raise Invalid("case", _("This entry already has a case."))
        entry.revise(expected=None, changes={"case": case, "joined_person": joined_person})
        op.add(told=told_of(entry))
        follow_rule_of_two(by=by, entry=entry)
    return entry
