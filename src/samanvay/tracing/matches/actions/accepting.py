"""The nodal officers' word on a pair, what it opens, what closes it again; and the proof of who somebody is."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.audit.operations import Operation, operation
from samanvay.duties.wording import checked_text
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid
from samanvay.recording.checks import known_code
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events
from ...entries.actions.telling import told_of
from ...kinds import EntryKind, Side
from ...models import Acceptance, Candidate, Entry
from ...states import VERIFIED_HOW, CandidateState, EntryState
from .. import duties as match_duties
from .. import policies
from ..queries import candidate_or_unseen, standing_acceptances
from .judging import unit_among
from .sight import apply_sight, words_readers


def accept_match(
    *,
    by: Actor,
    candidate_id: UUID,
    accepts: bool,
    reason: str = "",
    side: str = "",
    pii_answer: str = "",
    captured: Captured | None = None,
) -> Acceptance:
    """Accept or decline, as nodal officer of one side, that both teams see who the other's person is.

    When both sides have accepted, names unmask to each other. ``side`` chooses where the officer stands above both;
    never one person for both. Declining takes a reason and leaves the pair to be looked at again. Raises Unseen,
    Refused, Invalid.
    """
    words = reason.strip()
    if words or not accepts:
        words, _answered = checked_text(
            "reason", reason, by=by, pii_answer=pii_answer, missing=_("Give the reason for rejecting.")
        )
    sent = captured_or_new(captured)
    kind = events.MATCH_ACCEPTED if accepts else events.MATCH_DECLINED
    with operation(kind, by=by) as op:
        if known := once(op, Acceptance, sent.submission_id, by=by.id):
            return known
        candidate = candidate_or_unseen(by, candidate_id, lock=True)
        standing = standing_acceptances(candidate)
        policies.may_accept(by, candidate, standing)
        chosen = _chosen_side(policies.open_sides(by, candidate, standing), side)
        acceptance = Acceptance.objects.create(
            candidate=candidate,
            side=chosen,
            accepts=accepts,
            reason=words,
            unit=unit_among(by, Permission.TRACING_ACCEPT, candidate, chosen),
            at=clock.now(),
            by=by.id,
            readers=words_readers(candidate, chosen),
            home_unit=candidate.home_unit,
            home_state=candidate.home_state,
            **sent.columns(),
        )
        op.about("candidate", candidate.id, acceptance.readers)
        op.add(side=chosen)
        if not accepts:
            _decline(candidate, op=op.id)
        elif len([each for each in standing if each.accepts]) == 1:
            _unmask(candidate, op=op.id)
    return acceptance


def _chosen_side(open_sides: tuple[str, ...], side: str) -> str:
    if side and side not in open_sides:
        raise Invalid("side", _("Choose from the list."))
    if not side and len(open_sides) > 1:
        raise Invalid("side", _("Choose for which of the two entries you decide."))
    return str(side or open_sides[0])


def _decline(candidate: Candidate, *, op: UUID) -> None:
    """Leave the pair to be looked at again; the other side's word falls with it, the judgements stand."""
    with acting_as(SYSTEM, op=op):
        Acceptance.objects.filter(candidate=candidate, ended_at__isnull=True, accepts=True).update(
            ended_at=clock.now(), ended_by=SYSTEM.id
        )
        candidate.revise(expected=None, changes={"state": CandidateState.UNSURE})
    reason = _("A nodal officer rejected the match.")
    match_duties.close(("candidate", candidate.id), match_duties.ACCEPT, op=op, reason=reason)


def _unmask(candidate: Candidate, *, op: UUID) -> None:
    with operation(events.MATCH_UNMASKED, by=SYSTEM, target=("candidate", candidate.id), readers=candidate.readers):
        candidate.revise(expected=None, changes={"state": CandidateState.ACCEPTED})
    apply_sight(candidate, op=op)
    match_duties.close(("candidate", candidate.id), match_duties.ACCEPT, op=op, proof="both sides accepted")
    with acting_as(SYSTEM, op=op):
        pair = Candidate.objects.select_related("left__owner", "right__owner").get(pk=candidate.pk)
        match_duties.ask_sides(
            pair, match_duties.VERIFY, Permission.TRACING_WRITE, match_duties.VERIFY_WITHIN,
            op=op, turn=str(pair.version),
        )  # fmt: skip


