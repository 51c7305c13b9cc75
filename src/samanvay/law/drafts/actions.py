"""The intentions on drafts of the law: writing, sending to a second person, sending back, publishing, withdrawing.

What is published is checked by the same rules as a release's files (``faults``), against the library of that moment.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii_of_fields, refuse_pii
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import once

from .. import events, policies
from ..audiences import EVERYBODY, KEEPERS, OF_NO_STATE
from ..models import LawDraft, LawEdition, LawEntry
from ..models.entry import SHIPPED, STATE
from ..saying import digest_of, said_of, table_of
from ..states import DraftState
from . import duties as draft_duties
from .checks import Text, checked, free_code, is_stale, texts_of

LONGEST_WHY = 600
UNCHANGED = "unchanged"


def write_draft(
    *,
    by: Actor,
    said: Mapping[str, Any],
    is_clock: bool = False,
    code: str = "",
    based_on: int | None = None,
    why: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> LawDraft:
    """Write what an entry or clock is to say, as a table of the library's files; without ``code`` it is a new one.

    ``based_on`` is the edition that the writer saw. The same submission twice gives the first draft. Raises Refused,
    FaultyDraft with a fault for each field, Invalid (PersonalDataFound).
    """
    policies.may_write_law(by)
    unit = directory.unit_of(unit_with(by, Permission.LAW_WRITE))
    submission_id = submission_id or uuid7()
    with operation(events.LAW_DRAFT_WRITTEN, by=by, readers=KEEPERS) as op:
        if known := once(op, LawDraft, submission_id, written_by=by.id):
            return known
        text = checked(said, is_clock=is_clock, code=code or free_code(said, unit.home_state, is_clock=is_clock))
        draft = LawDraft.objects.create(
            code=text.code,
            is_clock=is_clock,
            origin=STATE,
            **_content(text, based_on if code else None, why, by, pii_answer),
            written_at=clock.now(),
            written_by=by.id,
            submission_id=submission_id,
            readers=list(KEEPERS),
            home_unit=unit.audience,
            home_state=unit.home_state,
        )
        op.about("law draft", draft.pk, KEEPERS)
        op.add(code=draft.code)
    return draft


def revise_draft(
    *,
    by: Actor,
    draft: LawDraft,
    said: Mapping[str, Any],
    based_on: int | None = None,
    why: str = "",
    pii_answer: str = "",
    expected: int | None = None,
) -> LawDraft:
    """Write one's draft anew, on the edition that was seen; what waited for a second person waits no more.

    Raises Refused, FaultyDraft, Invalid, Stale.
    """
    policies.may_revise_draft(by, draft)
    with operation(events.LAW_DRAFT_WRITTEN, by=by, target=("law draft", draft.pk), readers=KEEPERS, code=draft.code):
        is_new_section = based_on is None and said.get("kind") == "provision"
        code = free_code(said, draft.home_state, is_clock=False) if is_new_section else draft.code
        text = checked(said, is_clock=draft.is_clock, code=code)
        content = _content(text, based_on, why, by, pii_answer)
        changes = {**content, "code": code, "state": DraftState.DRAFT, "written_at": clock.now()}
        draft.revise(expected=expected, changes=changes)
        draft_duties.drop(draft, _("The writer is changing it again."))
    return draft


def send_draft(*, by: Actor, draft: LawDraft, expected: int | None = None) -> LawDraft:
    """Send one's draft to a second person, whose duty it becomes. Raises Refused, also where it is out of date."""
    policies.may_send_draft(by, draft)
    _not_stale(draft)
    with operation(events.LAW_DRAFT_SENT, by=by, target=("law draft", draft.pk), readers=KEEPERS, code=draft.code):
        draft.revise(expected=expected, changes={"state": DraftState.WAITING, "reason": ""})
        draft_duties.ask_second(draft)
    return draft


def send_back_draft(*, by: Actor, draft: LawDraft, reason: str, expected: int | None = None) -> LawDraft:
    """Give a draft back to its writer with what is to be changed. Raises Refused, Invalid, Stale."""
    policies.may_send_back_draft(by, draft)
    why = _reason(reason)
    with operation(
        events.LAW_DRAFT_SENT_BACK, by=by, target=("law draft", draft.pk), readers=KEEPERS, code=draft.code
    ) as op:
        draft.revise(expected=expected, changes=_decided(by, DraftState.SENT_BACK, why))
        draft_duties.close(draft, "sent back")
        draft_duties.tell_writer(draft, draft_duties.SENT_BACK, f"back:{draft.pk}:{draft.version}", op.id)
    return draft


def withdraw_draft(*, by: Actor, draft: LawDraft, expected: int | None = None) -> LawDraft:
    """Take one's draft back; it is kept, and is published no more. Raises Refused, Stale."""
    policies.may_withdraw_draft(by, draft)
    with operation(events.LAW_DRAFT_WITHDRAWN, by=by, target=("law draft", draft.pk), readers=KEEPERS, code=draft.code):
        draft.revise(expected=expected, changes=_decided(by, DraftState.WITHDRAWN, ""))
        draft_duties.drop(draft, _("The writer withdrew it."))
    return draft


