"""Keeping the best pairs of an entry, with negative memory: the machine proposes, a person decides, never a number.

A pair that was judged different comes back only where what was compared has changed, and says in what. Whatever changed
so that it no longer fits lapses by itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.audit.operations import last_operation, operation, within_operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay_insight.linkage import band

from ... import events
from ...kinds import EntryKind
from ...matches import duties as match_duties
from ...matches.actions.accepting import mask
from ...matches.actions.sight import words_readers
from ...matches.sides import Lines, opened_to, readers_of, tells_place
from ...models import Acceptance, Candidate, CodedEntry, Entry, Judgement
from ...states import Band, CandidateState, EntryState
from ..asking import DOUBLE_FLOOR, Answer, Ask, model_edition, queries_for, reasons_for
from ..features import changed_facts
from .coding import coded_features

BATCH = 100
MACHINES = (CandidateState.PROPOSED, CandidateState.UNSURE)  # what an entry's change may lapse


def propose_waiting(ask: Ask, *, most: int = BATCH) -> int:
    """Look for the best matches of entries that wait for it; return how many were looked at.

    Raises :class:`samanvay.tracing.matcher.asking.MatcherAway`, with whatever was done so far kept.
    """
    with reading(SYSTEM):
        waiting = CodedEntry.objects.filter(is_sought=True, looked_at__isnull=True).order_by("seq")
        ids = list(waiting.values_list("entry_id", flat=True)[:most])
    return propose_for(ids, ask) if ids else 0


def propose_for(ids: Sequence[UUID], ask: Ask) -> int:
    """Look for the best matches of some entries and keep them; return how many entries were looked at."""
    with reading(SYSTEM):
        rows = list(CodedEntry.objects.select_related("entry").filter(entry__in=list(ids), is_sought=True))
        features = coded_features(rows)
        parties = {row.entry.party for row in rows if row.entry.party is not None}
        together = list(Entry.objects.filter(party__in=parties).values_list("party", "id"))
    queries = []
    for row in rows:
        if row.entry_id in features:
            beside = [key for party, key in together if party == row.entry.party and key != row.entry_id]
            queries.append((row, queries_for(row.entry.kind, row.entry_id, features[row.entry_id], beside)))
    answers = iter(ask([query for _row, listed in queries for query in listed]))
    for row, listed in queries:
        found: dict[UUID, Answer] = {}
        for query in listed:
            best = next(answers)
            if query.register == row.entry.kind:
                kept = [each for each in best if each.probability >= DOUBLE_FLOOR]
            else:
                # The best ten are shown, however unlikely, as long as more speaks for one person than against.
                kept = [each for each in best if each.weight > 0]
            found |= {each.other: each for each in kept}
        keep(row.entry_id, list(found.values()), seq=row.seq)
    return len(queries)


@dataclass(frozen=True, slots=True)
class _Weighed:
    left: Entry
    right: Entry
    answer: Answer


def keep(entry_id: UUID, answers: Sequence[Answer], *, seq: int | None = None) -> int:
    """Keep what the matcher answered for an entry; return how many pairs wait for a look that did not before.

    ``seq`` is the edition of the codes that was asked with: where the entry changed meanwhile it is asked again.
    """
    before = None if answers else last_operation("tracing", entry_id)
    proposing = operation(events.CANDIDATES_PROPOSED, by=SYSTEM, target=("tracing", entry_id))
    # That nothing was found is no event: the look goes on from what made the entry wait for it.
    with within_operation(before) if before else proposing as op:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('samanvay:candidates'))")
        lines = Lines()
        entries = Entry.objects.select_related("owner").sought().in_bulk([entry_id, *(one.other for one in answers)])
        entry = entries.get(entry_id)
        coded = {row.entry_id: row for row in CodedEntry.objects.filter(entry__in=entries)}
        facts = {key: dict(each.facts) for key, each in coded_features(list(coded.values())).items()}
        fresh = 0
        if entry is not None:
            listed = [_in_order(entry, entries[one.other], one) for one in answers if one.other in entries]
            fresh = _keep_pairs(listed, facts, lines, op=op.id) if op else 0
            _lapse_changed(entry, {(each.left.id, each.right.id) for each in listed}, facts)
            if op:
                op.about("tracing", entry.id, entry.readers)
                op.add(pairs=len(listed), fresh=fresh, model=model_edition())
        looked = CodedEntry.objects.filter(entry=entry_id, looked_at__isnull=True)
        (looked if seq is None else looked.filter(seq=seq)).update(looked_at=clock.now())
    return fresh


def _in_order(entry: Entry, other: Entry, answer: Answer) -> _Weighed:
    """Put the missing one first, of two of a kind the one that was added first."""
    if entry.kind == other.kind:
        first, second = sorted((entry, other), key=lambda each: (each.added_at, each.id))
    else:
        first, second = (entry, other) if entry.kind == EntryKind.MISSING else (other, entry)
    return _Weighed(first, second, answer)


def _keep_pairs(listed: Iterable[_Weighed], facts: dict[UUID, dict[str, str]], lines: Lines, *, op: UUID) -> int:
    weighed = list(listed)
    known = {
        (pair.left_id, pair.right_id): pair
        for pair in Candidate.objects.select_for_update().filter(
            Q(left__in=[each.left.id for each in weighed]) & Q(right__in=[each.right.id for each in weighed])
        )
    }
    fresh = 0
    for each in weighed:
        pair = known.get((each.left.id, each.right.id))
        compared = {"left": facts.get(each.left.id, {}), "right": facts.get(each.right.id, {})}
        changes = _changes(pair, each, compared)
        if changes is None:
            continue
        opened_left, opened_right = opened_to(each.left), opened_to(each.right)
        changes["left_units"] = lines.answering(each.left, opened_left)
        changes["right_units"] = lines.answering(each.right, opened_right)
        changes["tells_place"] = tells_place(each.left, each.right)
        changes["may_be_child"] = each.left.may_be_child or each.right.may_be_child
        was, before = (pair.state, pair.band) if pair is not None else ("", "")
        if pair is None:
            pair = Candidate(id=uuid7(), left=each.left, right=each.right, **changes)
            pair.home_unit, pair.home_state = each.left.home_unit, each.left.home_state
            pair.readers = readers_of(pair)
            pair.save(force_insert=True)
        else:
            for name, value in changes.items():
                setattr(pair, name, value)
            pair.revise(expected=None, changes={"readers": readers_of(pair)}, also=list(changes))
            pair.left, pair.right = each.left, each.right
        is_fresh = pair.state == CandidateState.PROPOSED and was != CandidateState.PROPOSED
        fresh += is_fresh
        # One that waited and has grown strong since, as when the other side was looked at, needs somebody too.
        if is_fresh or (pair.state == CandidateState.PROPOSED and before != Band.STRONG):
            _ask_for_a_look(pair, op=op)
    return fresh


def _changes(pair: Candidate | None, each: _Weighed, compared: dict[str, Any]) -> dict[str, Any] | None:
    """Return what is written of a pair; None where the machine leaves it as people left it."""
    changed = changed_facts(pair.coded, compared) if pair is not None else []
    if pair is not None and pair.state not in (CandidateState.LAPSED, CandidateState.PROPOSED) and not changed:
        return None
    if pair is not None and pair.state in (
        CandidateState.SAME,
        CandidateState.ACCEPTED,
        CandidateState.VERIFIED,
    ):
        return None
    answer = each.answer
    found: dict[str, Any] = {
        "state": CandidateState.PROPOSED,
        "band": str(band(answer.probability)),
        "weight": answer.weight,
        "probability": answer.probability,
        "reasons": reasons_for(answer.pattern),
        "model": model_edition(),
        "coded": compared,
    }
    if pair is None:
        return {**found, "proposed_at": clock.now()}
    if pair.state in (CandidateState.DIFFERENT, CandidateState.UNSURE):
        return {**found, "new_facts": changed, "proposed_at": clock.now()}
    if pair.state == CandidateState.LAPSED:
        return {**found, "proposed_at": clock.now()}
    return found


def _ask_for_a_look(pair: Candidate, *, op: UUID) -> None:
    again = _("The pair was proposed again.")
    match_duties.close(("candidate", pair.id), match_duties.REJECTED, op=op, reason=again)
    if pair.band != Band.STRONG:
        return
    match_duties.ask_sides(
        pair,
        match_duties.LOOK,
        Permission.TRACING_JUDGE,
        match_duties.look_within(pair),
        op=op,
        turn=str(pair.version),
    )


def pairs_of(entry_id: UUID) -> QuerySet[Candidate]:
    """Return the pairs of an entry, on either side."""
    return Candidate.objects.filter(Q(left=entry_id) | Q(right=entry_id))


def _lapse_changed(entry: Entry, kept: set[tuple[UUID, UUID]], facts: dict[UUID, dict[str, str]]) -> None:
    """Let pairs lapse that were proposed by other facts of this entry and no longer come up."""
    mine = facts.get(entry.id, {})
    for pair in pairs_of(entry.id).filter(state=CandidateState.PROPOSED):
        side = "left" if pair.left_id == entry.id else "right"
        if (pair.left_id, pair.right_id) not in kept and pair.coded.get(side, {}) != mine:
            _lapse(pair, _("The person's details changed, and the pair no longer fits."))


def _lapse(pair: Candidate, reason: str) -> None:
    with operation(events.CANDIDATE_LAPSED, by=SYSTEM, target=("candidate", pair.id), readers=pair.readers) as op:
        op.add(before=pair.state)
        if pair.state in (CandidateState.SAME, CandidateState.ACCEPTED):
            mask(pair, to=CandidateState.LAPSED, op=op.id)
        else:
            pair.revise(expected=None, changes={"state": CandidateState.LAPSED})
        match_duties.close(
            ("candidate", pair.id), match_duties.LOOK, match_duties.REJECTED, match_duties.ACCEPT, match_duties.VERIFY,
            op=op.id, reason=reason,
        )  # fmt: skip


def lapse_of(entry_id: UUID) -> int:
    """Let the pairs of an entry lapse that is no longer sought; return how many.

    Of one that was traced or came home only what nobody agreed on yet lapses: a second report of the same person is
    still the same person. Of a void or closed one everything that was not verified.
    """
    with reading(SYSTEM):  # each pair has its own event
        entry = Entry.objects.filter(pk=entry_id).first()
        if entry is None or (entry.state == EntryState.OPEN and not entry.is_void):
            return 0
        gone = entry.is_void or entry.state == EntryState.CLOSED
        states = (*MACHINES, CandidateState.SAME, CandidateState.ACCEPTED) if gone else MACHINES
        pairs = list(pairs_of(entry_id).select_for_update().filter(state__in=states))
        for pair in pairs:
            _lapse(pair, _("One entry of this pair is closed."))
    return len(pairs)


def follow_readers_of(entry_id: UUID, *, op: UUID) -> int:
    """Give an entry's pairs the units that answer for it now, after ``op`` shared it; return how many changed."""
    with within_operation(op):
        entry = Entry.objects.filter(pk=entry_id).first()
        if entry is None:
            return 0
        units, changed = Lines().answering(entry, opened_to(entry)), 0
        for pair in pairs_of(entry_id).select_for_update():
            side = "left" if pair.left_id == entry_id else "right"
            if set(pair.units_of(side)) == set(units):
                continue
            setattr(pair, f"{side}_units", units)
            pair.revise(expected=None, changes={"readers": readers_of(pair)}, also=[f"{side}_units"])
            for model in (Judgement, Acceptance):
                for each in ("left", "right", ""):
                    spoken = model._default_manager.filter(candidate=pair, side=each)
                    spoken.update(readers=words_readers(pair, each))
            changed += 1
    return changed