def end_acceptance(*, by: Actor, candidate_id: UUID, reason: str, pii_answer: str = "") -> Candidate:
    """End what both or one side accepted: names are masked to each other again, the pair waits to be accepted anew."""
    words, _answered = checked_text(
        "reason", reason, by=by, pii_answer=pii_answer, missing=_("Give the reason for ending the acceptance.")
    )
    with operation(events.MATCH_DECLINED, by=by) as op:
        candidate = candidate_or_unseen(by, candidate_id, lock=True)
        policies.may_end_acceptance(by, candidate)
        standing = standing_acceptances(candidate)
        if not standing:
            raise Invalid("reason", _("This pair has not been accepted."))
        sides = policies.sides_of(by, candidate, Permission.TRACING_ACCEPT)
        op.about("candidate", candidate.id, words_readers(candidate, sides[0] if len(sides) == 1 else ""))
        op.add(ended=[each.id for each in standing])
        mask(candidate, to=CandidateState.UNSURE, op=op.id, by=by, reasons=dict.fromkeys(sides, words))
    return candidate


def mask(
    candidate: Candidate,
    *,
    to: CandidateState,
    op: UUID,
    by: Actor = SYSTEM,
    reasons: Mapping[Side, str] = MappingProxyType({}),
) -> None:
    """Close to each other what two sides saw of a pair, inside the caller's operation; each side reads its reason."""
    with acting_as(SYSTEM, op=op):
        standing = Acceptance.objects.filter(candidate=candidate, ended_at__isnull=True)
        for each in standing:
            reason = reasons.get(Side(each.side), "")
            each.revise(expected=None, changes={"ended_at": clock.now(), "ended_by": by.id, "ended_reason": reason})
        candidate.revise(expected=None, changes={"state": str(to)})
    apply_sight(candidate, op=op)
    gone = _("The match is no longer accepted.")
    match_duties.close(("candidate", candidate.id), match_duties.ACCEPT, match_duties.VERIFY, op=op, reason=gone)


def verify_match(
    *,
    by: Actor,
    candidate_id: UUID,
    how: str,
    words: str,
    pii_answer: str = "",
    expected: int | None = None,
) -> Candidate:
    """Say that it was confirmed who somebody is: how, and by what. Only this counts as a match that held.

    The entries of both sides are then traced. Raises Unseen, Refused, Invalid.
    """
    known_code("how", how, VERIFIED_HOW)
    said, _answered = checked_text(
        "words", words, by=by, pii_answer=pii_answer, missing=_("Write who confirmed it and how.")
    )
    with operation(events.MATCH_VERIFIED, by=by) as op:
        candidate = candidate_or_unseen(by, candidate_id, lock=True)
        policies.may_verify(by, candidate, how)
        candidate.revise(
            expected=expected,
            changes={
                "state": CandidateState.VERIFIED,
                "verified_at": clock.now(),
                "verified_by": by.id,
                "verified_how": how,
                "verified_words": said,
            },
        )
        sides = policies.sides_of(by, candidate, Permission.TRACING_WRITE)
        op.about("candidate", candidate.id, words_readers(candidate, sides[0] if len(sides) == 1 else ""))
        op.add(how=how)
        match_duties.close(("candidate", candidate.id), match_duties.VERIFY, op=op.id, proof=f"verified: {how}")
        _tell_second_report(candidate, op)
        for key in (candidate.left_id, candidate.right_id):
            bring_to(key, EntryState.TRACED, op=op.id)
    return candidate


def _tell_second_report(candidate: Candidate, op: Operation) -> None:
    """Tell of a pair that is one person reported missing twice that the first report counts."""
    with acting_as(SYSTEM, op=op.id):
        left, right = (Entry.objects.get(pk=key) for key in (candidate.left_id, candidate.right_id))
        if left.kind == right.kind == EntryKind.MISSING:
            op.also(events.ENTRY_SAME, ("tracing", right.id), right.readers, same_as=left.id, told=told_of(right))


def bring_to(entry_id: UUID, to: EntryState, *, op: UUID, on: date | None = None) -> None:
    """Take an entry to a state that a match or a return brings, inside the caller's operation.

    ``on`` is the day of it where that is not today.
    """
    with acting_as(SYSTEM, op=op):
        entry = Entry.objects.select_for_update().get(pk=entry_id)
        if entry.state == to or entry.is_void:
            return
        with operation(events.ENTRY_MOVED, by=SYSTEM, target=("tracing", entry.id), readers=entry.readers) as moved:
            moved.add(before=entry.state, to=to, on=on or clock.today(), told=told_of(entry))
            entry.revise(expected=None, changes={"state": str(to), "state_since": clock.now()})
