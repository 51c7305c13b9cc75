"""Calling people to a batch: their own duty to come, their unit's to release them; and both follow what changes.

What is asked of hundreds is asked in a few statements (`duties.many`). Called inside the caller's operation, as the
machinery, wherever ``op`` is taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, F, Max, Min

from samanvay.access.models import Grant
from samanvay.access.permissions import Permission
from samanvay.access.roles import BY_CODE
from samanvay.audit.operations import Operation, operation
from samanvay.directory import queries as directory
from samanvay.directory.models import Unit
from samanvay.duties.many import NoticeLine, Wanted, end_many, move_many, open_many, tell_many
from samanvay.duties.models import Duty, TextMessage
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading

from ...models import Batch, Plan, Turn
from .. import events, policies
from ..accounts import accounts_of
from ..capacity import lock
from ..duty_kinds import ATTEND, CLOSE_BATCH, RELEASE
from ..labels import batch_words, days_words
from ..states import COMING, BatchState, TurnState

AHEAD = timedelta(days=28)
"""So long before its first day a batch is called by itself."""
RELEASED_BEFORE = timedelta(days=7)
BEGINS = time(10)
AT_ONCE = 20  # batches in a round
MINE = "/rosters/mine/"

OVER = "The training is over or was moved."
BEGUN = "The training has begun."

Week = tuple[UUID, date]


def call_due(limit: int = AT_ONCE) -> int:
    """Call the batches that begin within four weeks; returns how many. One query where there is none.

    Called every round of the ticker.
    """
    with reading(SYSTEM):
        due = list(
            Batch.objects.told()
            .filter(state=BatchState.PLANNED, starts_on__lte=clock.today() + AHEAD)
            .order_by("starts_on", "label")[:limit]
        )
    for batch in due:
        call_batch(by=SYSTEM, batch=batch)
    return len(due)


def call_batch(*, by: Actor, batch: Batch, expected: int | None = None) -> Batch:
    """Call everybody who is planned into a batch; one that is over is called without asking anybody for anything.

    Raises Refused, Invalid, Stale.
    """
    policies.may_run(by, batch)
    policies.may_bring(batch, BatchState.CALLED)
    with (
        operation(events.BATCH_CALLED, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        lock(batch)
        batch.revise(expected=expected, changes={"state": BatchState.CALLED, "called_at": clock.now()})
        op.add(people=call_turns(op, Turn.objects.filter(batch=batch, state=TurnState.PLANNED)))
    return batch


def call_turns(op: Operation, turns: Iterable[Turn]) -> int:
    """Call planned turns of batches that are called; returns how many."""
    keys = [turn.pk for turn in turns]
    found = _turns(keys)
    Turn.objects.filter(pk__in=keys).update(state=TurnState.CALLED, version=F("version") + 1)
    coming = [turn for turn in found if turn.batch.ends_on >= clock.today()]
    ask_to_come(op, coming)
    follow_release(op, {(turn.unit_id, turn.monday) for turn in coming}, fresh=True)
    return len(found)


def ask_to_come(op: Operation, coming: Sequence[Turn]) -> None:
    """Open the duty to come for those who sign in."""
    accounts = accounts_of({turn.member_id for turn in coming})
    wanted = []
    for turn in coming:
        account = accounts.get(turn.member_id)
        if account is not None:
            wanted.append(
                Wanted(
                    subject=("turn", turn.pk),
                    title=title_of(turn.batch),
                    owner_role=account.role,
                    owner_audience=account.audience,
                    owner_user=account.user,
                    due_at=due_of(turn.batch),
                    readers=[],
                    home_state=turn.home_state,
                    link=MINE,
                    key=f"training:attend:{turn.pk}:{turn.version}",
                )
            )
    open_many(op, ATTEND, wanted, text=TextMessage.Reason.CALLED)


def title_of(batch: Batch) -> Bilingual:
    """Return the title of the duty to come to a batch; it names nobody."""
    words = batch_words(batch)
    return Bilingual(f"Training {words.en}"[:240], f"प्रशिक्षण: {words.hi}"[:240])


def due_of(batch: Batch) -> datetime:
    """Return when a batch begins; of one that has begun already, an hour from now."""
    begins = datetime.combine(batch.starts_on, BEGINS, clock.INDIA)
    return max(begins, clock.now() + timedelta(hours=1))


def follow_turns(op: Operation, ended: Iterable[UUID], fresh: Iterable[UUID]) -> None:
    """Let people and duties follow turns that ended and turns that were made in their place.

    Who has an account is told where they go now; at once where they were called, else with the digest. New turns in
    batches that are called are called too.
    """
    old = _turns(ended)
    new = _turns(fresh)
    duties = attend_duties([turn.pk for turn in old])
    end_many(op, list(duties.values()), done=False, reason=OVER)
    called = [turn for turn in new if turn.batch.state == BatchState.CALLED and turn.state == TurnState.PLANNED]
    follow_release(op, {(turn.unit_id, turn.monday) for turn in old}, fresh=False)
    call_turns(op, called)
    accounts = accounts_of({turn.member_id for turn in old})
    after = {turn.took_place_of_id: turn for turn in new}
    told: dict[bool, list[NoticeLine]] = {True: [], False: []}
    for turn in old:
        account = accounts.get(turn.member_id)
        if account is None:
            continue
        new_turn = after.get(turn.pk)
        words = _moved_words(turn, new_turn)
        # Who is told today that they have no week, and in a month which one, is told twice.
        key = f"training:moved:{turn.pk}:{turn.version}" + (f":{new_turn.pk}" if new_turn is not None else "")
        told[turn.pk in duties].append(NoticeLine(account.user, words, MINE, key, turn.home_unit, turn.home_state))
    for is_pressing, lines in told.items():
        tell_many(lines, is_pressing=is_pressing)


def follow_batch(op: Operation, batch: Batch, before: date) -> None:
    """Let people and duties follow a batch that moved with all of them; ``before`` is the Monday that it left."""
    turns = _turns(Turn.objects.filter(batch=batch, state__in=COMING).values_list("pk", flat=True))
    duties = attend_duties([turn.pk for turn in turns])
    move_many(op, [(duty, title_of(batch), due_of(batch)) for duty in duties.values()])
    weeks = {(turn.unit_id, monday) for turn in turns for monday in (before, batch.monday)}
    follow_release(op, weeks, fresh=batch.state == BatchState.CALLED)
    accounts = accounts_of({turn.member_id for turn in turns})
    now = batch_words(batch)
    words = Bilingual(f"Your training was moved: now {now.en}", f"आपका प्रशिक्षण स्थानांतरित हुआ: अब {now.hi}")
    told: dict[bool, list[NoticeLine]] = {True: [], False: []}
    for turn in turns:
        if (account := accounts.get(turn.member_id)) is not None:
            key = f"training:batch_moved:{turn.pk}:{batch.sequence}"
            told[turn.pk in duties].append(NoticeLine(account.user, words, MINE, key, turn.home_unit, turn.home_state))
    for is_pressing, lines in told.items():
        tell_many(lines, is_pressing=is_pressing)


def follow_dropped(op: Operation, plan: Plan) -> None:
    """End what was asked of people by a plan that is dropped, and tell those who were called."""
    with acting_as(SYSTEM, op=op.id):
        end_closing(op, Batch.objects.filter(plan=plan).values_list("pk", flat=True))
        turns = _turns(Turn.objects.filter(batch__plan=plan, state=TurnState.CALLED).values_list("pk", flat=True))
        duties = attend_duties([turn.pk for turn in turns])
        end_many(op, list(duties.values()), done=False, reason=OVER)
        follow_release(op, {(turn.unit_id, turn.monday) for turn in turns}, fresh=False)
        accounts = accounts_of({turn.member_id for turn in turns})
        tell_many(
            (
                NoticeLine(accounts[turn.member_id].user, _moved_words(turn, None), MINE, f"training:dropped:{turn.pk}",
                     turn.home_unit, turn.home_state)
                for turn in turns
                if turn.member_id in accounts
            ),
            is_pressing=True,
        )  # fmt: skip


def end_closing(op: Operation, batches: Iterable[UUID]) -> None:
    """Withdraw the duties to close batches that are no more."""
    keys = [str(each) for each in batches]
    waiting = Duty.objects.waiting().filter(kind=CLOSE_BATCH.code, subject_kind="batch", subject_id__in=keys)
    end_many(op, list(waiting), done=False, reason=OVER)


def attend_duties(turns: Sequence[UUID]) -> dict[UUID, Duty]:
    """Return the waiting duties to come, by turn."""
    subjects = [str(each) for each in turns]
    found = Duty.objects.waiting().filter(kind=ATTEND.code, subject_kind="turn", subject_id__in=subjects)
    return {UUID(each.subject_id): each for each in found}


def follow_release(op: Operation, weeks: Iterable[Week], *, fresh: bool) -> None:
    """Let the duties to release people follow who is called in a week: one a week for each seat that commands.

    A unit in which nobody serves is its superior's (`heads_of`). A duty that waits follows the number, or ends with it.
    With ``fresh`` a seat that was asked for nothing in that week, or has answered already, is asked.
    """
    wanted = {week for week in weeks if week[1] + timedelta(days=6) >= clock.today()}
    if not wanted:
        return
    called = _called({monday for _unit, monday in wanted})
    audiences = dict(Unit.objects.filter(pk__in={unit for unit, _monday in wanted}).values_list("pk", "audience"))
    seats = heads_of({*audiences.values(), *(audience for audience, _monday in called)})
    counts: dict[tuple[int, date], tuple[int, date, date]] = {}
    for (audience, monday), (count, first, last) in called.items():
        if audience in seats:
            key = (seats[audience][1], monday)
            known = counts.get(key, (0, first, last))
            counts[key] = (known[0] + count, min(known[1], first), max(known[2], last))
    touched = {(seats[audiences[unit]][1], monday) for unit, monday in wanted if audiences.get(unit) in seats}
    _follow_seats(op, touched, counts, {audience: role for role, audience in seats.values()}, fresh=fresh)


def _follow_seats(
    op: Operation,
    touched: Collection[tuple[int, date]],
    counts: Mapping[tuple[int, date], tuple[int, date, date]],
    roles: Mapping[int, str],
    *,
    fresh: bool,
) -> None:
    units = directory.units_of(audience for audience, _monday in touched)
    subjects = {f"{units[audience].pk}:{monday.isoformat()}": (audience, monday) for audience, monday in touched}
    known: dict[str, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.filter(kind=RELEASE.code, subject_kind="training week", subject_id__in=list(subjects)):
        known[duty.subject_id].append(duty)
    moved: list[tuple[Duty, Bilingual, datetime]] = []
    over: list[Duty] = []
    asked: list[Wanted] = []
    for subject, (audience, monday) in sorted(subjects.items()):
        waiting = [duty for duty in known[subject] if duty.is_waiting]
        count, first, last = counts.get((audience, monday), (0, monday, monday))
        begins = datetime.combine(first, BEGINS, clock.INDIA)
        if not count:
            over += waiting
        elif waiting:
            moved += [(duty, _release_title(count, first, last), duty.due_at) for duty in waiting]
        elif fresh and begins > clock.now():
            asked.append(
                Wanted(
                    subject=("training week", subject),
                    title=_release_title(count, first, last),
                    owner_role=roles[audience],
                    owner_audience=audience,
                    due_at=min(max(begins - RELEASED_BEFORE, clock.now() + timedelta(days=1)), begins),
                    readers=[],
                    home_state=units[audience].home_state,
                    link=f"/rosters/release/{units[audience].pk}/{monday.isoformat()}/",
                    key=f"training:release:{subject}:{len(known[subject])}",
                )
            )
    end_many(op, over, done=False, reason=OVER)
    move_many(op, [each for each in moved if each[0].title_en != each[1].en])
    open_many(op, RELEASE, asked)


def end_begun() -> int:
    """Withdraw the duties to release people for trainings that have begun; returns how many. Of the ticker's round."""
    with reading(SYSTEM):
        late = Duty.objects.waiting().filter(kind=RELEASE.code, due_at__lt=clock.now())
        begun = [duty for duty in late if date.fromisoformat(duty.subject_id.split(":")[1]) <= clock.today()]
    if begun:
        with operation(events.RELEASES_ENDED, by=SYSTEM, duties=len(begun)) as op:
            end_many(op, begun, done=False, reason=BEGUN)
    return len(begun)


