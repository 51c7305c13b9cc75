"""What those who came gained: their last paper of the course before the batch, against their first after it.

A gain without a comparison group is no effect: whoever sits a paper twice gains by that alone, and who sits one before
and one after is not everybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from samanvay.directory import queries as directory
from samanvay.directory.models import Officer
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading
from samanvay.kernel.refusals import Refused
from samanvay.training.courses import policies as courses
from samanvay.training.examining.queries.analysis import shares_of
from samanvay.training.models import Sitting
from samanvay_insight.items import Gain, gains

from ... import coordination
from ...batches import policies as batch_policies
from ...batches.states import BatchState, TurnState
from ...models import Batch, BatchTrainer, Turn

FEWEST = 5
LOOKS_BACK = timedelta(weeks=53)
BY = ("batch", "trainer", "module")
WHOLE = ""
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class LearningGain:
    """The gain of one batch (its label), trainer (key of the resource person) or module (its code; "" the whole paper).

    ``course`` is its code. ``gain`` is in percent of a paper; of fewer than five persons nothing is said of it.
    """

    key: str
    course: str
    gain: Gain

    @property
    def is_told(self) -> bool:
        return self.gain.n >= FEWEST


@dataclass(frozen=True, slots=True)
class Pair:
    """What one person had right before and after a batch, in percent, by module; None where there is no paper."""

    batch: Batch
    before: dict[str, float] | None
    after: dict[str, float] | None


def may_see_gains(actor: Actor) -> None:
    """Refuse unless the person coordinates training, or writes or publishes courses."""
    if not coordination.coordinates(actor) and not courses.sees_drafts(actor):
        raise Refused(
            _("You do not have permission. Training coordinators and course writers can see the learning gain.")
        )


def gains_by(actor: Actor, by: str) -> list[LearningGain]:
    """Return the gains of the state's batches of the last year, by batch, trainer or module. Raises Refused."""
    may_see_gains(actor)
    unit = coordination.coordinating_unit(actor)
    state = unit.home_state if unit is not None else directory.home_state()
    with reading(SYSTEM):
        batches = _over(Batch.objects.told().filter(home_state=state, ends_on__gte=clock.today() - LOOKS_BACK))
        return _grouped(pairs_of(batches), batches, by)


def gains_of(actor: Actor, batch: Batch) -> list[LearningGain]:
    """Return what those who came to a batch gained, the whole paper first, then by module, for those who run it.

    Empty until the batch is over. Raises Refused.
    """
    batch_policies.may_run(actor, batch)
    with reading(SYSTEM):
        batches = _over(Batch.objects.filter(pk=batch.pk))
        return _grouped(pairs_of(batches), batches, "module")


def _over(found: Iterable[Batch]) -> list[Batch]:
    today = clock.today()
    return sorted(
        (each for each in found if each.ends_on < today and each.state != BatchState.CANCELLED),
        key=lambda each: (each.starts_on, each.label),
    )


def was_drawn(batches: Iterable[Batch]) -> bool:
    """Tell whether some of these batches are of a plan whose order was drawn by lot."""
    return any(each.plan is not None and each.plan.rules.get("seed") is not None for each in batches)


def any_drawn(actor: Actor) -> bool:
    """Tell whether some plan of the last year was drawn by lot. Raises Refused."""
    may_see_gains(actor)
    found = Batch.objects.told().filter(ends_on__gte=clock.today() - LOOKS_BACK)
    return found.filter(Q(plan__rules__has_key="seed") & ~Q(plan__rules__seed=None)).exists()


def pairs_of(batches: Sequence[Batch]) -> list[Pair]:
    """Return for everybody who came to batches and has an account what they had right before and after.

    Read as the machinery. Without a paper on one side that side is None.
    """
    by_course: dict[str, list[Batch]] = {}
    for each in batches:
        by_course.setdefault(each.course, []).append(each)
    return [pair for course, some in by_course.items() for pair in _pairs(course, some)]


