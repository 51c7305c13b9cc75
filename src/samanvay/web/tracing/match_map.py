"""A small map of a pair: where each is from and was last seen or found, no closer than the one who looks may know."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.tracing.kinds import EntryKind
from samanvay.tracing.matches.masking import Seen
from samanvay.web.kit.maps.frame import WIDTH, frame_around

LEAST_SPAN = 2.0  # degrees


def pair_map(seen: Sequence[Seen]) -> dict[str, Any] | None:
    """Return the map of what may be seen of two entries; None where no place is known.

    Of places that are the same with the same meaning one is drawn.
    """
    told: dict[tuple[str, str], tuple[tuple[float, float], str]] = {}
    for each in seen:
        where = {EntryKind.MISSING: _("Last seen"), EntryKind.FOUND: _("Found")}.get(EntryKind(each.kind), _("Seen"))
        there = "missing" if each.kind == EntryKind.MISSING else "found"
        for sign, place, words in (("home", each.home, _("Home")), (there, each.place, where)):
            if place is not None and place.lat is not None and place.lon is not None:
                told.setdefault((sign, place.key), ((place.lon, place.lat), f"{words}: {place.names}"))
    if not told:
        return None
    frame = frame_around(_box([point for point, _words in told.values()]), pad=0.2)
    dots = []
    for (sign, _key), (point, words) in told.items():
        x, y = (round(each) for each in frame.at(*point))
        dots.append({"sign": sign, "x": x, "y": y, "words": words, "anchor": "end" if x > WIDTH * 0.6 else "start"})
    return {
        "width": WIDTH,
        "height": frame.height,
        "ground_url": reverse("picture_ground", args=[frame.code]),
        "dots": dots,
        "label": _("Map: %(places)s") % {"places": "; ".join(words for _point, words in told.values())},
    }


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    grow = max(0.0, LEAST_SPAN - max(east - west, north - south)) / 2
    return west - grow, south - grow, east + grow, north + grow
