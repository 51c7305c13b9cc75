"""The map as plain shapes: what the template writes as SVG, with the sentence of each district and each arc."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.urls import reverse

from samanvay.picture.queries import Corridor, Effort, Happening, Picture, Spot
from samanvay.picture.spots import district_of
from samanvay_insight.routes.passing import passing

from .. import sentences
from .arcs import Arc, arc, width_for
from .frame import WIDTH, Frame, Point, frame_for, frame_near
from .ground import address_of, box_of, districts_by_state, nepal, outline_id, outlines, path_of, path_of_union
from .labels import Box, Label, Named, placed
from .signs import Cluster, Sign, clustered

MOST_ARCS = 40
MOST_OTHERS = 16  # of them around a district, where they do not touch it
MOST_NAMES = 60
MOST_PASSED = 14  # places likely passed that are drawn; the table has the others
LEAST_PASSED = 1.0  # expected journeys
CAUGHT = ("arrest", "rescue", "interception")
RING = 13.0
SHADES = 4
OWN = 1e9  # no name is weightier than that of the reader's district
WIDE_TEXT, NARROW_TEXT = 29.0, 66.0


@dataclass(frozen=True, slots=True)
class Area:
    """A district (or whole area) of the map: its outline, shade, sentence and address."""

    key: str
    path: str
    shade: int
    says: str
    url: str = ""
    is_silent: bool = False
    is_thin: bool = False

    @property
    def id(self) -> str:
        return outline_id(self.key)

    @property
    def has_outline(self) -> bool:
        """Tell whether the outlines of a frame hold it; those of a region are drawn in the page."""
        return self.key in outlines() or self.key == "NP"


@dataclass(frozen=True, slots=True)
class DrawnArc:
    """A corridor as drawn."""

    shape: Arc
    says: str
    is_hearsay: bool


@dataclass(slots=True)
class Drawing:
    """Everything that is drawn, from the ground up."""

    frame: Frame
    rails_url: str = ""
    ramp: str = "shade"
    state_path: str = ""
    state_id: str = ""
    own_id: str = ""
    areas: list[Area] = field(default_factory=list)
    districts: list[Area] = field(default_factory=list)
    arcs: list[DrawnArc] = field(default_factory=list)
    dots: list[Sign] = field(default_factory=list)
    rings: list[Sign] = field(default_factory=list)
    diamonds: list[Sign] = field(default_factory=list)
    squares: list[Sign] = field(default_factory=list)
    alone: list[Sign] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    narrow_labels: list[Label] = field(default_factory=list)
    undrawn: int = 0

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.frame.height}"

    @property
    def ground_url(self) -> str:
        return address_of("ground", self.frame)

    @property
    def outlines_url(self) -> str:
        return address_of("outlines", self.frame)


@dataclass(frozen=True, slots=True)
class Published:
    """The numbers of one published table for a year, by district, with what they count and who published them."""

    words: str
    year: int
    rule: str
    source: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn: a picture around a state ("" for all of India), how its districts reported, what lies beneath.

    ``district`` is the one that stands in the middle, with its name, in place of the whole state.
    ``silent`` are districts that have not spoken of late, ``own`` those of the reader's state; ``passed`` the expected
    journeys through districts between the places told; ``published`` numbers shade the ground instead of what was seen.
    """

    picture: Picture
    spots: Mapping[str, Spot]
    state: str
    silent: Collection[str] = ()
    own: Collection[str] = ()
    effort: Effort = field(default_factory=Effort)
    passed: Mapping[str, float] = field(default_factory=dict)
    published: Published | None = None
    has_rails: bool = True
    district: str = ""


