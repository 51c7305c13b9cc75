"""Blind transit: found where much passes and little is seen, and never where little is known."""

from __future__ import annotations

import numpy as np
import pytest

from samanvay_insight.routes import blind_transit, fit_routes, legs_of, passings_of, text_table
from samanvay_insight.routes.passing import Passing, passing, passings

GONDA, LUCKNOW, KANPUR, DELHI = "district:183", "district:157", "district:164", "district:95"


def state(*places: tuple[str, float, float]) -> tuple[dict[str, Passing], dict[str, float]]:
    """Give passings and interceptions of some districts beside thirty that see about one journey in ten."""
    usual = [(f"usual{at:02}", 100.0, (3.0, 8.0, 19.0)[at % 3]) for at in range(30)]
    every = [*usual, *places]
    return {key: Passing(flow, 0.0) for key, flow, _ in every}, {key: seen for key, _, seen in every}


def test_where_much_passes_and_nothing_is_seen_heads_the_list_and_two_passings_prove_nothing():
    verdict = blind_transit(*state(("blind", 300, 0), ("small", 2, 0), ("few", 6, 0), ("seeing", 300, 60)), least=1)
    at = {place.key: place for place in verdict.places}
    assert verdict.places[0].key == "blind"
    assert at["blind"].probability > 0.85
    assert at["small"].probability < at["few"].probability < at["blind"].probability
    assert at["small"].probability < 0.4
    assert at["seeing"].probability < 0.01
    assert at["blind"].expected == pytest.approx(300 * verdict.usual)
    assert at["seeing"].lacking == 0
    assert "small" not in {place.key for place in blind_transit(*state(("small", 2, 0))).places}


def test_where_one_would_be_usual_and_none_was_seen_nothing_is_called_blind():
    wild = {f"wild{at}": (0.0, 60.0)[at % 2] for at in range(20)}
    flows = {**dict.fromkeys(wild, Passing(100, 0)), "one": Passing(3.4, 0), "ten": Passing(34, 0)}
    at = {place.key: place for place in blind_transit(flows, wild, least=1).places}
    assert at["one"].expected == pytest.approx(1, abs=0.05)
    assert at["one"].percent < 70 < at["ten"].percent


def test_rates_are_drawn_to_the_usual_one_the_more_the_less_is_known():
    few = blind_transit(*state(("place", 10, 0)), least=1)
    many = blind_transit(*state(("place", 1000, 0)), least=1)
    told = [{place.key: place.probability for place in verdict.places}["place"] for verdict in (few, many)]
    assert told[0] < 0.8 < told[1]


def test_passings_that_somebody_named_bound_the_interval_and_make_it_surer():
    flows, seen = state(("guessed", 60, 1), ("named", 60, 1))
    flows["named"] = Passing(60, 58)
    at = {place.key: place for place in blind_transit(flows, seen).places}
    assert at["named"].passed.low >= 57
    assert at["guessed"].passed.low < 30
    assert at["guessed"].passed.low <= 60 <= at["guessed"].passed.high
    assert at["named"].probability > at["guessed"].probability


def test_no_more_pass_a_place_than_are_known_at_all():
    flows, seen = state(("all", 100, 0))
    at = {place.key: place for place in blind_transit(flows, seen, journeys=100).places}
    assert at["all"].passed.high == 100
    assert {place.key: place for place in blind_transit(flows, seen).places}["all"].passed.high > 150


def test_raids_where_people_are_brought_to_do_not_raise_what_is_usual_on_the_way():
    without = blind_transit(*state(("end", 20, 20)))
    raided = blind_transit(*state(("end", 20, 900)))
    assert raided.usual == without.usual
    assert max(place.share for place in raided.places) == 1
    assert {place.key: place.seen for place in raided.places}["end"] == 900


def test_where_nothing_was_seen_nothing_is_usual():
    assert blind_transit({"a": Passing(50, 0)}, {}).places == ()
    assert blind_transit({}, {"a": 3}).places == ()