def heads_of(audiences: Iterable[int]) -> dict[int, tuple[str, int]]:
    """Return by unit the seat that commands it, else the first unit above that somebody serves; two queries."""
    lines = directory.readers_for_many(audiences) if audiences else {}
    held: dict[int, list[tuple[bool, str]]] = defaultdict(list)
    everybody = {audience for line in lines.values() for audience in line}
    grants = Grant.objects.filter(audience__in=everybody, user__is_active=True, user__is_client=False)
    for role, audience in grants.in_force(clock.today()).order_by("since", "id").values_list("role", "audience"):
        if role in BY_CODE:
            held[audience].append((Permission.DUTY_ASSIGN not in BY_CODE[role].permissions, role))
    found = {}
    for unit, line in lines.items():
        served = next((audience for audience in line if held.get(audience)), None)
        if served is not None:
            found[unit] = (min(held[served], key=lambda each: each[0])[1], served)
    return found


def _called(mondays: Collection[date]) -> dict[tuple[int, date], tuple[int, date, date]]:
    """Return by audience of the unit and week how many are called, from which day to which."""
    batches = Batch.objects.told().filter(monday__in=mondays).values_list("pk", flat=True)
    rows = (
        Turn.objects.filter(state=TurnState.CALLED, batch__in=list(batches))
        .values_list("unit__audience", "monday")
        .annotate(count=Count("pk"), first=Min("batch__starts_on"), last=Max("batch__ends_on"))
        .order_by()
    )
    return {(audience, monday): (count, first, last) for audience, monday, count, first, last in rows}