class Draughtsman:
    """Draws one scene; the spots and words of all places are known beforehand."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.picture = scene.picture
        self.spots = spots = scene.spots
        self.state = state = scene.state
        self.silent = set(scene.silent)
        self.own = set(scene.own)
        points = [(spot.point[1], spot.point[0]) for spot in spots.values() if spot.point]
        box = box_of((scene.district,)) if scene.district else None
        self.frame = frame_near(box) if box else frame_for(state, points)
        self.drawing = Drawing(self.frame, own_id=outline_id(scene.district) if box else "")
        if scene.has_rails:
            self.drawing.rails_url = address_of("rails", self.frame)
        if scene.published:
            self.drawing.ramp = "published"
        self.named: dict[str, Named] = {}
        self.boxes: list[tuple[Point, float]] = []
        self.soft: list[tuple[Point, float]] = []

    def draw(self) -> Drawing:
        self._areas()
        self._districts()
        self._arcs()
        self._signs()
        drawn = self.drawing
        drawn.alone, drawn.clusters = clustered([*drawn.dots, *drawn.rings, *drawn.diamonds, *drawn.squares])
        self._labels()
        return self.drawing

    def at(self, key: str) -> Point | None:
        """Return where a place lies in the picture; it may lie outside."""
        spot = self.spots.get(key)
        if spot is None or spot.point is None:
            return None
        return self.frame.at(spot.point[1], spot.point[0])

    def words(self, key: str) -> str:
        return sentences.name_of(self.spots, key)

    def _areas(self) -> None:
        """Whole areas stand for facts that say no more: never a guessed district."""
        for key, persons in sorted(self.picture.by_place.items()):
            spot = self.spots.get(key)
            if spot is None or not spot.is_area or key == "IN":
                continue
            path = self._path_of_area(spot)
            if path:
                self.drawing.areas.append(Area(key, path, 0, sentences.whole_area(self.words(key), persons)))

    def _path_of_area(self, spot: Spot) -> str:
        if members := nepal() if spot.key == "NP" else tuple(spot.members):
            return path_of_union(self.frame, members)
        return path_of(self.frame, spot.key) if spot.kind == "state" else ""

    def _districts(self) -> None:
        roles = roles_of(self.picture, self.spots)
        value = {key: sum(counts.values()) for key, counts in roles.items() if key in outlines()}
        published = self.scene.published
        shown = dict.fromkeys((*districts_by_state().get(self.state, ()), *value))
        if published:
            value = {key: number for key, number in published.values.items() if key in outlines()}
            shown = dict.fromkeys((*shown, *value))
        shade = shades(value)
        for key in shown:
            path = path_of(self.frame, key)
            if not path:
                continue
            effort = self.scene.effort
            late = key in self.silent and key in self.own
            silent = late or (key in self.own and effort.is_silent(key))
            says = sentences.district(self.words(key), roles.get(key, Counter()), late, *self._beside(key))
            url = district_url(key) if key.startswith("district:") else ""
            thin = key in self.own and not silent and effort.is_thin(key)
            self.drawing.districts.append(Area(key, path, shade.get(key, 0), says, url, silent, thin))
        self._outline_state()

    def _outline_state(self) -> None:
        if self.state and (path := path_of(self.frame, self.state)):
            self.drawing.state_path, self.drawing.state_id = path, outline_id(self.state)

    def _beside(self, key: str) -> list[str]:
        """What is said beside what was seen: how the district reported, and the published number."""
        said, effort, published = [], self.scene.effort, self.scene.published
        if key in self.own and effort.weeks:
            said.append(sentences.reported(effort.spoke.get(key, 0), effort.weeks))
        if published:
            said.append(sentences.published(published.values.get(key), published.year))
        return said

    def _arcs(self) -> None:
        drawn = self._largest()
        self.drawing.undrawn = len(self.picture.corridors) - len(drawn)
        most = max((each.journeys for each in drawn), default=0)
        for corridor in reversed(drawn):
            self._arc(corridor, most)

    def _largest(self) -> list[Corridor]:
        """The corridors that are drawn: around a district first those that touch it."""
        found, own = self.picture.corridors, self.scene.district
        if not own:
            return found[:MOST_ARCS]

        def touches(each: Corridor) -> bool:
            return own in (district_of(self.spots.get(key)) for key in (each.origin, each.destination))

        at_home = [each for each in found if touches(each)][: MOST_ARCS - MOST_OTHERS]
        others = [each for each in found if not touches(each)][:MOST_OTHERS]
        return sorted([*at_home, *others], key=lambda each: -each.journeys)

    def _arc(self, corridor: Corridor, most: int) -> None:
        start, end = self.at(corridor.origin), self.at(corridor.destination)
        if start is None or end is None or start == end or not (self.frame.holds(start) or self.frame.holds(end)):
            self.drawing.undrawn += 1
            return
        weight = 100.0 + corridor.journeys
        starts_in, ends_in = self.frame.holds(start), self.frame.holds(end)
        if not starts_in:
            start = self.frame.edge_towards(end, start)
        elif not ends_in:
            end = self.frame.edge_towards(start, end)
        self._name(corridor.origin, start, weight, beyond=not starts_in)
        self._name(corridor.destination, end, weight, beyond=not ends_in)
        is_stop = corridor.destination in self.picture.stopovers
        shape = arc(start, end, width_for(corridor.journeys, most), keep_off=RING if is_stop else 0)
        says = sentences.corridor(self.words(corridor.origin), self.words(corridor.destination), corridor)
        self.drawing.arcs.append(DrawnArc(shape, says, corridor.is_hearsay))
        self.soft.extend((point, 8.0) for point in shape.along)

    def _passed(self) -> None:
        """Draw the places that journeys likely passed, the most travelled first, where nobody said that they did."""
        drawn = 0
        for key, expected in sorted(self.scene.passed.items(), key=lambda item: (-item[1], item[0])):
            if expected < LEAST_PASSED or drawn == MOST_PASSED:
                break
            point = self.at(key)
            if point and self.frame.holds(point) and not (key in self.picture.stopovers or key in self.picture.through):
                says = sentences.passed(self.words(key), expected)
                self.drawing.dots.append(Sign(round(point[0]), round(point[1]), says, "passed"))
                self._name(key, point, 20.0 + expected)
                self.boxes.append((point, 10.0))
                drawn += 1

    def _signs(self) -> None:
        self._passed()
        for key, journeys in self.picture.stopovers.most_common():
            point = self.at(key)
            if point and self.frame.holds(point):
                says = sentences.stopover(self.words(key), journeys)
                self.drawing.rings.append(Sign(round(point[0]), round(point[1]), says, "ring"))
                self._name(key, point, 200.0 + journeys)
                self.boxes.append((point, RING + 3))
        at: dict[str, list[Happening]] = {}
        for happening in self.picture.happenings:
            at.setdefault(happening.place, []).append(happening)
        for key, happenings in at.items():
            point = self.at(key)
            if not point or not self.frame.holds(point):
                continue
            x, y = point
            if key in self.picture.stopovers:
                x, y = x + 26, y - 20
            kind = "diamond" if any(each.kind in CAUGHT for each in happenings) else "diamond hollow"
            says = sentences.happenings(self.words(key), happenings)
            self.drawing.diamonds.append(Sign(round(x), round(y), says, kind))
            self._name(key, point, 150.0 + sum(each.count for each in happenings))
            self.boxes.append(((x, y), 15.0))

    def _name(self, key: str, point: Point, weight: float, *, beyond: bool = False) -> None:
        known = self.named.get(key)
        if known is None or known.weight < weight:
            words = self.words(key)
            self.named[key] = Named(f"{words} ›" if beyond else words, point, weight, "beyond" if beyond else "place")

    def _labels(self) -> None:
        own = self.scene.district
        if own and (point := self.at(own)):
            self.named[own] = Named(self.words(own), point, OWN, "own")
        heaviest = sorted(self.named.values(), key=lambda each: -each.weight)[:MOST_NAMES]
        named = [*heaviest, *self._lands()]
        for size, grown, into in (
            (WIDE_TEXT, 1.0, self.drawing.labels),
            (NARROW_TEXT, 1.9, self.drawing.narrow_labels),
        ):
            taken, soft = (_boxes(points, grown) for points in (self.boxes, self.soft))
            into.extend(placed(named, taken, soft, height=self.frame.height, size=size, gap=22.0 * grown))

    def _lands(self) -> list[Named]:
        """The names of the states around and of Nepal, set wide and pale, where nothing else names them."""
        found = []
        for key, name in sentences.lands():
            if key in self.named:
                continue
            point = middle_of(self.frame, key)
            if point is not None:
                found.append(Named(name.upper(), point, 0.0, "state", centred=True))
        return found


class ShadedDraughtsman(Draughtsman):
    """Draws a state with ``shaded``, what each district is but for key and outline, in place of what was seen."""

    def __init__(
        self, state: str, spots: Mapping[str, Spot], keys: Iterable[str], shaded: Callable[[str], Mapping[str, Any]]
    ) -> None:
        super().__init__(Scene(Picture(), spots, state, has_rails=False))
        self.keys, self.shaded = keys, shaded

    def _districts(self) -> None:
        for key in sorted({*districts_by_state().get(self.state, ()), *self.keys}):
            if path := path_of(self.frame, key):
                self.drawing.districts.append(Area(key, path, **self.shaded(key)))
        self._outline_state()


@lru_cache(maxsize=4096)
def district_url(key: str) -> str:
    """Return the address of a district's sheet; a page has some hundreds of them."""
    return reverse("picture_district", args=[key])


