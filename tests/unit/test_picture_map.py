"""The map's own arithmetic: frame, outlines, arcs, names that do not cover each other."""

import gzip
import math
import re
from hashlib import sha256

import pytest

from samanvay.web.kit.maps.arcs import NARROWEST, WIDEST, arc, width_for
from samanvay.web.kit.maps.drawing import shades
from samanvay.web.kit.maps.frame import WIDTH, frame_for, frame_of_code
from samanvay.web.kit.maps.ground import (
    address_of,
    coarse_paths,
    districts_by_state,
    file_of,
    ground,
    nepal,
    path_of,
    path_of_union,
    rails,
)
from samanvay.web.kit.maps.labels import Named, placed
from samanvay.web.kit.maps.signs import Sign, clustered
from samanvay_insight import gazetteer
from samanvay_insight.gazetteer.geometry import km_between
from samanvay_insight.routes.lines import LONGEST_KM, railway_lines
from samanvay_insight.routes.passing import passing

UP = frame_for("IN-UP", [])


def test_frame_of_a_state_holds_it_whole_and_grows_to_what_is_near_alone() -> None:
    gumla, mumbai = (84.54, 23.04), (72.88, 19.08)
    assert UP.holds(UP.at(80.95, 26.85)), "Lucknow"
    grown = frame_for("IN-UP", [gumla, mumbai])
    assert grown.holds(grown.at(*gumla))
    assert not grown.holds(grown.at(*mumbai))
    assert frame_of_code(UP.code) == UP
    for bad in ("", "1-2-3-4", "300-124-347-90", "300-90-347-124-1", "347-90-300-124"):
        assert frame_of_code(bad) is None


def test_north_is_up_and_angles_are_true() -> None:
    x, y = UP.at(80, 27)
    east, north = UP.at(80.1, 27)[0] - x, y - UP.at(80, 27.1)[1]
    assert north > 0
    assert north / east == pytest.approx(1 / math.cos(math.radians(27)), rel=0.002), "Mercator"


def test_way_beyond_the_frame_is_cut_at_its_edge_on_the_straight_line() -> None:
    inner, outer = (1000.0, 800.0), (-3000.0, 2800.0)
    x, y = UP.edge_towards(inner, outer)
    assert UP.holds((x, y))
    assert min(x, UP.height - y) == pytest.approx(40)
    assert (y - inner[1]) / (x - inner[0]) == pytest.approx(-0.5)


def area(path: str) -> float:
    """Return the area inside path data of relative lines (shoelace)."""
    total = 0.0
    for start_x, start_y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        numbers = [int(each) for each in re.findall(r"-?\d+", steps)]
        x, y = int(start_x), int(start_y)
        points = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        total += sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2
    return abs(total)


def test_outer_border_of_districts_encloses_what_they_do_together() -> None:
    districts = districts_by_state()["IN-UP"]
    together = area(path_of_union(UP, districts))
    assert together == pytest.approx(sum(area(path_of(UP, key)) for key in districts), rel=0.002)
    assert together == pytest.approx(area(path_of(UP, "IN-UP")), rel=0.03)
    assert path_of_union(UP, nepal())


def test_ground_is_one_plain_picture() -> None:
    assert ground(UP).startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert not re.search(r"style=|class=|<script|href", ground(UP))


def test_arc_ends_at_its_end_and_bends_to_one_side() -> None:
    there, back = arc((100, 500), (900, 500), 12), arc((900, 500), (100, 500), 12)
    assert there.along[-1] == pytest.approx((900, 500))
    assert (there.along[8][1] - 500) * (back.along[8][1] - 500) < 0, "there and back do not lie on each other"


def test_width_grows_with_journeys_and_few_are_not_drawn_as_many() -> None:
    assert width_for(100, 100) == WIDEST
    assert NARROWEST < width_for(1, 1) < width_for(5, 5) < WIDEST
    assert width_for(1, 100) < width_for(25, 100) < width_for(100, 100)


