"""Reads on centres and on the weeks in which nobody trains; they name nobody, every officer and partner reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samanvay.directory.models import Place
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from .. import coordination
from ..models import Batch, Centre, Closure
from ..weeks import mondays

YEAR = 52


@dataclass(frozen=True, slots=True)
class CentreWeek:
    """A week of a centre or of the state: how it stands ("open", "state", "centre", "lost"), why, batches in it."""

    monday: date
    stands: str = "open"
    why: tuple[Closure, ...] = ()
    batches: int = 0


@dataclass(frozen=True, slots=True)
class CentreYear:
    """The weeks from this one on, and how many of them are closed."""

    weeks: tuple[CentreWeek, ...] = ()
    closed: int = field(default=0)


def this_monday() -> date:
    """Return the first day of this week."""
    today = clock.today()
    return today - timedelta(days=today.weekday())


def centres(actor: Actor, state: str, *, words: str = "", district: str = "") -> QuerySet[Centre]:
    """Return the centres of a state by name, narrowed by words of name, code or address, and by district."""
    coordination.may_see(actor)
    found = Centre.objects.standing().filter(home_state=state)
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word) | Q(name_hi__icontains=word) | Q(code__icontains=word) | Q(address__icontains=word)
        )
    if district:
        found = found.filter(place=district)
    return found.select_related("place", "unit").order_by("name", "code")


def usable_centres(state: str, day: date) -> list[Centre]:
    """Return the centres of a state that can be used on a day, by name."""
    return list(Centre.objects.usable(day).filter(home_state=state).order_by("name"))


def districts_with_centres(state: str) -> QuerySet[Place]:
    """Return the places in which a state has centres, by name."""
    keys = Centre.objects.standing().filter(home_state=state).order_by().values("place")
    return Place.objects.filter(pk__in=keys).order_by("name")


def closures(actor: Actor, state: str, centre: Centre | None) -> QuerySet[Closure]:
    """Return the closures of a centre, or for None of the whole state, that are not over, the next first."""
    coordination.may_see(actor)
    found = Closure.objects.standing().filter(home_state=state, centre=centre, last_monday__gte=this_monday())
    return found.order_by("first_monday", "id")


def closure_or_unseen(actor: Actor, key: UUID) -> Closure:
    """Return a closure that was not taken back. Raises Refused, Unseen."""
    coordination.may_see(actor)
    found = Closure.objects.standing().filter(pk=key).select_related("centre").first()
    if found is None:
        raise Unseen
    return found


def years(actor: Actor, state: str, some: Iterable[Centre]) -> tuple[CentreYear, Mapping[UUID, CentreYear]]:
    """Return the coming year of the whole state and of some centres by key, in three queries."""
    coordination.may_see(actor)
    begin = this_monday()
    ahead = Closure.objects.standing().filter(home_state=state, last_monday__gte=begin)
    shut: dict[UUID | None, dict[date, list[Closure]]] = defaultdict(lambda: defaultdict(list))
    for each in ahead:
        for monday in mondays(max(each.first_monday, begin), each.last_monday):
            shut[each.centre_id][monday].append(each)
    wanted = list(some)
    met = Batch.objects.told().standing().filter(home_state=state, monday__gte=begin)
    held: dict[UUID | None, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for centre, monday, count in met.values_list("centre", "monday").annotate(n=Count("pk")).order_by():
        held[centre][monday] += count
        held[None][monday] += count if centre is not None else 0
    weeks = mondays(begin, begin + timedelta(weeks=YEAR - 1))
    whole = [CentreWeek(monday, *_stands(None, monday, shut), held[None][monday]) for monday in weeks]
    return _year(whole), {
        each.pk: _year([CentreWeek(monday, *_stands(each, monday, shut), held[each.pk][monday]) for monday in weeks])
        for each in wanted
    }


def _year(weeks: list[CentreWeek]) -> CentreYear:
    return CentreYear(tuple(weeks), sum(each.stands in ("state", "centre") for each in weeks))


def _stands(
    centre: Centre | None, monday: date, shut: Mapping[UUID | None, Mapping[date, list[Closure]]]
) -> tuple[str, tuple[Closure, ...]]:
    if centre is not None and centre.lost_from is not None and monday >= centre.lost_from:
        return "lost", ()
    if found := shut[None][monday]:
        return "state", tuple(found)
    if centre is not None and (found := shut[centre.pk][monday]):
        return "centre", tuple(found)
    return "open", ()


def planned_in(closure: Closure) -> dict[UUID, int]:
    """Return by published plan how many coming batches stand in weeks that are closed."""
    found = Batch.objects.standing().filter(
        home_state=closure.home_state, plan__state="published", monday__gte=closure.first_monday,
        monday__lte=closure.last_monday, ends_on__gte=clock.today(),
    )  # fmt: skip
    if closure.centre_id is not None:
        found = found.filter(centre=closure.centre_id)
    return dict(found.order_by().values_list("plan").annotate(n=Count("pk")))


def centre_or_unseen(actor: Actor, key: UUID) -> Centre:
    """Return a centre. Raises Refused, Unseen."""
    coordination.may_see(actor)
    found = Centre.objects.standing().filter(pk=key).select_related("place", "unit").first()
    if found is None:
        raise Unseen
    return found
