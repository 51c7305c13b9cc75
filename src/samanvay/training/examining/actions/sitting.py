"""Sitting an examination: begun, each answer saved at once, handed in. No row is shared by those who sit together."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Count, IntegerField, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Refused, Unseen

from ...courses.policies import may_learn
from ...courses.syllabus import ExaminationRules
from ...models import Answer, Sitting
from .. import events, policies
from ..equating import RaschModel, pass_mark
from ..marking import NotAnAnswer, in_places
from ..papers import Line, PoolItem, TooFew, draw
from ..queries import examinations
from .centres import seats_for
from .closing import close_sitting

LONGEST_SEAT = 12
MOST_AT_ONCE = 200
# Of one question of one paper. A radio button that runs under a held key changes faster; a page keeps what waits.
MOST_SAVES = 500
MOST_A_MINUTE = 120
SAVES = (
    "select count(*) from training_answer where sitting_id = training_sitting.id and training_answer.position = any(%s)"
)


def begin_sitting(*, by: Actor, code: str, seat_code: str = "", seat: str = "") -> Sitting:
    """Begin the examination of a course, or go on with the one that runs; with ``seat_code`` at a centre.

    One whose time has run out is closed and returned as it is: its result comes first. Raises Unseen, Refused (a
    certificate that holds, attempts used up, another examination that runs, one that oneself watches over, questions of
    one's own in the bank, lessons that are to be read first), Invalid.
    """
    examined = examinations.examined(by, code)
    if examined.running is not None:
        return _running(examined.running, code)
    policies.may_sit(by, *examined.asked)
    seats, seat = seats_for(code, seat_code, seat)
    policies.may_take_seat(by, seats)
    if seats is None:
        policies.may_sit_alone(examined.rules, examined.certificate, len(examined.lessons))
    seed = secrets.randbits(62)
    pool = examinations.pool_of(examined.edition.course)
    seen = {line["item"] for past in examined.past for line in past.paper}
    try:
        paper = draw(examined.rules, pool, seed, seen)
    except TooFew:
        raise Refused(_("This course does not have enough published questions for an examination yet.")) from None
    rules = examined.rules
    unit = directory.unit_of(by.grants[0].audience)
    sitting = Sitting(
        id=uuid7(),
        learner=by.id,
        course=code,
        edition=examined.edition,
        mode="centre" if seats else "own",
        seats=seats,
        seat=seat,
        seed=seed,
        rules={
            "minutes": rules.minutes,
            "pass_percent": rules.pass_percent,
            "negative": rules.negative,
            **_equated(code, rules, paper, pool),
        },
        paper=[line.said() for line in paper],
        began_at=clock.now(),
        readers=[SYSTEM_AUDIENCE],
        home_unit=unit.audience,
        home_state=unit.home_state,
    )
    try:
        with operation(events.SITTING_BEGUN, by=by, target=("sitting", sitting.id), course=code) as op:
            op.add(edition=examined.edition.no, mode=sitting.mode, seats=seats.pk if seats else None)
            with acting_as(SYSTEM, op=op.id):
                sitting.save(force_insert=True)
    except IntegrityError as error:
        # begun twice at the same moment, or the seat is somebody's
        running = examinations.examined(by, code).running
        if running is not None:
            return _running(running, code)
        raise Invalid("seat", _("Somebody is already sitting at this seat. Ask your invigilator.")) from error
    return sitting


def _equated(
    code: str, rules: ExaminationRules, paper: Sequence[Line], pool: Sequence[PoolItem]
) -> dict[str, dict[str, Any]]:
    """Return what a sitting keeps of its own pass mark; nothing where the usual one stands for want of answers."""
    known = examinations.latest_calibration(code)
    mark = pass_mark(rules, paper, pool, RaschModel(known.slope, known.items)) if known is not None else None
    if known is None or mark is None:
        return {}
    told = {"pass_percent": mark.percent, "worth": mark.worth, "persons": known.persons, "calibration": str(known.pk)}
    return {"equated": told}


def _running(sitting: Sitting, code: str) -> Sitting:
    if clock.now() >= sitting.takes_until:
        # No refusal: it would take the closing back with it.
        return close_sitting(by=SYSTEM, key=sitting.pk, how="time")
    if sitting.course != code:
        raise Refused(_("You have another examination open. Finish that one first."))
    return sitting


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it arrives: the place in the paper from 0, places of options as shown, the moment in ms."""

    position: int
    given: tuple[Any, ...]
    serial: int


class TooFast(Refused):
    """Answers to one question come faster than a person gives them: they may be sent again a minute later."""

    status = 429
    default_words = gettext_lazy("You changed this answer many times within a minute. It will be sent again by itself.")


USED_UP = gettext_lazy("You cannot change this answer any more. The last saved answer counts.")


def save_answers(*, by: Actor, key: UUID, answers: Sequence[GivenAnswer]) -> dict[int, int]:
    """Save answers to one's running paper; returns for each place the highest serial that arrived with this call.

    An answer older than one that was saved, or saved before, changes nothing; of several to one question in this call
    the latest is saved. ``serial`` is never taken from the future. A question that was answered ``MOST_SAVES`` times
    takes no more: it is left out of what is returned, and its last answer holds. Raises Unseen, Refused (time is over,
    handed in), TooFast, Invalid.
    """
    may_learn(by)
    if not 0 < len(answers) <= MOST_AT_ONCE:
        raise Invalid("answers", _("Send one to %(n)d answers at a time.") % {"n": MOST_AT_ONCE})
    with operation(events.ANSWER_SAVED, by=by, target=("sitting", key)) as op:
        now = clock.now()
        latest = int(now.timestamp() * 1000)
        with acting_as(SYSTEM, op=op.id):
            asked = {each.position for each in answers if -1 < each.position < MOST_AT_ONCE}
            sitting = Sitting.objects.of(by.id).filter(pk=key).annotate(saves=_saves(asked)).first()
            if sitting is None:
                raise Unseen
            _may_answer(sitting, now)
            rows = _latest(_answer(sitting, each, latest, now) for each in answers)
            # nearly always one count, beside the paper, over the answers to these very questions
            if sitting.saves >= MOST_A_MINUTE:  # type: ignore[attr-defined]  # annotated
                rows = _within_limits(sitting, rows, now)
            if not rows:
                op.keep_silent()
                return {}
            Answer.objects.bulk_create(rows, ignore_conflicts=True)
            # whoever hands in waits for answers under way, and answers for it: asked again, it is either in or out
            if Sitting.objects.filter(pk=key, closed_at__isnull=False).exists():
                raise Refused(_("This examination was submitted. It cannot be changed any more."))
        saved = {each.position: each.serial for each in rows}
        op.add(positions=sorted(saved))
    return saved


def _saves(positions: Collection[int]) -> RawSQL:
    """Return how many answers there are to some questions of a paper, for its own query: read by their unique index."""
    # written out, since building the same of models for every answer takes longer than asking it
    return RawSQL(SAVES, [list(positions)], output_field=IntegerField())  # noqa: S611 (a constant of ours)


def _latest(rows: Iterable[Answer]) -> list[Answer]:
    """Keep of several answers to one question the latest."""
    kept: dict[int, Answer] = {}
    for each in rows:
        if each.position not in kept or each.serial > kept[each.position].serial:
            kept[each.position] = each
    return list(kept.values())


def _within_limits(sitting: Sitting, rows: Sequence[Answer], now: datetime) -> list[Answer]:
    """Keep the answers to questions that take one more, and those that are saved already. Raises TooFast."""
    there = Answer.objects.filter(sitting=sitting, position__in=[each.position for each in rows])
    lately = Count("id", filter=Q(saved_at__gt=now - timedelta(minutes=1)))
    counts = {at: (n, fast) for at, n, fast in there.values_list("position").annotate(n=Count("id"), fast=lately)}
    full = [each for each in rows if counts.get(each.position, (0, 0))[0] >= MOST_SAVES]
    if any(counts.get(each.position, (0, 0))[1] >= MOST_A_MINUTE for each in rows if each not in full):
        raise TooFast
    known = set(there.filter(serial__in=[each.serial for each in full]).values_list("position", "serial"))
    return [each for each in rows if each not in full or (each.position, each.serial) in known]


def _may_answer(sitting: Sitting, now: Any) -> None:
    if sitting.closed_at is not None:
        raise Refused(_("This examination was submitted. It cannot be changed any more."))
    if now >= sitting.takes_until:
        raise Refused(_("Time is over. The answers saved until now count."))


def _answer(sitting: Sitting, each: GivenAnswer, latest: int, now: Any) -> Answer:
    if not 0 <= each.position < len(sitting.paper):
        raise Invalid("position", _("This question is not in the paper."))
    try:
        places = in_places(sitting.paper[each.position], each.given)
    except NotAnAnswer:
        raise Invalid("given", _("Choose from the options of the question, each once.")) from None
    return Answer(
        sitting=sitting,
        position=each.position,
        serial=max(0, min(each.serial, latest)),
        given=places,
        saved_at=now,
        **sitting.ownership(),
    )


def hand_in(*, by: Actor, key: UUID) -> Sitting:
    """Hand one's paper in: it is marked, and a certificate issued if it was passed. Again it changes nothing.

    Raises Unseen.
    """
    sitting = examinations.own_sitting(by, key)
    if sitting.closed_at is not None:
        return sitting
    return close_sitting(by=by, key=key, how="handed" if clock.now() < sitting.takes_until else "time")
