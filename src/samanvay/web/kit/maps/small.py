"""A place on a small map: its outline among its neighbours, the ways that touch it, what was met with there lately."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from samanvay.picture.queries import Corridor, Happening, Spot
from samanvay_insight import gazetteer

from .. import sentences
from .arcs import FEW, arc
from .frame import Frame, Point, frame_around
from .ground import box_of, coarse_paths, districts_by_state
from .labels import Label, Named, placed

SHAPE = (0.5, 0.52)  # height over width
PAD = 0.25
TEXT, GAP = 78.0, 36.0
RING = 34.0
NARROWEST, WIDEST = 16.0, 42.0
EDGE = 70.0
GRID, GRID_OF_MANY = 10, 24  # units between which outlines are told: what is drawn is three hundred dots wide


@dataclass(frozen=True, slots=True)
class SmallScene:
    """What a small map shows of some districts, or of a whole state.

    ``corridors`` and ``happenings`` stand at districts, the most first; ``name`` names the place for who hears it.
    """

    name: str
    districts: Sequence[str]
    state: str
    corridors: Sequence[Corridor]
    happenings: Mapping[str, Sequence[Happening]]
    stops: Collection[str]
    spots: Mapping[str, Spot]
    is_state: bool = False


@lru_cache(maxsize=256)
def _land(own: tuple[str, ...], state: str, is_state: bool) -> tuple[Frame, int, str, str] | None:
    """Return the frame, its grid, the outlines around and those of the place itself, None where none are known."""
    drawn = (state,) if is_state else own
    grid = GRID if len(own) == 1 else GRID_OF_MANY
    box = box_of(drawn)
    if box is None:
        return None
    frame = frame_around(box, pad=0.12 if is_state else PAD, shape=SHAPE)
    if is_state:
        around = tuple(gazetteer.neighbours(state))
    else:
        around = tuple(
            sorted({other for key in own if key in _known() for other in gazetteer.neighbours(key)} - {*own})
        )
    return frame, grid, coarse_paths(frame, around, grid), coarse_paths(frame, drawn, grid)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(key for keys in districts_by_state().values() for key in keys)


def small_map(scene: SmallScene) -> SafeString:
    """Return the map as SVG without names of classes that a page must know but ``small-map``; "" without outlines."""
    land = _land(tuple(scene.districts), scene.state, scene.is_state)
    if land is None:
        return SafeString("")
    frame, grid, around, own = land
    drawer = _Drawer(scene, frame)
    return format_html(
        '<svg class="small-map" viewBox="0 0 2000 {}" role="img" aria-label="{}"><g transform="scale({})">'
        '<path class="land" d="{}"/><path class="own" d="{}"/></g>{}</svg>',
        frame.height,
        _("Map of %(place)s") % {"place": scene.name},
        grid,
        around,
        own,
        drawer.shapes(),
    )


class _Drawer:
    """Draws ways, signs and names of one small map."""

    def __init__(self, scene: SmallScene, frame: Frame) -> None:
        self.scene, self.frame = scene, frame
        self.named: list[Named] = []
        self.taken: list[Point] = []

    def shapes(self) -> SafeString:
        arcs = self._arcs()
        signs = self._signs()
        boxes = [(x - RING, y - RING, x + RING, y + RING) for x, y in self.taken]
        labels = placed(self.named, boxes, height=self.frame.height, size=TEXT, gap=GAP)
        return format_html("{}{}{}", arcs, signs, format_html_join("", "{}", ((_text(each),) for each in labels)))

    def at(self, key: str) -> Point | None:
        spot = self.scene.spots.get(key)
        return self.frame.at(spot.point[1], spot.point[0]) if spot is not None and spot.point else None

    def words(self, key: str) -> str:
        return sentences.name_of(self.scene.spots, key)

    def _is_own(self, key: str) -> bool:
        return key in self.scene.districts

    def _arcs(self) -> SafeString:
        most = max((each.journeys for each in self.scene.corridors), default=1)
        drawn = []
        for each in self.scene.corridors:
            start, end = self.at(each.origin), self.at(each.destination)
            if start is None or end is None or not (self.frame.holds(start) or self.frame.holds(end)):
                continue
            if not self.frame.holds(start):
                start = self.frame.edge_towards(end, start, EDGE)
            elif not self.frame.holds(end):
                end = self.frame.edge_towards(start, end, EDGE)
            weight = float(each.journeys)
            for key, point, words in (
                (each.origin, start, _("from %(place)s")),
                (each.destination, end, _("to %(place)s")),
            ):
                if not self._is_own(key):
                    self.named.append(Named(words % {"place": self.words(key)}, point, weight))
                elif self.scene.is_state:
                    self.named.append(Named(self.words(key), point, weight))
            width = NARROWEST + (WIDEST - NARROWEST) * (each.journeys / max(most, FEW)) ** 0.5
            width = min(width, math.dist(start, end) / 8)
            shape = arc(start, end, width, keep_off=RING if each.destination in self.scene.stops else 0)
            says = sentences.corridor(self.words(each.origin), self.words(each.destination), each)
            body = f"{shape.body}{shape.head}" if not each.is_hearsay else f"{shape.line}{shape.head}"
            drawn.append(("hearsay" if each.is_hearsay else "way", body, says))
        return format_html_join("", '<path class="{}" d="{}"><title>{}</title></path>', drawn)

    def _signs(self) -> SafeString:
        found = []
        for key in self.scene.stops:
            if self._is_own(key) and (point := self.at(key)):
                self.taken.append(point)
                found.append(format_html('<circle class="stop" cx="{}" cy="{}" r="34"/>', *map(round, point)))
        for key, happenings in self.scene.happenings.items():
            if (point := self.at(key)) is None or not self.frame.holds(point):
                continue
            x, y = point if key not in self.scene.stops and self.scene.is_state else (point[0] - 20, point[1] + 105)
            self.taken.append((x, y))
            said = sentences.happenings(self.words(key), happenings)
            shape = '<path class="met" d="M{} {}m0-34l34 34l-34 34l-34-34z"><title>{}</title></path>'
            found.append(format_html(shape, round(x), round(y), said))
        if not self.scene.is_state:
            for key in self.scene.districts:
                if point := self.at(key):
                    self.named.append(Named(self.words(key), point, 1e6, "own"))
        named: dict[str, Named] = {}
        for each in self.named:
            if each.words not in named or named[each.words].weight < each.weight:
                named[each.words] = each
        self.named = list(named.values())
        return format_html_join("", "{}", ((each,) for each in found))


def _text(label: Label) -> SafeString:
    return format_html(
        '<text class="{} {}" x="{}" y="{}">{}</text>', label.kind, label.anchor, label.x, label.y, label.words
    )
