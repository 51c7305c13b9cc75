"""Saying whether two entries are one person, and taking it back: an edge of a graph, never a merger of records."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.audit.operations import operation
from samanvay.duties.kinds import DutyKind
from samanvay.duties.wording import checked_text
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Stale, Unseen
from samanvay.recording.checks import known_code
from samanvay.recording.submissions import Captured, captured_or_new, once

from ... import events
from ...models import Acceptance, Candidate, Judgement
from ...states import VERDICTS, Band, CandidateState, Verdict
from .. import duties as match_duties
from .. import policies
from ..queries import candidate_or_unseen, standing_judgements, state_from
from .sight import words_readers


def judge(
    *,
    by: Actor,
    candidate_id: UUID,
    verdict: str,
    reason: str,
    pii_answer: str = "",
    captured: Captured | None = None,
    expected: int | None = None,
) -> Judgement:
    """Say of a pair that it is the same person, different persons, or that one is unsure, with the reason.

    A person has one standing judgement of a pair: judging again withdraws the earlier. Raises Unseen, Refused, Invalid,
    Stale where the pair is not in the version ``expected``.
    """
    known_code("verdict", verdict, VERDICTS)
    words, _answered = checked_text(
        "reason", reason, by=by, pii_answer=pii_answer, missing=_("Write why you think so.")
    )
    sent = captured_or_new(captured)
    with operation(events.CANDIDATE_JUDGED, by=by) as op:
        if known := once(op, Judgement, sent.submission_id, by=by.id):
            return known
        candidate = candidate_or_unseen(by, candidate_id, lock=True)
        policies.may_judge(by, candidate)
        if expected not in (None, candidate.version):
            raise Stale(theirs={"state": candidate.state}, yours={}, of=Candidate)
        sides = policies.sides_of(by, candidate, Permission.TRACING_JUDGE)
        side = str(sides[0]) if len(sides) == 1 else ""
        for earlier in standing_judgements(candidate).filter(by=by.id):
            _withdraw(earlier, by, _("Judged again."))
        judgement = Judgement.objects.create(
            candidate=candidate,
            verdict=verdict,
            reason=words,
            side=side,
            unit=unit_among(by, Permission.TRACING_JUDGE, candidate, side),
            at=clock.now(),
            by=by.id,
            readers=words_readers(candidate, side),
            home_unit=candidate.home_unit,
            home_state=candidate.home_state,
            **sent.columns(),
        )
        op.about("candidate", candidate.id, judgement.readers)
        op.add(verdict=verdict, side=side)
        settle(candidate, op=op.id)
    return judgement


def withdraw_judgement(*, by: Actor, judgement_id: UUID, reason: str, pii_answer: str = "") -> Judgement:
    """Take a judgement back, with the reason; it stays to be read. Raises Unseen, Refused, Invalid."""
    words, _answered = checked_text(
        "reason", reason, by=by, pii_answer=pii_answer, missing=_("Give the reason for withdrawing.")
    )
    with operation(events.JUDGEMENT_WITHDRAWN, by=by) as op:
        judgement = Judgement.objects.filter(pk=judgement_id).first()
        if judgement is None:
            raise Unseen
        candidate = candidate_or_unseen(by, judgement.candidate_id, lock=True)
        judgement.candidate = candidate
        policies.may_withdraw_judgement(by, judgement)
        _withdraw(judgement, by, words)
        op.about("candidate", candidate.id, judgement.readers)
        op.add(judgement=judgement.id, verdict=judgement.verdict)
        settle(candidate, op=op.id)
    return judgement


def _withdraw(judgement: Judgement, by: Actor, reason: str) -> None:
    changes = {"withdrawn_at": clock.now(), "withdrawn_by": by.id, "withdrawn_reason": reason}
    judgement.revise(expected=None, changes=changes)


def unit_among(by: Actor, permission: Permission, candidate: Candidate, side: str) -> int:
    """Return the unit at which an actor speaks of a pair."""
    units = candidate.units_of(side) if side else candidate.readers
    held = [grant.audience for grant in by.grants if grant.audience in units]
    return held[0] if held else by.units[0]


def settle(candidate: Candidate, *, op: UUID) -> None:
    """Bring a pair to the state that its standing judgements say, with the duties that go with it.

    Works inside the caller's operation ``op``. Read as the system: of the other side's words a side may read nothing,
    and they count all the same.
    """
    with acting_as(SYSTEM, op=op):
        pair = Candidate.objects.select_related("left__owner", "right__owner").get(pk=candidate.pk)
        standing = list(standing_judgements(pair))
        verdicts = [each.verdict for each in standing]
        to = state_from(verdicts)
        if verdicts:
            match_duties.close(_subject(pair), match_duties.REJECTED, op=op, proof=f"judgement on {pair.id}")
        if pair.state not in policies.JUDGED or to == pair.state:
            if verdicts:
                match_duties.close(_subject(pair), match_duties.LOOK, op=op, proof=f"judgement on {pair.id}")
            return
        was = pair.state
        changes: dict[str, object] = {"state": str(to)}
        if to == CandidateState.DIFFERENT:
            changes |= {"earlier": pair.earlier + 1, "new_facts": []}
        pair.revise(expected=None, changes=changes)
        if pair.band == Band.STRONG and to == CandidateState.DIFFERENT:
            _ask_others(pair, match_duties.REJECTED, {each.side for each in standing}, standing, op=op)
        if verdicts:
            match_duties.close(_subject(pair), match_duties.LOOK, op=op, proof=f"judgement on {pair.id}")
            if pair.band == Band.STRONG and was == CandidateState.DIFFERENT and to == CandidateState.UNSURE:
                agreed = {each.side for each in standing if each.verdict != Verdict.DIFFERENT}
                _ask_others(pair, match_duties.LOOK, agreed, standing[-1:], op=op)
        elif pair.band == Band.STRONG:
            match_duties.ask_sides(
                pair, match_duties.LOOK, Permission.TRACING_JUDGE, match_duties.look_within(pair),
                op=op, turn=f"again{pair.version}",
            )  # fmt: skip
        if was == CandidateState.SAME:
            _end_acceptances(pair)
            gone = _("The decision that it is one person was withdrawn.")
            match_duties.close(_subject(pair), match_duties.ACCEPT, op=op, reason=gone)
        if to == CandidateState.SAME:
            _end_acceptances(pair)  # a side that declined is asked anew
            match_duties.ask_sides(
                pair, match_duties.ACCEPT, Permission.TRACING_ACCEPT, match_duties.ACCEPT_WITHIN,
                op=op, turn=str(pair.version),
            )  # fmt: skip
    candidate.refresh_from_db()


def _ask_others(
    pair: Candidate, kind: DutyKind, spoke: Collection[str], last: Sequence[Judgement], *, op: UUID
) -> None:
    """Ask the sides that did not speak; both where somebody above both did, but not the unit that spoke."""
    match_duties.ask_sides(
        pair, kind, Permission.TRACING_JUDGE, match_duties.look_within(pair),
        op=op, turn=str(pair.version), sides=[side for side in policies.SIDES if side not in spoke],
        but=[each.unit for each in last],
    )  # fmt: skip


def _end_acceptances(pair: Candidate) -> None:
    for each in Acceptance.objects.filter(candidate=pair, ended_at__isnull=True):
        each.revise(expected=None, changes={"ended_at": clock.now(), "ended_by": SYSTEM.id})


def _subject(pair: Candidate) -> tuple[str, UUID]:
    return "candidate", pair.id
