"""The way of people as a small map."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.picture.spots import Spot, spots

from .arcs import arc
from .frame import WIDTH, Frame, Point, frame_around
from .labels import Label, Named, placed

SMALLEST = 2.5  # degrees that a map shows at the least
SPOT, SPOT_ON_A_PHONE = 36.0, 74.0
TEXT, TEXT_ON_A_PHONE = 44.0, 84.0


@dataclass
class LegsMap:
    """The way as drawn upon the ground of the picture: lines from place to place, the places with their numbers."""

    frame: Frame
    ground_url: str
    lines: list[dict[str, Any]] = field(default_factory=list)
    spots: list[dict[str, Any]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    narrow_labels: list[Label] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {self.frame.height}"


def legs_map(legs: Iterable[Any], *, fewest: int = 2) -> LegsMap | None:
    """Return the map of a way, None where fewer than ``fewest`` of its places are known to lie anywhere.

    ``legs`` are legs of a case, or what else has a place, a role with words, a certainty and may be void.
    """
    standing = [leg for leg in legs if not leg.is_void]
    known = spots(leg.place_id for leg in standing)
    drawn = [
        (str(number), leg, known[leg.place_id])
        for number, leg in enumerate(standing, 1)
        if leg.place_id in known and known[leg.place_id].point
    ]
    points = {spot.point for _no, _leg, spot in drawn}
    if len(points) < fewest:
        return None
    frame = _frame(points)
    made = LegsMap(frame, reverse("picture_ground", args=[frame.code]))
    _draw_lines(made, drawn)
    _draw_spots(made, drawn)
    return made


def _frame(points: Iterable[Any]) -> Frame:
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    wide = max(0.0, SMALLEST - (max(lons) - min(lons))) / 2
    high = max(0.0, SMALLEST - (max(lats) - min(lats))) / 2
    return frame_around((min(lons) - wide, min(lats) - high, max(lons) + wide, max(lats) + high), pad=0.22)


def _at(frame: Frame, spot: Spot) -> Point:
    assert spot.point is not None
    lat, lon = spot.point
    return frame.at(lon, lat)


def _draw_lines(made: LegsMap, drawn: list[tuple[str, Any, Spot]]) -> None:
    for (first, _leg, start), (last, leg, end) in pairwise(drawn):
        if start.point == end.point:
            continue
        says = _("%(from)s to %(to)s: %(start)s to %(end)s") % {
            "from": first, "to": last, "start": start.names, "end": end.names,
        }  # fmt: skip
        shape = arc(_at(made.frame, start), _at(made.frame, end), 15.0, keep_off=SPOT)
        made.lines.append({"shape": shape, "says": says, "is_hearsay": leg.certainty == "hearsay"})


def _draw_spots(made: LegsMap, drawn: list[tuple[str, Any, Spot]]) -> None:
    together: dict[Any, list[tuple[str, Any, Spot]]] = {}
    for each in drawn:
        together.setdefault(each[2].point, []).append(each)
    named, boxes = [], []
    for here in together.values():
        x, y = _at(made.frame, here[0][2])
        roles = [leg.role for _no, leg, _spot in here]
        role = next((role for role in ("rescue", "stopover") if role in roles), roles[0])
        said = ", ".join(f"{number}. {leg.role_words}: {spot.names}" for number, leg, spot in here)
        numbers = f"{here[0][0]}–{here[-1][0]}" if len(here) > 2 else ",".join(number for number, *_rest in here)
        made.spots.append({"x": round(x), "y": round(y), "numbers": numbers, "role": role, "says": said})
        boxes.append((x, y))
        named.append(Named(str(here[0][2].names), (x, y), -float(here[0][0])))
    for size, radius, into in ((TEXT, SPOT, made.labels), (TEXT_ON_A_PHONE, SPOT_ON_A_PHONE, made.narrow_labels)):
        taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in boxes]
        into.extend(placed(named, taken, height=made.frame.height, size=size, gap=radius + 10))
