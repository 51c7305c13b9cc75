"""One happening counts once, of two cases: looking when one was recorded, the answer, taking the answer back."""

from django.db import connection
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.audit.vocabulary import EventKind
from samanvay.cases.models import Case
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ... import events, policies
from ...models import CasePair
from ...states import PairAnswer
from ..pairs import fresh_pairs, pairs_of, readers_of_both


def look_for_pairs(*, by: Actor, case: Case) -> list[CasePair]:
    """Look whether other cases tell of the same as a case, and keep which; returns those found now.

    By the system alone: who recorded the case need not see the other, nor learn that there is one.
    """
    with operation(events.PAIRS_FOUND, by=by, target=("case", case.id)) as op:
        with connection.cursor() as cursor:
            # Two cases of one happening that are looked at together would each keep the same pair.
            cursor.execute("select pg_advisory_xact_lock(hashtext('samanvay:reports:pairs'))")
        found = list(fresh_pairs(case))
        for pair in found:
            pair.save(force_insert=True)
        op.add(found=len(found), pairs=[pair.pk for pair in found])
        if not found:
            op.keep_silent()
    return found


def share_pairs(case: Case) -> None:
    """Let those who came to see both cases of a pair read it. Works inside the caller's operation."""
    for pair in pairs_of(case):
        cases = Case.objects.in_bulk([pair.first_case, pair.second_case])
        both = set(readers_of_both(cases[pair.first_case], cases[pair.second_case]))
        if both - set(pair.readers):
            CasePair.objects.filter(pk=pair.pk).update(readers=sorted(both | set(pair.readers)))


def settle_pair(*, by: Actor, pair: CasePair, answer: str, expected: int | None = None) -> CasePair:
    """Say whether two cases are one happening: "same" or "apart". Linked they count once, and stay two cases.

    Raises Refused, Invalid, Stale.
    """
    policies.may_settle_pair(by, pair)
    if answer not in list(PairAnswer):
        raise Invalid("answer", _("Answer whether it is the same incident."))
    if pair.answer == answer:
        return pair
    kind = events.PAIR_LINKED if answer == PairAnswer.SAME else events.PAIR_KEPT_APART
    return _answer(by, pair, kind, answer, expected)


def ask_pair_again(*, by: Actor, pair: CasePair, expected: int | None = None) -> CasePair:
    """Take back what was answered of two cases: each counts for itself, and the question is open again."""
    policies.may_settle_pair(by, pair)
    return _answer(by, pair, events.PAIR_ASKED_AGAIN, "", expected) if pair.answer else pair


def _answer(by: Actor, pair: CasePair, kind: EventKind, answer: str, expected: int | None) -> CasePair:
    with operation(kind, by=by, target=("case_pair", pair.id), readers=pair.readers) as op:
        op.add(cases=[pair.first_case, pair.second_case], events=[pair.first_event, pair.second_event])
        changes = {"answer": answer, "settled_by": by.id, "settled_at": clock.now()}
        return pair.revise(expected=expected, changes=changes)