def publish_draft(*, by: Actor, draft: LawDraft, expected: int | None = None) -> LawEdition:
    """Make a draft of another the edition that holds. Who had another draft of the same is told.

    Raises Refused (its own writer, or written on an edition that holds no more), FaultyDraft, Stale.
    """
    policies.may_publish_draft(by, draft)
    with operation(events.LAW_PUBLISHED, by=by, readers=EVERYBODY) as op:
        entry = LawEntry.objects.select_for_update().filter(code=draft.code).first()
        _not_stale(draft)
        checked(table_of(draft.text), is_clock=draft.is_clock, code=draft.code)
        now = clock.now()
        if entry is None:
            entry = LawEntry.objects.create(
                code=draft.code,
                is_clock=draft.is_clock,
                current=1,
                changed_at=now,
                readers=list(EVERYBODY),
                home_unit=draft.home_unit,
                home_state=draft.home_state,
            )
        else:
            entry.revise(expected=None, changes={"current": entry.current + 1, "left_at": None, "changed_at": now})
        edition = LawEdition.objects.create(
            entry=entry,
            no=entry.current,
            digest=draft.digest,
            said=draft.said,
            origin=draft.origin,
            taken_in_at=now,
            written_by=None if draft.is_shipped else draft.written_by,
            published_by=by.id,
            readers=list(EVERYBODY),
            **(OF_NO_STATE if draft.is_shipped else _home(draft)),
        )
        changes = {**_decided(by, DraftState.PUBLISHED, ""), "edition": edition}
        draft.revise(expected=expected, changes=changes)
        op.about("law entry", entry.pk, EVERYBODY)
        op.add(edition=edition.no, origin=edition.origin)
        draft_duties.close(draft, f"edition {edition.no}")
        _tell_others(draft, op)
    return edition


def set_draft_aside(*, by: Actor, draft: LawDraft, reason: str, expected: int | None = None) -> LawDraft:
    """Keep the state's text although a release brought another, with the reason. Raises Refused, Invalid, Stale."""
    policies.may_set_draft_aside(by, draft)
    why = _reason(reason)
    with operation(events.LAW_KEPT, by=by, target=("law draft", draft.pk), readers=KEEPERS, code=draft.code):
        draft.revise(expected=expected, changes=_decided(by, DraftState.SET_ASIDE, why))
        draft_duties.close(draft, "kept the state's text")
    return draft


def offer_shipped(entry: LawEntry, said: Mapping[str, Any], digest: str, op: Operation) -> LawDraft:
    """Let a release's text wait beside the state's own, as a duty of those who keep the law.

    Works inside the caller's operation, which takes the release in.
    """
    home = LawEdition.objects.filter(entry=entry, no=entry.current).values("home_unit", "home_state").get()
    draft = LawDraft.objects.create(
        code=entry.code,
        is_clock=entry.is_clock,
        origin=SHIPPED,
        based_on=entry.current,
        digest=digest,
        said=dict(said),
        state=DraftState.WAITING,
        written_at=clock.now(),
        written_by=SYSTEM.id,
        readers=list(KEEPERS),
        **home,
    )
    op.also(events.LAW_OFFERED, ("law draft", draft.pk), KEEPERS, code=entry.code)
    draft_duties.ask_to_decide(draft)
    return draft


def replace_offers(code: str) -> None:
    """End what earlier releases offered for an entry, inside the caller's operation that takes a newer one in."""
    for draft in LawDraft.objects.waiting().filter(code=code, origin=SHIPPED):
        draft.revise(expected=None, changes={"state": DraftState.REPLACED, "decided_at": clock.now()})
        draft_duties.drop(draft, "A later release says it anew.")


def _content(text: Text, based_on: int | None, why: str, by: Actor, pii_answer: str) -> dict[str, Any]:
    """Return the columns of a text that changes something and holds no personal data."""
    held = LawEdition.objects.filter(entry__code=text.code, no=based_on).first() if based_on is not None else None
    said = said_of(text)
    digest = digest_of(said)
    if held is not None and held.digest == digest:
        raise Invalid("", _("You have not changed anything in the present text."), code=UNCHANGED)
    known = set(texts_of(held.said).values()) if held is not None else set()
    kept = " ".join(why.split())
    if len(kept) > LONGEST_WHY:
        raise Invalid("why", _("At most %(n)d characters.") % {"n": LONGEST_WHY})
    fresh = {name: words for name, words in texts_of(said).items() if words not in known}
    check_pii_of_fields({**fresh, "why": kept}, by=by, pii_answer=pii_answer)
    return {"digest": digest, "said": said, "why": kept, "based_on": based_on}


def _home(draft: LawDraft) -> dict[str, Any]:
    return {"home_unit": draft.home_unit, "home_state": draft.home_state}


def _decided(by: Actor, state: DraftState, reason: str) -> dict[str, Any]:
    return {"state": state, "reason": reason, "decided_at": clock.now(), "decided_by": by.id}


def _not_stale(draft: LawDraft) -> None:
    if is_stale(draft):
        raise Refused(
            _("Another text was published after this was written. The writer must compare both and write it again."),
            code="stale",
        )


def _reason(reason: str) -> str:
    kept = " ".join(reason.split())
    if not kept:
        raise Invalid("reason", _("Give the reason."))
    if len(kept) > LONGEST_WHY:
        raise Invalid("reason", _("At most %(n)d characters.") % {"n": LONGEST_WHY})
    refuse_pii("reason", kept)
    return kept


def _tell_others(draft: LawDraft, op: Operation) -> None:
    for other in LawDraft.objects.open().filter(code=draft.code, origin=STATE).exclude(pk=draft.pk):
        draft_duties.tell_writer(other, draft_duties.OVERTAKEN, f"overtaken:{other.pk}:{draft.pk}", op.id)
    with acting_as(SYSTEM, op=op.id):
        if draft.origin == STATE:
            draft_duties.tell_writer(draft, draft_duties.PUBLISHED, f"published:{draft.pk}", op.id)