def test_names_cover_neither_signs_nor_each_other() -> None:
    named = [Named(f"Place {number}", (500 + 4 * number, 500), 100 - number) for number in range(12)]
    labels = placed(named, [(490, 490, 560, 510)], height=1000, size=29, gap=22)
    assert [each.words for each in labels][:2] == ["Place 0", "Place 1"], "the weightiest first"
    assert len({(each.x, each.y, each.anchor) for each in labels}) == len(labels) < len(named)
    assert all(0 < each.x < WIDTH for each in labels)


def test_name_goes_round_an_arc_where_it_can() -> None:
    arc_to_the_right = [(520.0 + step, 480.0, 540.0 + step, 520.0) for step in range(0, 400, 20)]
    (free,) = placed([Named("Lucknow", (500, 500), 1)], [], arc_to_the_right, height=1000, size=29, gap=22)
    assert free.anchor == "end"


def test_shades_split_the_districts_that_have_any_into_four_bands() -> None:
    found = shades({"a": 1, "b": 2, "c": 3, "d": 4, "e": 0, "f": 4})
    assert found == {"a": 1, "b": 2, "c": 3, "d": 4, "f": 4}


def test_signs_that_lie_on_one_another_are_told_by_their_number() -> None:
    signs = [Sign(x, 500, f"sign {x}", "ring") for x in (100, 120, 145, 400)]
    alone, (cluster,) = clustered(signs)
    assert [each.x for each in alone] == [400]
    assert (cluster.x, cluster.y, len(cluster.signs)) == (122, 500, 3), "one near the next are one"
    assert "sign 145" in cluster.says


def test_file_of_a_frame_has_the_mark_of_what_it_holds() -> None:
    files = {kind: file_of(kind, UP) for kind in ("ground", "outlines", "rails")}
    for kind, found in files.items():
        drawn = gzip.decompress(found.body)
        assert found.mark == sha256(drawn).hexdigest()[:12]
        assert address_of(kind, UP).endswith(f"{UP.code}.svg?v={found.mark}")
    assert len({found.mark for found in files.values()}) == 3
    assert b'id="IN-UP"' in gzip.decompress(files["outlines"].body)


def test_outlines_of_a_small_map_keep_the_points_that_neighbours_share() -> None:
    districts = districts_by_state()["IN-UP"]
    drawn = coarse_paths(UP, districts, 10)
    assert len(drawn) < sum(len(path_of(UP, key)) for key in districts) * 0.6
    apart = sum(area(coarse_paths(UP, (key,), 10)) for key in districts)
    assert apart == pytest.approx(area(coarse_paths(UP, ("IN-UP",), 10)), rel=0.04)


def test_railway_lines_are_drawn_from_halt_to_halt_and_stay_small() -> None:
    lines = railway_lines()
    assert all(km_between(line.start[::-1], line.end[::-1]) <= LONGEST_KM for line in lines)
    ends = {frozenset((line.start, line.end)) for line in lines}
    assert len(ends) == len(lines), "each piece once"
    drawn = rails(UP)
    assert len(drawn) < 60_000
    assert drawn.count("M") > 300
    assert len(rails(frame_for("", []))) < 90_000, "of all India the busy lines alone"


def test_likely_passed_lie_between_the_ends_and_share_out_the_journeys() -> None:
    lucknow, varanasi, rae_bareli = (
        next(iter(gazetteer.find(name, kinds=["district"]))).place.key for name in ("Lucknow", "Varanasi", "Rae Bareli")
    )
    found = passing({(lucknow, varanasi): 10})
    assert lucknow not in found
    assert varanasi not in found
    assert max(found.values()) <= 10 + 1e-9
    assert sum(found.values()) >= 10, "every path passes at least one district"
    assert passing({(lucknow, varanasi): 5, (lucknow, lucknow): 9, ("IN-UP", varanasi): 9}) == pytest.approx(
        {key: expected / 2 for key, expected in found.items()}
    )
    assert found.get(rae_bareli, 0) > 1
