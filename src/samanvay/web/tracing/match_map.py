"""A small map of a pair: where each is from and was last seen or found, no closer than the one who looks may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.directory.models import Place
from samanvay.tracing.kinds import EntryKind
from samanvay.tracing.masking import Seen
from samanvay.web.kit.maps.frame import WIDTH, Frame, frame_around

LEAST_SPAN = 2.0  # degrees


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: its sign (home, seen, found), where it lies, what it is."""

    sign: str
    x: int
    y: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class PairMap:
    """The map: its size, outlines, dots, and in words what it shows."""

    width: int
    height: int
    ground_url: str
    dots: list[Dot]
    label: str


def pair_map(seen: Sequence[Seen]) -> PairMap | None:
    """Return the map of what may be seen of two entries; None where no place is known."""
    told = [
        (sign, place, words)
        for each in seen
        for sign, place, words in (
            ("home", each.home, _("Home")),
            ("missing" if each.kind == EntryKind.MISSING else "found", each.place, _where(each)),
        )
        if place is not None and _point(place) is not None
    ]
    if not told:
        return None
    points = [point for _sign, place, _words in told if (point := _point(place)) is not None]
    frame = frame_around(_box(points), pad=0.2)
    dots = [_dot(frame, sign, place, words) for sign, place, words in _once(told)]
    return PairMap(
        WIDTH,
        frame.height,
        reverse("picture_ground", args=[frame.code]),
        dots,
        _("Map: %(places)s") % {"places": "; ".join(dot.words for dot in dots)},
    )


def _where(seen: Seen) -> str:
    return {EntryKind.MISSING: _("Last seen"), EntryKind.FOUND: _("Found")}.get(EntryKind(seen.kind), _("Seen"))


def _once(told: Iterable[tuple[str, Place, str]]) -> list[tuple[str, Place, str]]:
    """Keep one of those that are the same place with the same meaning."""
    kept: dict[tuple[str, str], tuple[str, Place, str]] = {}
    for sign, place, words in told:
        kept.setdefault((sign, place.key), (sign, place, words))
    return list(kept.values())


def _point(place: Place) -> tuple[float, float] | None:
    if place.lat is None or place.lon is None:
        return None
    return place.lon, place.lat


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    grow = max(0.0, LEAST_SPAN - max(east - west, north - south)) / 2
    return west - grow, south - grow, east + grow, north + grow


def _dot(frame: Frame, sign: str, place: Place, words: str) -> Dot:
    point = _point(place)
    assert point is not None
    x, y = (round(each) for each in frame.at(*point))
    return Dot(sign, x, y, f"{words}: {place.names}", "end" if x > WIDTH * 0.6 else "start")
