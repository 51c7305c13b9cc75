"""What other rooms ask of advisories: who has not answered in a district, how many were acted on and how fast."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Protocol

from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.picture.filters import Period, months_before

from ...models import Recipient
from ..states import ACTED_ON, UNANSWERED, AdvisoryState, RecipientState


class Span(Protocol):
    """Anything with a first and a last day: a week of reports, a quarter."""

    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...


@dataclass(frozen=True, slots=True)
class ActedOn:
    """What became of the advisories that went out in a period, each recipient counted once.

    ``acted`` of ``asked`` carried it out (also where a second person has still to look); ``days`` is the median of the
    days from sending to done, by district; ``median_days`` that of all. None where nothing was done.
    """

    acted: int = 0
    asked: int = 0
    accepted: int = 0
    declined: int = 0
    unanswered: int = 0
    days: dict[str, float] = field(default_factory=dict)
    median_days: float | None = None

    @property
    def share(self) -> float | None:
        """The share that was acted on, from 0 to 1; None where nothing was asked."""
        return self.acted / self.asked if self.asked else None


def advisories_unanswered(actor: Actor, district: str = "") -> list[Recipient]:
    """Return the recipients that have neither accepted nor declined, the oldest first, as the actor may see them.

    ``district`` is a place's key; "" means all. Each has its ``advisory``; whether it is late, its duty says.
    """
    found = Recipient.objects.filter(state__in=UNANSWERED, advisory__state=AdvisoryState.SENT)
    if district:
        found = found.filter(district=district)
    return list(found.select_related("advisory").order_by("sent_at", "id"))


def acted_on(actor: Actor, period: Span) -> ActedOn:
    """Return what became of the advisories sent in a period (months of the picture, or days), as the actor sees them.

    Withdrawn ones are not counted: nobody was to act on them any more.
    """
    first, end = _bounds(period)
    found = Recipient.objects.reached().filter(sent_at__gte=first, sent_at__lt=end)
    return summed(found.exclude(state=RecipientState.WITHDRAWN))


def summed(recipients: Iterable[Recipient]) -> ActedOn:
    """Return what became of recipients to whom advisories went out."""
    took: dict[str, list[float]] = defaultdict(list)
    states: list[str] = []
    for each in recipients:
        states.append(each.state)
        if each.state in ACTED_ON and each.done_at and each.sent_at:
            took[each.district].append((each.done_at - each.sent_at).total_seconds() / 86_400)
    every = [days for several in took.values() for days in several]
    return ActedOn(
        acted=sum(state in ACTED_ON for state in states),
        asked=len(states),
        accepted=states.count(RecipientState.ACCEPTED),
        declined=states.count(RecipientState.DECLINED),
        unanswered=sum(state in UNANSWERED for state in states),
        days={district: round(median(several), 1) for district, several in sorted(took.items())},
        median_days=round(median(every), 1) if every else None,
    )


def _bounds(period: Span) -> tuple[datetime, datetime]:
    last = months_before(period.last, -1) - timedelta(days=1) if isinstance(period, Period) else period.last
    return _midnight(period.first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.INDIA)
