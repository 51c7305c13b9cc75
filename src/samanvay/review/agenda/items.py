"""The agenda as it stands for a reader: items in their order, with what is at stake now or as it was fixed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from samanvay.kernel.db.scope import Actor

from ..models import Conference, Item, Shown
from ..policies import is_of_line
from ..states import ConferenceState, ItemState
from .consent import PROPOSED
from .stakes import Stakes, stakes_of

SHEET = "sheet"
DETAIL = "+"  # after a source's code: its lines, kept by the chair's line alone


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an agenda; ``stakes`` are computed now, ``shown`` was fixed at the beginning."""

    item: Item
    stakes: Stakes | None = None
    shown: Sequence[Shown] = field(default=())

    @property
    def score(self) -> float:
        return self.stakes.score if self.stakes else sum(each.score for each in self.shown)


def agenda(actor: Actor, conference: Conference) -> list[Line]:
    """Return the items of a conference in order, with their stakes as far as the reader may see them.

    Stakes are recomputed until the conference begins, for its line alone; afterwards they are what was fixed.
    """
    if conference.is_planned and is_of_line(actor, conference):
        items = _listed(conference)
        found = stakes_of(actor, [each.district for each in items if each.district], since_last(conference))
        ordered = _ordered(items, found, by_hand=conference.is_ordered)
        return [Line(each, found.get(each.district)) for each in ordered]
    items = _listed(conference)
    if conference.is_planned and not conference.is_ordered:  # who may not see the stakes is told no order by them
        items = [each for each in items if not each.is_consent]
    kept = shown_of([each.pk for each in items])
    return [Line(each, shown=kept.get(each.pk, ())) for each in items]


def items_in_order(actor: Actor, conference: Conference) -> list[Item]:
    """Return the items as the agenda shows them now."""
    return [line.item for line in agenda(actor, conference)]


def shown_of(items: Iterable[UUID]) -> dict[UUID, list[Shown]]:
    """Return what was fixed of items, the weightiest first."""
    found: dict[UUID, list[Shown]] = {}
    for each in Shown.objects.filter(item__in=list(items)).order_by("-score", "source"):
        found.setdefault(each.item_id, []).append(each)
    return found


def since_last(conference: Conference) -> datetime | None:
    """Return when the conference before this one of its series began, None for the first."""
    if conference.series_id is None:
        return None
    before = Conference.objects.filter(
        series_id=conference.series_id,
        starts_at__lt=conference.starts_at,
        state__in=[ConferenceState.HELD, ConferenceState.CONFIRMED],
    )
    return before.order_by("-starts_at").values_list("starts_at", flat=True).first()


def _listed(conference: Conference) -> list[Item]:
    items = list(Item.objects.filter(conference=conference).order_by("position", "pk"))
    for each in items:
        each.conference = conference
    return items


def _ordered(items: list[Item], found: Mapping[str, Stakes], *, by_hand: bool) -> list[Item]:
    """Return the order by stakes: opening parts, the districts with most at stake, the consent item, the rest, closing.

    A district with nothing at stake is not proposed.
    """
    if by_hand:
        return items
    score = {each.district: each.score for each in found.values()}
    districts = sorted(
        (each for each in items if each.district),
        key=lambda each: (each.state == ItemState.POSTPONED, -score.get(each.district, 0.0), each.position),
    )
    proposed = sum(score.get(each.district, 0.0) > 0 for each in districts[:PROPOSED])
    parts = [each for each in items if not each.district]
    return [
        *(each for each in parts if not each.is_last and not each.is_consent),
        *districts[:proposed],
        *(each for each in parts if each.is_consent),
        *districts[proposed:],
        *(each for each in parts if each.is_last),
    ]