def test_probabilities_are_right_as_often_as_they_say():
    """Rates drawn from a gamma distribution, passings from their own: called at 60 to 90 %, so many are below half."""
    random = np.random.default_rng(11)
    said, was = [], []
    for _ in range(12):
        guess = random.uniform(20, 400, 75)
        flow = guess * random.gamma(1 / 0.36, 0.36, 75)
        rate = 0.1 * random.gamma(1.5, 1 / 1.5, 75)
        seen = random.poisson(rate * flow)
        passed = {f"{at:02}": Passing(each, 0.0) for at, each in enumerate(guess)}
        verdict = blind_transit(passed, {f"{at:02}": float(each) for at, each in enumerate(seen)})
        said += [place.probability for place in verdict.places]
        was += [rate[int(place.key)] < 0.5 * verdict.usual for place in verdict.places]
    called = np.array(said)
    middle = (called > 0.6) & (called < 0.9)
    assert middle.sum() > 60
    assert np.array(was)[middle].mean() == pytest.approx(called[middle].mean(), abs=0.12)


def test_passings_count_what_lies_between_the_stops_and_leave_out_the_ends():
    found = passings({((GONDA,), (LUCKNOW,), (DELHI,)): 10})
    assert found[LUCKNOW] == Passing(10, 10)
    assert GONDA not in found
    assert DELHI not in found
    plain = passing({(LUCKNOW, DELHI): 10.0})
    beyond = max(plain, key=lambda key: plain[key])
    assert found[beyond].journeys >= plain[beyond] * 0.999
    assert found[beyond].named == 0
    assert all(each.journeys <= 10 + 1e-9 for each in found.values())


def test_passings_of_an_end_not_said_or_known_as_a_whole_area():
    area = (GONDA, KANPUR)
    assert passings({((), (LUCKNOW,), ()): 3}) == {LUCKNOW: Passing(3, 3)}
    found = passings({(area, (), (DELHI,)): 4, (area, (DELHI,), ()): 4})
    assert found[DELHI] == Passing(4, 4)
    halves = [passing({(key, DELHI): 4.0}) for key in area]
    for key in {*halves[0], *halves[1]} - {DELHI}:
        assert found[key].journeys == pytest.approx(sum(half.get(key, 0) for half in halves) / 2, rel=1e-9)


def test_passings_of_the_posterior_leave_out_ends_and_count_rescues_on_the_way_alone():
    rows = [f"H{k},{step}" for k in range(30) for step in
            ("1,Bahraich,source", "2,Lucknow,stopover", "3,Central Delhi,destination")]  # fmt: skip
    rows += [f"R{k},{step}" for k in range(10) for step in
             ("1,Gorakhpur,source", "2,Kanpur Nagar,rescue", "3,Mumbai,destination", "4,Mumbai,rescue")]  # fmt: skip
    cells = [(row + ",").split(",")[:4] for row in rows]
    names = ("case_id", "sequence", "place", "role")
    found = fit_routes(legs_of(text_table({name: [row[at] for row in cells] for at, name in enumerate(names)}))[0])
    key = dict(zip(found.graph.names, found.graph.keys, strict=True))
    passed, seen = passings_of(found)
    assert passed[key["Lucknow"]].named == pytest.approx(30, abs=0.1)
    assert passed[key["Lucknow"]].journeys >= 29.9
    assert seen[key["Kanpur Nagar"]] == pytest.approx(10, abs=0.1)
    assert key["Bahraich"] not in passed or passed[key["Bahraich"]].journeys < 10
    verdict = blind_transit(passed, seen)
    at = {place.key: place for place in verdict.places}
    assert at[key["Lucknow"]].seen == 0
    assert at[key["Lucknow"]].probability > at[key["Kanpur Nagar"]].probability
    assert set(passings_of(found, {key["Lucknow"]})[0]) == {key["Lucknow"]}