def _release_title(count: int, first: date, last: date) -> Bilingual:
    days = days_words(first, last)
    return Bilingual(
        f"Release {count} for training {days.en}: say who cannot",
        f"{days.hi} के प्रशिक्षण हेतु {count} को कार्यमुक्त करें: बताएँ कौन नहीं जा सकता",
    )


def _moved_words(turn: Turn, now: Turn | None) -> Bilingual:
    was = days_words(turn.batch.starts_on, turn.batch.ends_on)
    if now is None:
        return Bilingual(
            f"You are not called to the training of {was.en} any more",
            f"{was.hi} के प्रशिक्षण में अब आपको नहीं आना है",
        )
    to = batch_words(now.batch)
    if turn.state == TurnState.MISSED:
        return Bilingual(
            f"In place of the training of {was.en} that you missed: {to.en}",
            f"{was.hi} के छूटे प्रशिक्षण के स्थान पर: {to.hi}",
        )
    return Bilingual(
        f"Your training of {was.en} was moved: now {to.en}", f"{was.hi} का आपका प्रशिक्षण स्थानांतरित हुआ: अब {to.hi}"
    )


def _turns(keys: Iterable[UUID]) -> list[Turn]:
    """Return turns with their batches, each batch made once."""
    turns = list(Turn.objects.filter(pk__in=list(keys)).order_by("pk"))
    found = Batch.objects.select_related("centre", "district").in_bulk({turn.batch_id for turn in turns})
    for turn in turns:
        turn.batch = found[turn.batch_id]
    return turns
