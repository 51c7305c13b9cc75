"""The shipped graph of districts: what joins them, how places are found in it, its shortest paths."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from samanvay_insight.gazetteer.tables import written
from samanvay_insight.routes import graph
from samanvay_insight.routes.yen import shortest_loopless

G = graph()


def _node(name: str) -> int:
    node = G.node_of(name)
    assert node is not None, name
    return node


def _edge(a: str, b: str) -> int | None:
    return G.edge_index.get((_node(a), _node(b)))


def test_graph_holds_the_districts_of_two_countries_and_is_the_same_in_both_directions():
    assert len(G.keys) == 779 + 75 == len(set(G.names))
    assert G is graph()
    assert (G.hours > 0).all()
    assert np.isfinite(G.hours).all()
    assert (G.tails != G.heads).all()
    back = np.array([G.edge_index[b, a] for a, b in zip(G.tails.tolist(), G.heads.tolist(), strict=True)])
    for column in (G.road_km, G.rail_km, G.trains, G.hours):
        np.testing.assert_array_equal(column, column[back])
    reached = dijkstra(_matrix(), indices=_node("Varanasi"))
    assert {G.keys[at] for at in np.flatnonzero(np.isinf(reached))} == {
        "district:mirpur", "district:muzaffarabad", "district:587", "district:638", "district:639", "district:640",
    }  # fmt: skip  # beyond the Line of Control, and islands that no train and no border joins to the land


def test_nepal_is_left_only_at_a_named_crossing():
    crossings = {
        frozenset((f"district:{row['district']}", row["across"])) for row in written("crossings") if row["across"]
    }
    over = {frozenset((G.keys[G.tails[edge]], G.keys[G.heads[edge]])) for edge in np.flatnonzero(G.border).tolist()}
    assert over == crossings
    assert _edge("Rupandehi", "Maharajganj") is not None
    assert _edge("Banke", "Bahraich") is not None
    assert _edge("Banke", "Gonda") is None


def test_rail_edges_are_pieces_of_line_and_carry_the_trains_that_pass():
    joined = _edge("Varanasi", "Chandauli")
    assert joined is not None
    assert set(G.modes(joined)) == {"road", "rail"}
    assert G.trains[joined] > 100  # the trunk line over Pt. Deen Dayal Upadhyaya Junction
    assert _edge("Varanasi", "New Delhi") is None  # an express without a halt between runs on the slow train's line
    assert _edge("Prayagraj", "Kaushambi") is not None
    assert _edge("Mumbai", "Thane") is not None or _edge("Mumbai Suburban", "Thane") is not None
    rail = np.flatnonzero(~np.isnan(G.rail_km))
    assert 1200 < len(rail) < 1700
    assert (G.trains[rail] > 0).all()
    assert not G.trains[np.isnan(G.rail_km)].any()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Varanasi", "Varanasi"),
        ("banaras", "Varanasi"),
        ("125", "Bahraich"),
        (" BSB ", "Varanasi"),
        ("MGS", "Chandauli"),
        ("DDU", "Chandauli"),
        ("GAYA", "Gaya"),
        ("Sonauli", "Maharajganj"),
        ("Nepalgunj", "Banke"),
        ("Lucknau", "Lucknow"),
        ("Noida", "Gautam Buddha Nagar"),
        ("Hamirpur", "Hamirpur, Uttar Pradesh"),
        ("Hamirpur, Himachal Pradesh", "Hamirpur, Himachal Pradesh"),
        ("district:197", "Varanasi"),
        ("np-district:banke", "Banke"),
        ("बहराइच", "Bahraich"),
    ],
)
def test_node_of_a_place_however_it_is_given(text, name):
    assert G.names[_node(text)] == name


def test_wider_places_hold_several_nodes_and_unknown_ones_none():
    assert len(G.nodes_of("Nepal")) == 75
    assert len(G.nodes_of("Uttar Pradesh")) == 75
    assert {G.names[node] for node in G.nodes_of("Bundelkhand")} >= {"Jhansi", "Banda"}
    assert _node("Gurugram") in G.nodes_of("NCR")
    assert _node("North Twenty Four Parganas") in G.nodes_of("Bangladesh")  # entered by its crossings
    for text in ("", "  ", "xyzzy", "999999", "district:9999"):
        assert G.nodes_of(text) == ()
        assert G.node_of(text) is None
    assert G.node_of("Nepal") is None


def test_every_name_of_the_graph_finds_its_own_node():
    wrong = [name for at, name in enumerate(G.names) if G.node_of(name) != at]
    assert wrong == []


def _matrix() -> csr_array:
    return csr_array((G.hours, (G.tails, G.heads)), shape=(len(G.keys), len(G.keys)))


def test_shortest_path_costs_what_scipy_finds():
    for a, b in (("Banke", "Mumbai"), ("Dumka", "New Delhi"), ("Kokrajhar", "Surat")):
        expected = dijkstra(_matrix(), indices=_node(a))[_node(b)]
        path = G.shortest_path(_node(a), _node(b))
        assert path[0] == _node(a)
        assert path[-1] == _node(b)
        assert sum(G.hours[G.edge_index[pair]] for pair in itertools.pairwise(path)) == pytest.approx(expected)


def test_k_shortest_are_loopless_different_and_in_order():
    paths = G.k_shortest_loopless(_node("Ranchi"), _node("Bijnor"), 20)
    assert len(paths) == 20
    assert paths == sorted(paths)
    assert len({path for _, path in paths}) == 20
    for cost, path in paths:
        assert len(set(path)) == len(path)
        assert sum(G.hours[G.edge_index[pair]] for pair in itertools.pairwise(path)) == pytest.approx(cost)
    assert G.k_shortest_loopless(_node("Ranchi"), _node("Ranchi"), 3) == [(0.0, (_node("Ranchi"),))]
    assert G.k_shortest_loopless(_node("Ranchi"), G.index["district:mirpur"], 3) == []
    with pytest.raises(ValueError, match="at least one path"):
        G.k_shortest_loopless(0, 1, 0)


def test_k_shortest_are_those_of_full_enumeration_on_random_graphs():
    random = np.random.default_rng(5)
    for _ in range(25):
        size = 7
        costs = random.integers(1, 30, (size, size)).astype(float)
        there = random.random((size, size)) < 0.6
        adjacency = [[(b, costs[a, b]) for b in range(size) if a != b and there[a, b]] for a in range(size)]
        known = [dict(row) for row in adjacency]
        every = []
        for length in range(size - 1):
            for middle in itertools.permutations(range(1, size - 1), length):
                path = (0, *middle, size - 1)
                if all(b in known[a] for a, b in itertools.pairwise(path)):
                    every.append(sum(known[a][b] for a, b in itertools.pairwise(path)))
        every.sort()
        to_target = _floyd(adjacency, size - 1)
        found = shortest_loopless(adjacency, to_target, 0, size - 1, 12)
        assert [cost for cost, _ in found] == every[:12]


def _floyd(adjacency, target):
    best = [math.inf] * len(adjacency)
    best[target] = 0.0
    for _ in adjacency:
        for a, row in enumerate(adjacency):
            best[a] = min([best[a], *(cost + best[b] for b, cost in row)])
    return best
