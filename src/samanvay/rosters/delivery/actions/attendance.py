"""Who came: by the roll, by code, or as a walk-in; and a batch that is closed when it was held."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, Max
from django.utils.translation import gettext as _

from samanvay.audit.operations import Operation, operation
from samanvay.directory.models import Unit
from samanvay.duties.many import Wanted, end_many, open_many
from samanvay.duties.models import Duty
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.many import insert_many
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading
from samanvay.kernel.refusals import Invalid
from samanvay.training.examining.queries.examinations import as_machinery
from samanvay.training.models import Member
from samanvay.training.roll.actions.training_dates import note_attended, take_back_attended

from ...batches import policies
from ...batches.accounts import members_of
from ...batches.actions import calling
from ...batches.actions.excusing import is_seat_free
from ...batches.actions.rescheduling import ENDED, follow_unplaced, place, without_week
from ...batches.capacity import lock
from ...batches.duty_kinds import CLOSE_BATCH
from ...batches.queries.batches import without_attendance
from ...batches.states import ABSENCES, COMING, Absence, BatchState, TurnOrigin, TurnState
from ...models import Batch, Presence, Turn
from ...plans.actions.writing import access_of_members
from .. import events

SHARE = (1, 2)
"""Who was there on at least this share of the days has come: one of two."""
CLOSED_WITHIN = timedelta(days=3)
MISTAKE = "Marked by mistake."
HERE = "present"

Ticks = Mapping[UUID, Collection[date]]


def days_of(batch: Batch) -> list[date]:
    """Return the days of a batch."""
    return [batch.starts_on + timedelta(days=at) for at in range((batch.ends_on - batch.starts_on).days + 1)]


def has_come(days: int, of: int) -> bool:
    """Tell whether so many days of so many are enough."""
    return days > 0 and days * SHARE[1] >= of * SHARE[0]


def record_attendance(*, by: Actor, batch: Batch, ticks: Ticks, seen: Ticks | None = None) -> int:
    """Note who was there on which day: ``ticks`` are by turn the days, of every turn that was shown.

    A day that is ticked no more is voided as a mistake; with ``seen``, the ticks that were shown, only where it was
    one of them: who scanned the code since is there. Turns that were moved or excused meanwhile are passed over. In a
    batch that is closed the roll of members follows: who came
    after all is noted, who did not is taken back. Returns how many ticks changed. Raises Refused, Invalid.
    """
    policies.may_run(by, batch)
    policies.may_keep_roll_of(batch)
    _check_days(batch, {day for days in ticks.values() for day in days})
    with (
        operation(events.PRESENCE_KEPT, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)
        batch.refresh_from_db(fields=["state"])  # somebody else may have closed it
        shown = Turn.objects.filter(batch=batch, pk__in=list(ticks))
        turns = {turn.pk: turn for turn in shown.exclude(state__in=(TurnState.MOVED, TurnState.EXCUSED))}
        known = _present(turns)
        fresh = [(key, day) for key in turns for day in ticks[key] if day not in known.get(key, {})]
        wrong = [
            there
            for key in turns
            for day, there in known.get(key, {}).items()
            if day not in ticks[key] and (seen is None or day in seen.get(key, ()))
        ]
        _mark(op, [(turns[key], day) for key, day in fresh], how=Presence.How.ROLL, by=by)
        Presence.objects.filter(pk__in=[each.pk for each in wrong]).update(
            voided_at=clock.now(), voided_by=by.id, void_reason=MISTAKE, version=F("version") + 1
        )
        op.add(marked=len(fresh), voided=len(wrong))
        if not fresh and not wrong:
            op.keep_silent()
        elif batch.state == BatchState.HELD:
            touched = {key for key, _day in fresh} | {each.turn_id for each in wrong}
            _correct(op, batch, [turns[key] for key in touched])
    return len(fresh) + len(wrong)


def turn_to_check_in(by: Actor, batch: Batch, day: date) -> tuple[Turn | None, bool]:
    """Return the turn of whoever scanned the code at the door, None where they are not of this batch, and whether they
    are marked as present on a day. Raises Invalid on a day that is none of the batch, or where it is over.
    """
    members = [member.pk for member in members_of(by)]
    policies.may_keep_roll_of(batch)
    _check_days(batch, {day})
    with as_machinery():
        turn = Turn.objects.filter(batch=batch, member__in=members).counted().first()
        return turn, turn is not None and day in _present([turn.pk]).get(turn.pk, {})


def check_in(*, by: Actor, batch: Batch, day: date) -> Turn | None:
    """Mark whoever scanned the code at the door as present on a day; None where they are not of this batch.

    Raises Invalid on a day that is none of the batch, or where it is over.
    """
    members = [member.pk for member in members_of(by)]
    policies.may_keep_roll_of(batch)
    _check_days(batch, {day})
    with (
        operation(events.PRESENCE_KEPT, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        turn = Turn.objects.select_for_update().filter(batch=batch, member__in=members).counted().first()
        if turn is None or day in _present({turn.pk: turn}).get(turn.pk, {}):
            op.keep_silent()
            return turn
        _mark(op, [(turn, day)], how=Presence.How.CODE, by=by)
        op.add(marked=1)
    return turn


def admit_walk_in(*, by: Actor, batch: Batch, number: str = "", day: date | None = None, is_own: bool = False) -> Turn:
    """Take somebody in who was not called: by the number on the roll, or with ``is_own`` whoever scanned the code.

    They take a free seat, one kept for make-ups included, and their nearest turn to come in the same plan ends, or what
    they missed and found no week for: they attend here instead. Raises Refused, Invalid.
    """
    if not is_own:
        policies.may_run(by, batch)
    policies.may_keep_roll_of(batch)
    day = day or clock.today()
    _check_days(batch, {day})
    own = [member.pk for member in members_of(by)] if is_own else []
    with (
        operation(events.WALKED_IN, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)
        present = Member.objects.present().filter(home_state=batch.home_state)
        wanted = "".join(number.split()).upper()
        member = present.filter(pk__in=own).first() if is_own else present.filter(employee_no=wanted).first()
        if member is None:
            raise Invalid("number", _("Nobody with this number is on the roll. Check the number."))
        if Turn.objects.filter(batch=batch, member=member).counted().exists():
            raise Invalid("number", _("They are already in this batch. Tick them on the roll."))
        if not is_seat_free(batch):
            raise Invalid("number", _("Every seat of this batch is taken."))
        coming = without_attendance(Turn.objects.filter(batch__plan=batch.plan_id, member=member, state__in=COMING))
        ahead = coming.filter(batch__ends_on__gte=clock.today())
        before = min(ahead, key=lambda turn: abs(turn.monday - batch.monday), default=None)
        if before is None:
            before = without_week(batch.home_state).filter(member=member).last()
        else:
            before.revise(expected=None, changes={"state": TurnState.MOVED})
        whose = access_of_members([member.pk])[member.pk]
        turn = Turn.objects.create(
            batch=batch, member=member, unit_id=whose["unit_id"], monday=batch.monday, state=TurnState.CALLED,
            origin=TurnOrigin.WALK_IN, took_place_of=before, readers=whose["readers"], home_unit=whose["home_unit"],
            home_state=batch.home_state,
        )  # fmt: skip
        op.add(turn=str(turn.pk))
        _mark(op, [(turn, day)], how=Presence.How.WALK_IN, by=by)
        calling.follow_turns(op, [before.pk] if before is not None else [], [turn.pk])
        follow_unplaced(op, batch.home_state)
    return turn


def close_batch(
    *, by: Actor, batch: Batch, absences: Mapping[UUID, str] | None = None, expected: int | None = None
) -> Batch:
    """Close a batch that was held: who was there on half of its days or more has come, which the roll of members notes;
    the others missed it, by turn for a reason where one is known, and are placed in another week. Again does no harm.

    Raises Refused, Invalid, Stale.
    """
    policies.may_run(by, batch)
    if batch.state == BatchState.HELD:
        return batch
    policies.may_bring(batch, BatchState.HELD)
    if batch.ends_on > clock.today():
        raise Invalid("state", _("A batch can be closed on its last day or later."))
    said = {key: absence for key, absence in (absences or {}).items() if absence in ABSENCES}
    with (
        operation(events.BATCH_HELD, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)
        turns = {turn.pk: turn for turn in Turn.objects.filter(batch=batch, state__in=COMING)}
        known, days = _present(turns), len(days_of(batch))
        came = [turn for key, turn in turns.items() if has_come(len(known.get(key, {})), days)]
        there = {turn.pk for turn in came}
        missed = [turn for key, turn in turns.items() if key not in there]
        batch.revise(expected=expected, changes={"state": BatchState.HELD, "held_at": clock.now()})
        _come(op, batch, came)
        _miss(op, missed, said)
        waiting = Duty.objects.waiting().filter(kind=CLOSE_BATCH.code, subject_kind="batch", subject_id=str(batch.pk))
        end_many(op, list(waiting), done=True, reason="closed")
        op.add(came=len(came), missed=len(missed))
    return batch


def remind_to_close(limit: int = 50) -> int:
    """Ask those who run a batch to close it, three days after its end; returns how many were asked for.

    Called every round of the ticker: one query where there is none.
    """
    with reading(SYSTEM):
        over = Batch.objects.told().filter(state=BatchState.CALLED, ends_on__lte=clock.today() - CLOSED_WITHIN)
        found = list(over.order_by("ends_on", "label").values_list("pk", flat=True))
        keys = [f"training:close:{key}" for key in found]
        asked = set(Duty.objects.filter(key__in=keys).values_list("key", flat=True)) if found else set()
        waiting = [key for key, name in zip(found, keys, strict=True) if name not in asked][:limit]
        late = list(over.filter(pk__in=waiting).select_related("centre__unit", "district")) if waiting else []
        seats = calling.heads_of({_unit_that_runs(batch) for batch in late}) if late else {}
    wanted = [
        Wanted(
            subject=("batch", batch.pk),
            title=Bilingual(f"Close the batch {batch.label}: who came?", f"बैच {batch.label} बंद करें: कौन आया?"),
            owner_role=seats[unit][0],
            owner_audience=seats[unit][1],
            due_at=datetime.combine(clock.today() + timedelta(days=2), time(18), clock.INDIA),
            readers=[batch.home_unit],
            home_state=batch.home_state,
            link=f"/rosters/batches/{batch.pk}/roll/",
            key=f"training:close:{batch.pk}",
        )
        for batch in late
        if (unit := _unit_that_runs(batch)) in seats
    ]
    if wanted:
        with operation(events.BATCH_CLOSING_ASKED, by=SYSTEM, batches=len(wanted)) as op:
            open_many(op, CLOSE_BATCH, wanted)
    return len(wanted)


def _unit_that_runs(batch: Batch) -> int:
    """Return the unit that runs a batch: of its centre, else the training partner of its district, else who planned."""
    if batch.centre is not None and batch.centre.unit is not None:
        return batch.centre.unit.audience
    if batch.district_id is not None:
        found = Unit.objects.open(clock.today()).filter(place=batch.district_id, kind="district_police").first()
        if found is not None:
            return found.audience
    return batch.home_unit


def _check_days(batch: Batch, days: Iterable[date]) -> None:
    allowed = days_of(batch)
    for day in days:
        if day not in allowed:
            raise Invalid("day", _("The batch does not meet on this day."))
        if day > clock.today():
            raise Invalid("day", _("This day is in the future."))


def _present(turns: Iterable[UUID]) -> dict[UUID, dict[date, Presence]]:
    found: dict[UUID, dict[date, Presence]] = {}
    for each in Presence.objects.filter(turn__in=list(turns), voided_at=None):
        found.setdefault(each.turn_id, {})[each.day] = each
    return found


def _mark(op: Operation, there: Sequence[tuple[Turn, date]], *, how: str, by: Actor) -> None:
    """Write that people were there; their duty to come is done."""
    now = clock.now()
    insert_many(
        Presence,
        [
            Presence(
                turn=turn, day=day, how=how, at=now, by=by.id, **turn.ownership(),
            )
            for turn, day in there
        ],
    )  # fmt: skip
    end_many(op, list(calling.attend_duties([turn.pk for turn, _day in there]).values()), done=True, reason=HERE)


def _come(op: Operation, batch: Batch, turns: Sequence[Turn]) -> None:
    before = note_attended(op, {turn.member_id: batch.ends_on for turn in turns})
    for turn in turns:
        turn.state, turn.absence, turn.trained_before = TurnState.CAME, "", before.get(turn.member_id)
        turn.version += 1
    Turn.objects.bulk_update(turns, ["state", "absence", "trained_before", "version"], batch_size=1_000)
    end_many(op, list(calling.attend_duties([turn.pk for turn in turns]).values()), done=True, reason=HERE)


def _miss(op: Operation, turns: Sequence[Turn], said: Mapping[UUID, str]) -> None:
    for turn in turns:
        turn.state = TurnState.MISSED
        turn.absence = said.get(turn.pk) or turn.absence or Absence.UNKNOWN
        turn.version += 1
    Turn.objects.bulk_update(turns, ["state", "absence", "version"], batch_size=1_000)
    if turns:
        place(op, [turn.pk for turn in turns], origin=TurnOrigin.MAKE_UP)


def _correct(op: Operation, batch: Batch, turns: Sequence[Turn]) -> None:
    """Let turns of a closed batch follow the roll: who came after all, and who did not."""
    known, days = _present([turn.pk for turn in turns]), len(days_of(batch))
    come = {turn.pk: has_come(len(known.get(turn.pk, {})), days) for turn in turns}
    late = [turn for turn in turns if come[turn.pk] and turn.state == TurnState.MISSED]
    gone = [turn for turn in turns if not come[turn.pk] and turn.state == TurnState.CAME]
    if late:
        keys = _in_their_place([turn.pk for turn in late])
        Turn.objects.filter(pk__in=keys).update(state=TurnState.EXCUSED, version=F("version") + 1)
        calling.follow_turns(op, keys, [])
        _come(op, batch, late)
        follow_unplaced(op, batch.home_state)
    if gone:
        _take_back(op, batch, gone)
        _miss(op, gone, {})


def _in_their_place(turns: Sequence[UUID]) -> list[UUID]:
    """Return the turns to come that take the place of others, at however many removes, and that nobody was at yet."""
    found: list[UUID] = []
    while turns:
        after = Turn.objects.filter(took_place_of__in=turns)
        found += without_attendance(after.filter(state__in=COMING)).values_list("pk", flat=True)
        turns = list(after.filter(state__in=ENDED).values_list("pk", flat=True))
    return found


def _take_back(op: Operation, batch: Batch, gone: Sequence[Turn]) -> None:
    """Give members back when they attended before a batch at which they were not; what another batch took from it
    as the training before is put right with it.
    """
    members = [turn.member_id for turn in gone]
    others = Turn.objects.filter(member__in=members, state=TurnState.CAME).exclude(pk__in=[turn.pk for turn in gone])
    last = dict(others.order_by().values_list("member_id").annotate(last=Max("batch__ends_on")))
    days = {}
    for turn in gone:
        known = [day for day in (turn.trained_before, last.get(turn.member_id)) if day is not None]
        days[turn.member_id] = (batch.ends_on, max(known, default=None))
        others.filter(member=turn.member_id, trained_before=batch.ends_on).update(
            trained_before=turn.trained_before, version=F("version") + 1
        )
    take_back_attended(op, days)
