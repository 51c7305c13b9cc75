"""Routes from partial legs: reading, counting, and what is believed of journeys that nobody saw whole."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from samanvay_insight.routes import RouteGraph, fit_routes, graph, legs_of, patterns_of, text_table
from samanvay_insight.routes.alignment import AT_END_HIDDEN, STRAY, aligned, by_arrays, chunks
from samanvay_insight.routes.choices import Choices
from samanvay_insight.routes.edge_costs import EdgeCosts
from samanvay_insight.routes.fitting import PRIOR, thinned
from samanvay_insight.routes.frame import Framing
from samanvay_insight.routes.observed import observed_of
from samanvay_insight.routes.walks import Sightings, Walks, Waypoints
from samanvay_insight.simulate import simulate
from samanvay_insight.simulate.state import Size

HEADERS = ("case_id", "sequence", "place", "role", "date")


def table(*rows: str) -> pa.Table:
    cells = [(row + ",,,,").split(",")[:5] for row in rows]
    return text_table({name: [row[at] for row in cells] for at, name in enumerate(HEADERS)})


def habit(cases: int, *, hidden: int) -> list[str]:
    """Journeys from Bahraich to Delhi that all stop in Lucknow, which is left out of the last `hidden`."""
    rows = []
    for case in range(cases):
        rows += [f"H{case},1,Bahraich,source,2026-01-05"]
        if case < cases - hidden:
            rows += [f"H{case},2,Lucknow,stopover,2026-01-07"]
        rows += [f"H{case},3,Central Delhi,destination,2026-02-09"]
    return rows


def test_legs_name_every_cell_that_cannot_be_read_and_keep_the_rest():
    legs, errors = legs_of(
        table(
            "A,1,Gonda,source,2026-01-02",
            "A,two,Atlantis,transit,",
            "A,3,LKO,stop-over,yesterday",
            ",,,,",
            "A,4,Delhi,thief,",
        )
    )
    assert [(e.row, e.field) for e in errors] == [(3, "place"), (3, "sequence"), (4, "date"), (6, "role")]
    assert len(legs) == 4
    assert (legs.place >= 0).tolist() == [True, False, True, True]
    assert legs.places[legs.place[2]].key == "station:LKO"
    assert legs.month.tolist() == [2026 * 12, -1, -1, -1]


def test_legs_read_dates_as_the_caller_does():
    legs, errors = legs_of(table("A,1,Gonda,source,3.4.19"), read_day=lambda text: date(2019, 4, 3))
    assert not errors
    assert legs.month.tolist() == [2019 * 12 + 3]


def test_a_place_is_one_by_name_code_and_spelling():
    lgd = next(p for p in legs_of(table("A,1,Gonda,source,"))[0].places).lgd
    legs, errors = legs_of(table("A,1,Gonda,source,", f"B,1,{lgd},source,", "C,1, gonda ,source,"))
    assert not errors
    assert len(legs.places) == 1


def test_cases_without_a_number_begin_where_the_sequence_does_not_rise():
    legs, _ = legs_of(table(",1,Gonda,source,", ",2,Delhi,destination,", ",1,Basti,source,", ",2,Mumbai,destination,"))
    assert legs.case.tolist() == [0, 0, 1, 1]


def test_rows_without_a_sequence_keep_the_order_of_the_file():
    found = fit_routes(legs_of(table("A,,Gonda,source,", "A,,Lucknow,stopover,", "A,,Mumbai,destination,"))[0])
    (corridor,) = found.corridors()
    assert (corridor.source, corridor.destination) == ("Gonda", "Mumbai")


def test_patterns_count_alike_journeys_whatever_the_order_of_rows():
    rows = [
        "A,1,Gonda,source,2026-03-01",
        "A,2,Delhi,destination,",
        "B,2,Delhi,destination,",
        "B,1,Gonda,source,2026-04-01",
    ]
    patterns = patterns_of(legs_of(table(*rows, "C,1,Gonda,source,"))[0])
    assert patterns.count.tolist() == [2, 1]
    assert patterns.pattern.tolist() == [0, 0, 1]
    assert patterns.start.tolist() == [0, 2, 3]


def test_patterns_hold_every_row_of_many_journeys():
    random = np.random.default_rng(3)
    names = graph().names
    rows = [f"C{case},{step},{names[random.integers(0, 40)]},transit," for case in range(60) for step in range(1, 4)]
    shuffled = [rows[at] for at in random.permutation(len(rows))]
    patterns = patterns_of(legs_of(table(*shuffled))[0])
    assert patterns.count.sum() == 60
    assert len(patterns.place) == 3 * len(patterns)
    assert (np.diff(patterns.start) == 3).all()


def test_a_journey_of_one_case_is_told_as_it_is():
    found = fit_routes(
        legs_of(table("A,1,Gonda,source,", "A,2,Lucknow,stopover,", "A,3,Central Delhi,destination,"))[0]
    )
    (corridor,) = found.corridors()
    assert (corridor.source, corridor.destination, corridor.share) == ("Gonda", "Central Delhi", pytest.approx(1.0))
    assert (corridor.estimate.journeys, corridor.estimate.low, corridor.estimate.high) == (pytest.approx(1.0), 1.0, 1.0)
    (lucknow,) = [each for each in found.passings() if each.place == "Lucknow"]
    assert (lucknow.estimate.journeys, lucknow.estimate.low, lucknow.estimate.high) == (pytest.approx(1.0), 1.0, 1.0)
    assert found.journey(0).stopovers["Lucknow"] > 0.9
    index, names = graph().index, graph().names
    node = {name: at for at, name in enumerate(names)}
    assert index["district:157"] == node["Lucknow"]
    for edge in found.edges():
        assert node[edge.head] in graph().neighbours(node[edge.tail])
        assert 0 < edge.probability <= 1


def test_no_stop_over_is_inferred_where_too_few_rows_name_one_and_the_reason_is_said():
    few = fit_routes(legs_of(table(*habit(40, hidden=11)))[0])
    assert few.stopovers() == []
    assert "rows name 29, and 30 are needed" in few.notes[0]
    assert "Lucknow" in few.journey(0).stopovers, "what a row says stays known"
    assert few.journey(39).stopovers == {}
    enough = fit_routes(legs_of(table(*habit(40, hidden=10)))[0])
    assert (enough.stopovers()[0].place, enough.stopovers()[0].named, enough.notes) == ("Lucknow", 30, [])


def test_what_passing_and_stopping_show_is_thinned_alike():
    random = np.random.default_rng(5)
    table_ = thinned(random.random((4, PRIOR.shape[1])) * [[300], [5], [80], [1]])
    assert table_.sum(axis=1) == pytest.approx(np.ones(4))
    labels = table_[:, 1:].reshape(4, -1, 2).sum(axis=2) / PRIOR[:, 1:].reshape(4, -1, 2).sum(axis=2)
    assert labels[0] == pytest.approx(labels[1])
    assert labels[2] == pytest.approx(labels[3])


def test_rows_without_a_role_tell_of_the_way_where_rows_between_two_ends_have_none():
    rows = []
    for case in range(12):
        rows += [f"H{case},1,Bahraich,source,", f"H{case},2,Lucknow,,", f"H{case},3,Central Delhi,destination,"]
    found = fit_routes(legs_of(table(*rows, "M,1,Lucknow,,", "M,2,Central Delhi,destination,"))[0])
    assert found.journey(12).corridors == {("Bahraich", "Central Delhi"): pytest.approx(1.0)}


def test_a_sample_stands_for_all_and_keeps_the_corridors():
    random = np.random.default_rng(8)
    names = graph().names
    rows = []
    for case in range(300):
        source, end = ("Bahraich", "Central Delhi") if case % 3 else ("Gonda", "Mumbai")
        rows += [f"C{case},1,{source},source,", f"C{case},2,{end},destination,"]
        rows += [f"C{case},{3 + k},{names[random.integers(0, 700)]},," for k in range(case % 2)]
    legs, _ = legs_of(table(*rows))
    whole, part = patterns_of(legs), patterns_of(legs).sampled(60)
    assert whole.sampled(300) is whole
    assert len(part) == 60
    assert part.count.sum() == pytest.approx(300, abs=6)
    heavy = np.flatnonzero(whole.count >= 50)
    assert part.taken[part.pattern[[np.flatnonzero(whole.pattern == at)[0] for at in heavy]]] == pytest.approx(1.0)
    found = fit_routes(legs, most=60)
    assert found.journeys == 300
    assert "sample of 60" in found.notes[-1]
    with pytest.raises(LookupError, match="not in the sample"):
        found.journey(int(np.flatnonzero(part.pattern < 0)[0]))


def test_progress_is_told_to_its_end():
    steps: list[tuple[int, int]] = []
    fit_routes(legs_of(table(*habit(3, hidden=0)))[0], told=lambda done, of: steps.append((done, of)))
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert {of for _, of in steps} == {len(steps)}


def test_a_habitual_stop_is_believed_where_nobody_saw_it_and_the_way_goes_through_it():
    found = fit_routes(legs_of(table(*habit(44, hidden=8)))[0])
    last = found.journey(43)
    assert last.stopovers["Lucknow"] > 0.5
    assert sum(p for (_, head), p in last.edges.items() if head == "Lucknow") > 0.7
    (stop,) = [each for each in found.stopovers() if each.place == "Lucknow"]
    assert 36 <= stop.estimate.journeys <= 45
    assert stop.named == 36
    assert stop.estimate.low < stop.estimate.journeys < stop.estimate.high


def test_a_habitual_stop_off_the_way_is_believed_of_a_journey_that_was_only_seen_near_its_home():
    # out to Varanasi and on to Delhi by the same line would pass districts twice: one of the two takes another
    rows = []
    for case in range(32):
        rows += [f"V{case},1,Rupandehi,source,", f"V{case},2,Varanasi,stopover,"]
        rows += [f"V{case},3,Central Delhi,destination,"]
    for case in range(4):
        rows += [f"N{case},1,Rupandehi,source,", f"N{case},2,Siddharthnagar,transit,"]
    found = fit_routes(legs_of(table(*rows))[0])
    assert found.journey(32).stopovers["Varanasi"] > 0.7


def test_a_rescue_that_ends_the_rows_at_a_known_destination_is_an_arrival_and_no_stop():
    rows = []
    for case in range(30):
        rows += [f"W{case},1,Patna,source,", f"W{case},2,Jabalpur,stopover,", f"W{case},3,Ranga Reddy,destination,"]
    for case in range(2):
        rows += [f"X{case},1,Gaya,source,", f"X{case},2,Jabalpur,stopover,", f"X{case},3,Hyderabad,destination,"]
    rows += ["P,1,Patna,source,", "P,2,Jabalpur,stopover,", "P,3,Hyderabad,rescue,"]
    found = fit_routes(legs_of(table(*rows))[0])
    assert found.journey(32).corridors["Patna", "Hyderabad"] > 0.8
    assert found.journey(32).stopovers.get("Hyderabad", 0) < 0.1


def test_a_missing_end_is_shared_among_the_corridors_that_fit():
    rows = [*habit(20, hidden=0), "M,1,,source,", "M,2,Central Delhi,destination,"]
    rows += [f"K{k},{s}" for k in range(5) for s in ("1,Kolkata,source,", "2,Mumbai,destination,")]
    found = fit_routes(legs_of(table(*rows))[0])
    at = found.legs.cases.to_pylist().index("M")
    assert found.journey(at).corridors == {("Bahraich", "Central Delhi"): pytest.approx(1.0)}
    assert sum(each.estimate.journeys for each in found.corridors()) == pytest.approx(26)
    assert sum(each.share for each in found.corridors()) == pytest.approx(1.0)


def test_wider_places_and_places_abroad_keep_their_level():
    found = fit_routes(legs_of(table("A,1,Bihar,source,", "A,2,Gorakhpur,transit,", "A,3,Delhi,destination,",
                                 "B,1,Gonda,source,", "B,2,Kuwait,destination,"))[0])  # fmt: skip
    assert {(c.source, c.destination) for c in found.corridors()} == {("Bihar", "Delhi"), ("Gonda", "Kuwait")}
    assert not found.journey(1).edges
    inner = {head for _, head in found.journey(0).edges}
    assert "Gorakhpur" in inner


def test_without_ends_a_journey_runs_as_far_as_it_is_known():
    found = fit_routes(legs_of(table("A,1,Gonda,transit,", "A,2,Barabanki,transit,", "A,3,Lucknow,transit,"))[0])
    (corridor,) = found.corridors()
    assert (corridor.source, corridor.destination) == ("Gonda", "Lucknow")


def test_the_answer_is_the_same_every_time_and_in_any_order_of_cases():
    rows = habit(12, hidden=4)
    first, second = (fit_routes(legs_of(table(*each))[0]) for each in (rows, rows))
    assert first.corridors() == second.corridors()
    assert first.stopovers() == second.stopovers()
    assert first.edges() == second.edges()


def test_alignment_sums_over_every_way_to_lay_rows_on_a_path():
    """Against plain enumeration: one hidden row on a path of two inner districts, each a stop with probability s."""
    rows = table("A,1,Gonda,source,", "A,2,,stopover,", "A,3,Lucknow,destination,")
    legs, _ = legs_of(rows)
    framing = Framing(observed_of(patterns_of(legs)), legs.places, Choices(graph()))
    frame, observed = framing.first()
    at = next(q for q in range(len(frame.path)) if frame.length[frame.path[q]] == 4)
    stopping = np.full(frame.nodes.shape, 0.3)
    (piece,) = chunks(frame, observed)
    part = aligned(frame, observed, piece, stopping, PRIOR)
    table_ = PRIOR
    mark = int(observed.symbol[0, 0])
    shows = 0.3 * table_[1, mark] + 0.7 * table_[0, mark]
    silent = 0.3 * table_[1, 0] + 0.7 * table_[0, 0]
    # the row belongs to one of the inner districts, to one of the ends, or is a slip
    amiss = (2 * AT_END_HIDDEN + 4 * STRAY) * silent**2
    expected = 2 * shows * silent + amiss
    assert part.likelihood[at] == pytest.approx(expected, rel=1e-9)
    stop_here = (0.3 * table_[1, mark] * silent + shows * 0.3 * table_[1, 0]) / expected
    assert part.stop[at, 1] == pytest.approx(stop_here, rel=0.03)
    assert part.stop[at, 1] == pytest.approx(part.stop[at, 2])


def test_alignment_compiled_and_by_arrays_are_the_same():
    state = simulate(Size(150, 5, 5), 31)
    legs, _ = legs_of(state.legs)
    frame, observed = Framing(observed_of(patterns_of(legs)), legs.places, Choices(graph())).first()
    stopping = np.random.default_rng(1).random(frame.nodes.shape)
    for piece in chunks(frame, observed):
        fast, slow = (each(frame, observed, piece, stopping, PRIOR) for each in (aligned, by_arrays))
        for name in ("likelihood", "stop", "shown"):
            assert getattr(fast, name) == pytest.approx(getattr(slow, name), rel=1e-9, abs=1e-15), name


def test_walks_weigh_all_ways_from_one_place_to_another():
    network = graph()
    walks = Walks(network, network.hours, 5.0)
    size = len(network.keys)
    matrix = np.zeros((size, size))
    matrix[network.tails, network.heads] = walks.weights
    whole, power = np.eye(size)[[7]], np.eye(size)[[7]]
    for _ in range(400):  # one more step each time
        power = power @ matrix
        whole = whole + power
    assert walks.between[7] == pytest.approx(whole[0], rel=1e-6, abs=1e-12)


def square() -> RouteGraph:
    """Four places in a square, an hour by road from each to the next."""
    pairs = sorted([(0, 1), (1, 0), (0, 2), (2, 0), (1, 3), (3, 1), (2, 3), (3, 2)])
    tails, heads = np.array(pairs, dtype=np.int32).T
    hour, none = np.ones(len(pairs)), np.full(len(pairs), np.inf)
    return RouteGraph(
        keys=("a", "b", "c", "d"), names=("a", "b", "c", "d"), lat=np.zeros(4), lon=np.zeros(4),
        indptr=np.arange(0, 9, 2, dtype=np.int32), tails=tails, heads=heads, road_km=hour, rail_km=none * np.nan,
        trains=0 * hour, road_hours=hour, rail_hours=none, hours=hour, border=hour < 0,
    )  # fmt: skip


def test_what_all_journeys_are_used_to_is_learned_from_where_they_were_seen():
    network = square()
    ways = [Waypoints(k, [0, 1 if k % 5 else 2, 3], [True, False, True], 1.0) for k in range(150)]
    costs = EdgeCosts(Choices(network), Sightings(ways), np.ones(len(ways)))
    step = 1e-4 * np.random.default_rng(4).normal(size=costs.pairs)
    gradient = costs.loss(np.zeros(costs.pairs))[1]
    assert costs.loss(step)[0] - costs.loss(-step)[0] == pytest.approx(2 * gradient @ step, rel=1e-4)
    hours, sorts = costs.learned()
    between = Walks(network, hours[0], costs.sensitivity).between
    through = between[0, 1] * between[1, 3] / (between[1, 1] * between[0, 3])
    assert 0.6 < through < 0.85  # four in five were seen there, and at first each way was as good as the other
    assert sorts.sum(axis=0) == pytest.approx(np.ones(len(ways)))


def test_no_leg_is_refused():
    with pytest.raises(ValueError, match="no leg"):
        fit_routes(legs_of(table(",,,,"))[0])
    with pytest.raises(ValueError, match="none of the columns"):
        legs_of(pa.table({"name": ["x"]}))