def _pairs(course: str, batches: Sequence[Batch]) -> list[Pair]:
    closed = Sitting.objects.closed().filter(course=course)
    sat: dict[UUID, list[tuple[datetime, UUID]]] = {}
    for learner, began, key in closed.order_by("began_at", "id").values_list("learner", "began_at", "id"):
        sat.setdefault(learner, []).append((began, key))
    officers = Officer.objects.standing().filter(user__isnull=False).values_list("home_state", "employee_no", "user")
    users = {(state, number.upper()): user for state, number, user in officers}
    known = {each.pk: each for each in batches}
    came = Turn.objects.filter(batch__in=known, state=TurnState.CAME, member__employee_no__in=[n for _s, n in users])
    found: list[tuple[Batch, UUID | None, UUID | None]] = []
    wanted: set[UUID] = set()
    for batch_id, state, number in came.values_list("batch", "member__home_state", "member__employee_no"):
        user = users.get((state, number))
        if user is None:
            continue
        batch = known[batch_id]
        begins, ended = _midnight(batch.starts_on), _midnight(batch.ends_on + timedelta(days=1))
        papers = sat.get(user, [])
        before = next((key for began, key in reversed(papers) if began < begins), None)
        after = next((key for began, key in papers if began >= ended), None)
        found.append((batch, before, after))
        wanted |= {each for each in (before, after) if each is not None}
    shares: dict[UUID | None, dict[str, float]] = {
        key: shares_of(paper, marked or ())
        for key, paper, marked in Sitting.objects.filter(pk__in=wanted).values_list("id", "paper", "marked")
    }
    return [Pair(batch, shares.get(before), shares.get(after)) for batch, before, after in found]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), clock.INDIA)


def _grouped(pairs: Sequence[Pair], batches: Sequence[Batch], by: str) -> list[LearningGain]:
    counts = Turn.objects.filter(batch__in=[each.pk for each in batches], state=TurnState.CAME).values_list("batch")
    came = dict(counts.annotate(n=Count("id")).order_by())
    if by == "module":
        of_course: dict[str, int] = {}
        for each in batches:
            of_course[each.course] = of_course.get(each.course, 0) + came.get(each.pk, 0)
        return _by_module(pairs, of_course)
    groups: dict[tuple[str, str], list[Pair]] = {}
    of_all: dict[tuple[str, str], int] = {}
    teaching: dict[UUID, list[str]] = {}
    if by == "trainer":
        rows = BatchTrainer.objects.filter(batch__in=[each.pk for each in batches], voided_at=None)
        for batch, person in rows.values_list("batch", "person"):
            teaching.setdefault(batch, []).append(str(person))
    names = {each.pk: teaching.get(each.pk, []) if by == "trainer" else [each.label] for each in batches}
    for each in batches:
        for name in names[each.pk]:
            groups.setdefault((name, each.course), [])
            of_all[name, each.course] = of_all.get((name, each.course), 0) + came.get(each.pk, 0)
    for pair in pairs:
        for name in names[pair.batch.pk]:
            groups[name, pair.batch.course].append(pair)
    return [
        LearningGain(name, course, _gain(some, WHOLE, of_all[name, course])) for (name, course), some in groups.items()
    ]


def _by_module(pairs: Sequence[Pair], came: Mapping[str, int]) -> list[LearningGain]:
    found = []
    for course in dict.fromkeys(pair.batch.course for pair in pairs):
        some = [pair for pair in pairs if pair.batch.course == course]
        modules = sorted({name for pair in some for side in (pair.before, pair.after) for name in side or {}})
        found += [LearningGain(name, course, _gain(some, name, came[course])) for name in modules]
    return found


def _gain(pairs: Sequence[Pair], module: str, came: int) -> Gain:
    """Return the gain of pairs in one module; whoever came and lacks one of two papers counts as without."""
    before = [(pair.before or {}).get(module, NAN) for pair in pairs]
    after = [(pair.after or {}).get(module, NAN) for pair in pairs]
    found = gains(before, after, [0] * len(pairs)).get(0) if pairs else None
    if found is None:
        return Gain(0, came, NAN, NAN, NAN, NAN, NAN)
    return Gain(found.n, came - found.n, found.before, found.after, found.gained, found.low, found.high)
