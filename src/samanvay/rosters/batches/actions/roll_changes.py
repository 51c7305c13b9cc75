"""Turns follow the roll: who goes on leave is placed in another week, who is gone is excused and who is back takes
their turns up again, who is transferred takes them along.

Worked out from the rows as they now stand, by three queries, whether one member was amended or a sheet of sixty
thousand was taken in. Whoever is given a sign-in is asked to come to what they were called to before.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.directory.models import Officer
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.training.models import Member

from ...models import Batch, Turn
from .. import events
from ..duty_kinds import ATTEND
from ..placement import WORKS
from ..queries.batches import without_attendance
from ..states import COMING, Absence, BatchState, TurnOrigin, TurnState
from . import calling
from .rescheduling import follow_unplaced, lock_plans, move_away, place

TRANSFERRED = """
update rosters_turn as t set unit_id = m.unit_id, readers = m.readers, home_unit = m.home_unit, version = t.version + 1
from training_member m
where m.id = t.member_id and t.id = any(%s)
"""


def follow_roll(happened: Sequence[Event]) -> None:
    """Let coming turns follow members who were amended, taken in from a sheet, or have left."""
    found = {UUID(each.subject_id) for each in happened if each.subject_kind == "member"}
    members = found if len(found) == len({each.subject_id for each in happened}) else None
    follow_members(members)
    take_up(members)


def follow_members(members: set[UUID] | None) -> tuple[int, int, int]:
    """Let the coming turns of some members (None: of all) follow the roll; returns how many were moved for a leave,
    excused and taken along. Writes nothing where the roll says nothing new.
    """
    with reading(SYSTEM):
        coming = _coming(members)
        gone = list(coming.filter(Q(member__left_on__isnull=False) | Q(member__voided_at__isnull=False)))
        staying = coming.filter(member__left_on=None, member__voided_at=None)
        transferred = list(staying.exclude(unit=F("member__unit"), home_unit=F("member__home_unit")))
        away = list(on_leave(staying))
        if not gone and not transferred and not away:
            return 0, 0, 0
        with operation(events.ROLL_FOLLOWED, by=SYSTEM) as op:
            lock_plans([*gone, *transferred, *away])
            op.add(excused=len(gone), transferred=len(transferred), on_leave=len(away))
            if transferred:
                with connection.cursor() as cursor:
                    cursor.execute(TRANSFERRED, [[turn.pk for turn in transferred]])
                called = [turn for turn in transferred if turn.state == TurnState.CALLED]
                weeks = {(unit, turn.monday) for turn in called for unit in (turn.unit_id, turn.member.unit_id)}
                calling.follow_release(op, weeks, fresh=True)
            if gone:
                keys = [turn.pk for turn in gone]
                Turn.objects.filter(pk__in=keys, state__in=COMING).update(
                    state=TurnState.EXCUSED, absence=Absence.GONE, version=F("version") + 1
                )
                calling.follow_turns(op, keys, [])
            if away:
                move_away(op, away, absence=Absence.LEAVE)
            for state in sorted({turn.home_state for turn in gone}):
                follow_unplaced(op, state)
    return len(away), len(gone), len(transferred)


def take_up(members: set[UUID] | None) -> int:
    """Give members (None: all) who are on the roll again the coming turns that ended when the roll said that they had
    left; returns how many. Where the seat was given away meanwhile another week is found.

    Who was said to have left by a person stays excused.
    """
    with reading(SYSTEM):
        turns = _returned(members)
        if not turns:
            return 0
        with operation(events.ROLL_FOLLOWED, by=SYSTEM) as op:
            lock_plans(turns)
            batches = Batch.objects.filter(pk__in={turn.batch_id for turn in turns}).with_taken()
            free = {each.pk: each.size - each.taken for each in batches}
            kept: list[UUID] = []
            late: list[UUID] = []
            for turn in turns:
                (kept if free[turn.batch_id] > 0 else late).append(turn.pk)
                free[turn.batch_id] -= 1
            ended = Turn.objects.filter(state=TurnState.EXCUSED)
            ended.filter(pk__in=kept).update(state=TurnState.PLANNED, absence="", version=F("version") + 1)
            ended.filter(pk__in=late).update(state=TurnState.MOVED, absence=Absence.OTHER, version=F("version") + 1)
            op.add(taken_up=len(kept), placed=len(late))
            calling.follow_turns(op, [], kept)
            if late:
                place(op, late, origin=TurnOrigin.MOVED)
    return len(turns)


def _returned(members: set[UUID] | None) -> list[Turn]:
    gone = Turn.objects.told().filter(
        state=TurnState.EXCUSED, absence=Absence.GONE, batch__starts_on__gt=clock.today(),
        batch__state__in=(BatchState.PLANNED, BatchState.CALLED), member__left_on=None, member__voided_at=None,
    )  # fmt: skip
    if members is not None:
        gone = gone.filter(member__in=members)
    others = Turn.objects.coming().filter(member=OuterRef("member"), batch__plan=OuterRef("batch__plan"))
    found = list(gone.filter(~Exists(others)).select_related("batch").order_by("monday", "pk"))
    keys = [str(turn.pk) for turn in found]
    said = Event.objects.filter(kind=events.TURN_EXCUSED.code, subject_kind="turn", subject_id__in=keys)
    by_hand = set(said.values_list("subject_id", flat=True)) if keys else set()
    return [turn for turn in found if str(turn.pk) not in by_hand]


def follow_account(event: Event) -> None:
    """Ask an officer who is given a sign-in to come to the batches that they were called to before."""
    officer = Officer.objects.standing().filter(pk=event.subject_id, user__isnull=False).first()
    if officer is None:
        return
    with reading(SYSTEM):
        members = Member.objects.present().filter(home_state=officer.home_state, employee_no=officer.employee_no)
        called = list(_coming(set(members.values_list("pk", flat=True))).filter(state=TurnState.CALLED))
        subjects = [str(turn.pk) for turn in called]
        asked = set(Duty.objects.filter(kind=ATTEND.code, subject_id__in=subjects).values_list("subject_id", flat=True))
        waiting = [turn for turn in called if str(turn.pk) not in asked]
        if waiting:
            with operation(events.BATCH_CALLED, by=SYSTEM, target=("officer", officer.pk), people=len(waiting)) as op:
                calling.ask_to_come(op, waiting)


def on_leave(turns: QuerySet[Turn]) -> QuerySet[Turn]:
    """Keep the turns in whose week a working day is one of the member's leave."""
    last = ExpressionWrapper(F("monday") + WORKS, output_field=DateField())
    return turns.annotate(saturday=last).filter(
        Q(member__leave_until__isnull=True) | Q(member__leave_until__gte=F("monday")),
        member__leave_from__lte=F("saturday"),
    )


def _coming(members: set[UUID] | None) -> QuerySet[Turn]:
    """Return the turns to come that nobody has been present at, of published plans and batches made by hand."""
    today = clock.today()
    told = Turn.objects.told().filter(state__in=COMING, batch__ends_on__gte=today, monday__gte=today - timedelta(6))
    found = without_attendance(told)
    if members is not None:
        found = found.filter(member__in=members)
    return found.select_related("batch", "member").order_by("monday", "pk")