@lru_cache(maxsize=1024)
def middle_of(frame: Frame, key: str) -> Point | None:
    """Return the middle of what is seen of a land, None where that is little."""
    rings = [ring for part in (nepal() if key == "NP" else (key,)) for ring in outlines().get(part, [])]
    seen = [point for ring in rings for lon, lat in ring if frame.holds(point := frame.at(lon, lat), inset=30)]
    if len(seen) < 40:
        return None
    xs, ys = [x for x, _ in seen], [y for _, y in seen]
    if max(xs) - min(xs) < 260 or max(ys) - min(ys) < 120:
        return None
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _boxes(points: Iterable[tuple[Point, float]], grown: float) -> list[Box]:
    return [(x - half * grown, y - half * grown, x + half * grown, y + half * grown) for (x, y), half in points]


def roles_of(picture: Picture, spots: Mapping[str, Spot]) -> dict[str, Counter[str]]:
    """Return for each district how many persons are taken from, kept, pass, are brought and were met with there."""
    found: dict[str, Counter[str]] = {}

    def add(key: str, role: str, persons: int) -> None:
        if district := district_of(spots.get(key)):
            found.setdefault(district, Counter())[role] += persons

    for route in picture.routes:
        add(route.origin, "taken", route.persons)
        add(route.destination, "brought", route.persons)
        for key in dict.fromkeys(route.via):
            add(key, "stopped", route.kept[key])
            add(key, "passing", route.persons - route.kept[key])
    for happening in picture.happenings:
        add(happening.place, happening.kind, happening.persons)
    return found


def shades(value: Mapping[str, int]) -> dict[str, int]:
    """Return a shade from 1 to 4 for each district with a value: four bands of about as many districts each."""
    order = sorted({number for number in value.values() if number})
    return {key: 1 + order.index(number) * SHADES // len(order) for key, number in value.items() if number}


def draw(scene: Scene) -> Drawing:
    return Draughtsman(scene).draw()


def likely_passed(picture: Picture, spots: Mapping[str, Spot]) -> dict[str, float]:
    """Return the expected journeys through districts between the places told, where both ends lie in one district.

    Of the most travelled corridors alone: those that are drawn.
    """
    legs: Counter[tuple[str, str]] = Counter()
    for corridor in picture.corridors[:MOST_ARCS]:
        start, end = (district_of(spots.get(key)) for key in (corridor.origin, corridor.destination))
        if start and end and start != end:
            legs[start, end] += corridor.journeys
    return passing(legs)


def places_in(picture: Picture, state: str) -> set[Any]:
    """Return the keys of every place whose spot a drawing needs."""
    return {*picture.by_place, *districts_by_state().get(state, ())}
