"""What matching does when an entry or a box changes: code anew, look for matches, lapse what no longer fits."""

import logging
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from samanvay.access.boxes import events as boxes
from samanvay.audit.models import Event
from samanvay.audit.outbox import Receiver, Together
from samanvay.audit.vocabulary import EventKind
from samanvay.kernel.db.scope import SYSTEM, reading

from . import events
from .matcher.actions.bulk import match_waiting
from .matcher.actions.coding import code_entries, code_stale, forget_subject
from .matcher.actions.proposing import follow_readers_of, lapse_of, propose_for, propose_waiting
from .matcher.asking import MatcherAway
from .matcher.protocol import ask_matcher
from .models import CodedEntry, Entry

log = logging.getLogger("samanvay.matching")

MOST_AT_ONCE = 50  # entries of one operation that are matched by the way; the rest waits for the round
MOST_A_ROUND = 2_000  # entries that a round codes: the other parts of the round wait for it
MANY = 200  # entries that wait, above which they are looked at in bulk


def code_and_match(arrived: Sequence[Event]) -> None:
    """Code the entries that events are about, and those they were with; look for their matches if the matcher answers.

    Where it does not, they are marked as waiting, and the round looks at them.
    """
    match_now(_entries_of(arrived))


def match_now(ids: Sequence[UUID]) -> bool:
    """Code entries and look for their matches at once; tell whether that was possible."""
    code_entries(ids)
    try:
        propose_for(list(ids)[:MOST_AT_ONCE], ask_matcher)
    except MatcherAway as away:
        log.debug("the matcher does not answer (%s); the next round looks again", away)
        return False
    return True


@task()
def match_in_bulk() -> int:
    """Look at everything that waits, register by register; return how many entries were looked at."""
    looked = 0
    for progress in match_waiting():
        looked = progress.looked
    return looked


def match_round() -> int:
    """Code what is not coded, look for what waits; return how many entries were looked at. For the ticker's round.

    Where many wait (a sheet came, or every entry is to be looked at again) the worker looks at them in bulk.
    """
    coded = code_stale()
    while coded < MOST_A_ROUND and (more := code_stale()):
        coded += more
    with reading(SYSTEM):
        waiting = CodedEntry.objects.filter(is_sought=True, looked_at__isnull=True).count()
    if waiting > MANY:
        asked = DBTaskResult.objects.filter(
            task_path=match_in_bulk.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
        )
        if not asked.exists():
            match_in_bulk.enqueue()
        return 0
    try:
        return propose_waiting(ask_matcher, most=MANY) if waiting else 0
    except MatcherAway as away:
        log.debug("the matcher does not answer (%s); the next round looks again", away)
        return 0


def _entries_of(arrived: Sequence[Event]) -> list[UUID]:
    """Return the entries that events are about: by their own id, by the person whose box it was, and their company."""
    own = {event.subject_id for event in arrived if event.subject_kind == "tracing"}
    people = {event.subject_id for event in arrived if event.subject_kind == "person"}
    found = list(Entry.objects.filter(Q(pk__in=own | people) | Q(case_person__in=people)))
    parties = {entry.party for entry in found if entry.party is not None}
    beside = Entry.objects.filter(party__in=parties).values_list("id", flat=True) if parties else []
    return list(dict.fromkeys([*(entry.id for entry in found), *beside]))


def moved(event: Event) -> None:
    """Follow an entry to its new state: what is closed is no longer sought, what is sought again is matched again."""
    entry_id = UUID(event.subject_id)
    code_entries([entry_id])
    lapse_of(entry_id)


def shared(event: Event) -> None:
    """Give the pairs of an entry the units that answer for it now."""
    follow_readers_of(UUID(event.subject_id), op=event.op)


def forget(event: Event) -> None:
    """Let go of an erased person: the codes, what was compared of them, and the pairs that still waited."""
    for entry_id in forget_subject(UUID(event.subject_id)):
        lapse_of(entry_id)


SUBSCRIBES: dict[EventKind, Receiver | Together] = {
    boxes.BOX_RESEALED: Together(code_and_match),
    boxes.BOX_SEALED: Together(code_and_match),
    boxes.PERSON_ERASED: forget,
    events.ENTRY_ADDED: Together(code_and_match),
    events.ENTRY_AMENDED: Together(code_and_match),
    events.ENTRY_LINKED: Together(code_and_match),
    events.ENTRY_MOVED: moved,
    events.ENTRY_SHARED: shared,
    events.ENTRY_VOIDED: moved,
}
