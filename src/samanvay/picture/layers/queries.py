"""Published numbers as they are read: one layer at a time, the circles of a district summed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Sum

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Unseen

from ..models import StatLayer, StatValue
from .kinds import KINDS, LayerKind

STATE = ("place__state__name", "place__state__name_hi")


@dataclass(frozen=True, slots=True)
class LayerSeen:
    """A layer that is there: its kind, its years and of how many places it tells."""

    kind: LayerKind
    first: int
    last: int
    places: int


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """The number of a place: the sum over its circles."""

    key: str
    name: str
    name_hi: str
    state: Bilingual
    lgd: int | None
    value: int
    circles: int


def layers_there(actor: Actor) -> list[LayerSeen]:
    """Return the layers that hold numbers, in the order of their kinds."""
    require(actor, Permission.FACT_READ)
    told = {
        each["layer__kind"]: each
        for each in StatValue.objects.standing()
        .values("layer__kind")
        .annotate(first=Min("year"), last=Max("year"), places=Count("place", distinct=True))
    }
    return [
        LayerSeen(kind, told[code]["first"], told[code]["last"], told[code]["places"])
        for code, kind in KINDS.items()
        if code in told
    ]


def layer_of(actor: Actor, code: str) -> LayerKind:
    """Return a layer that is there. Raises Unseen for another."""
    require(actor, Permission.FACT_READ)
    if code not in KINDS or not StatLayer.objects.filter(kind=code).exists():
        raise Unseen
    return KINDS[code]


def years_of(kind: LayerKind) -> list[int]:
    """Return the years of which a layer tells, the latest first."""
    standing = StatValue.objects.standing().filter(layer__kind=kind.code)
    return list(standing.order_by("-year").values_list("year", flat=True).distinct())


def states_of(kind: LayerKind) -> list[tuple[str, Bilingual]]:
    """Return the states whose districts a layer tells of, with their names."""
    standing = StatValue.objects.standing().filter(layer__kind=kind.code, place__state__isnull=False)
    rows = standing.order_by("place__state__name").values_list("place__state_id", *STATE).distinct()
    return [(key, Bilingual(*names)) for key, *names in rows if key is not None]


def layer_values(kind: LayerKind, *, year: int, heads: Sequence[str], state: str = "") -> list[PlaceValue]:
    """Return the numbers of one layer for a year, heads of it summed as asked, by state and name."""
    found = StatValue.objects.standing().filter(layer__kind=kind.code, year=year, head__in=list(heads))
    if state:
        found = found.filter(place__state_id=state)
    columns = ("place_id", "place__name", "place__name_hi", *STATE, "place__lgd")
    summed = found.values_list(*columns).annotate(Sum("value"), Count("circle", distinct=True))
    return [
        PlaceValue(key, name, name_hi, Bilingual(above or "", above_hi or ""), lgd, total, circles)
        for key, name, name_hi, above, above_hi, lgd, total, circles in summed.order_by(STATE[0], "place__name")
    ]


def kinds_there(actor: Actor) -> list[LayerKind]:
    """Return the layers that were taken in, in the order of their kinds."""
    require(actor, Permission.FACT_READ)
    there = set(StatLayer.objects.values_list("kind", flat=True))
    return [kind for code, kind in KINDS.items() if code in there]
