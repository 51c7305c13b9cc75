"""Escalating duties past their hour: the owner is reminded, then one after another up the line hears of it.

Duties of one kind and subject whose hour has come in one round are told together: each has its own step and event, each
person hears once with their number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from samanvay.access.models import User
from samanvay.audit.operations import operation, within_operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

from .. import events
from ..duty_kinds import BESIDE
from ..kinds import DutyKind, kind_of
from ..messages.actions.texting import PATHS
from ..messages.telling import owners_of, tell
from ..models import Duty, Remark, TextMessage
from ..models.duty import DutyQuerySet
from ..telling_many import nobody_acted_words, overdue_words
from .duties import holders_or_superiors

BATCH = 500
MOST_LATE = 2_000  # duties in one transaction that were past their hour when they opened
BORN_LATE = Q(due_at__lt=F("opened_at"))
Reason = TextMessage.Reason
WORDS: dict[Reason, Callable[[DutyKind, Sequence[Duty]], Bilingual]] = {
    Reason.OVERDUE: overdue_words,
    Reason.ESCALATED: nobody_acted_words,
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """One step that was taken: of which duty to which level, who hears of it and why, under which operation and key."""

    duty: Duty
    level: int
    op: UUID
    people: Sequence[User]
    reason: Reason
    key: str


def escalate_due(*, limit: int = BATCH) -> int:
    """Take one step for each duty whose hour has come; returns how many. Run again until it returns 0.

    The limit finds the subjects: all that is due of one kind and subject goes in one transaction, however much it is.
    Of what was past its hour when it opened a kind goes together, up to MOST_LATE duties, and takes all its steps.
    """
    with reading(SYSTEM):
        due = _due().annotate(late=BORN_LATE).order_by("next_at")
        rows = due.values_list("kind", "subject_kind", "subject_id", "late")[:limit]
        groups = list(dict.fromkeys((kind, *(("", "") if late else about), late) for kind, *about, late in rows))
    taken = 0
    for kind, subject_kind, subject_id, late in groups:
        with acting_as(SYSTEM), transaction.atomic():
            alike = _due().filter(BORN_LATE if late else ~BORN_LATE, kind=kind)
            if not late:
                alike = alike.filter(subject_kind=subject_kind, subject_id=subject_id)
            locked = alike.select_for_update(skip_locked=True, of=("self",)).order_by("next_at", "id")
            taken += escalate_together(duties=list(locked[:MOST_LATE] if late else locked))
    return taken


def _due() -> DutyQuerySet:
    return Duty.objects.waiting().filter(next_at__lte=clock.now(), paused_at__isnull=True)


def escalate_together(*, duties: Sequence[Duty]) -> int:
    """Take the next step of each of some duties of one kind; returns how many were due. Each person hears once a step.

    Called by the ticker alone; passes over a duty whose hour has not come. Catches up step by step after a stop, but
    with all steps at once where a duty was past its hour when it opened; then each person hears once of all.
    """
    groups: dict[tuple[UUID, Reason, int], tuple[User, dict[UUID, _Heard]]] = {}
    due = [duty for duty in duties if _is_due(duty)]
    for step in (step for duty in due for step in _take_steps(duty)):
        level = 0 if step.duty.opened_late else step.level
        for person in step.people:
            groups.setdefault((person.pk, step.reason, level), (person, {}))[1].setdefault(step.duty.pk, step)
    for (_key, reason, _level), (person, heard) in groups.items():
        first, told = next(iter(heard.values())), [step.duty for step in heard.values()]
        words = WORDS[reason](kind_of(first.duty.kind), told)
        link = PATHS[reason] if len({(each.subject_kind, each.subject_id) for each in told}) > 1 else ""
        with within_operation(first.op):
            tell([person], duty=first.duty, words=words, key=first.key, link=link, reason=reason)
    return len(due)


def _take_steps(duty: Duty) -> Iterator[_Heard]:
    yield _take_step(duty)
    while duty.opened_late and _is_due(duty):
        yield _take_step(duty)


def _is_due(duty: Duty) -> bool:
    return duty.is_waiting and duty.paused_at is None and duty.next_at is not None and duty.next_at <= clock.now()


def _take_step(duty: Duty) -> _Heard:
    with operation(events.DUTY_ESCALATED, by=SYSTEM, target=("duty", duty.id), readers=duty.readers) as op:
        op.add(of_kind=duty.kind, level=duty.level)
        if duty.level == 0:
            duty.level = 1
            duty.revise(expected=None, changes={"level": 1, "next_at": duty.next_look(duty.due_at)})
            return _Heard(
                duty, duty.level, op.id, owners_of(duty), Reason.OVERDUE, f"due:{duty.id}:{duty.due_at.isoformat()}"
            )
        step, *later = duty.steps
        people, audience = holders_or_superiors(step["role"], step["audience"])
        op.add(to_role=step["role"], to_audience=audience)
        op.readers.add(audience)
        duty.steps = later
        _open_thread(duty, audience)
        duty.revise(
            expected=None,
            changes={
                "level": duty.level + 1,
                "steps": later,
                "readers": sorted({*duty.readers, audience}),
                "next_at": duty.next_look(duty.due_at),
            },
        )
        return _Heard(duty, duty.level, op.id, people, Reason.ESCALATED, f"escalated:{duty.id}:{duty.level}")


def _open_thread(duty: Duty, audience: int) -> None:
    """Let a unit that hears of a duty read its thread; of a question or decision also the duty that it is about."""
    if duty.kind in BESIDE:
        for subject in Duty.objects.filter(pk=duty.subject_id).exclude(readers__contains=[audience]):
            subject.revise(expected=None, changes={"readers": sorted({*subject.readers, audience})})
            _open_thread(subject, audience)
    Remark.objects.filter(duty=duty).update(readers=sorted({*duty.readers, audience}))
