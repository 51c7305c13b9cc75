"""What changes in the simulated state, and that nothing does where nothing shall."""

from __future__ import annotations

import numpy as np
import pytest

from samanvay_insight.simulate.corridors import corridors
from samanvay_insight.simulate.observation_model import efforts
from samanvay_insight.simulate.shifts import (
    DIVERTED,
    DRIED_TO,
    LOCKDOWN_LEAVES,
    START,
    WATCHED,
    WEEKS,
    monday,
    plan,
    weekly_counts,
)

CASES = 100_000


def _journeys(streams, counts, slug):
    """The journeys of a corridor a week, by the names of their ends and stop-overs: (all, {stream: counts})."""
    mine = [at for at, stream in enumerate(streams) if stream.corridor.slug == slug]
    return counts[mine], [streams[at].corridor for at in mine]


@pytest.fixture(scope="module", params=[7, 8, 9])
def shifted(request):
    streams, told = plan(request.param, CASES, START, shifts=True)
    return streams, told, weekly_counts(streams, CASES, request.param)


def test_counts_are_exactly_the_cases_asked_for_and_vary_more_than_chance():
    streams, told = plan(7, CASES, START, shifts=False)
    counts = weekly_counts(streams, CASES, 7)
    assert told == []
    assert counts.sum() == CASES
    assert counts.shape == (len(corridors()), WEEKS)
    rates = np.array([stream.rate for stream in streams])
    expected = rates / rates.sum() * CASES
    over = ((counts - expected) ** 2 / expected).mean()
    # negative binomial: variance = mean + mean²/25
    assert over == pytest.approx(1 + expected.mean() / 25, rel=0.25)


def test_kilns_have_a_season():
    streams, _ = plan(7, CASES, START, shifts=False)
    kilns = next(stream for stream in streams if stream.corridor.slug == "cg-kilns")
    months = np.array([monday(START, week).month for week in range(WEEKS)])
    assert kilns.rate[months == 11].mean() > 2.5 * kilns.rate[months == 5].mean()


def test_a_watched_corridor_sends_three_in_ten_to_a_new_end_or_stop(shifted):
    streams, told, counts = shifted
    for kind in ("diverted", "rerouted"):
        (shift,) = (each for each in told if each.kind == kind)
        rows, which = _journeys(streams, counts, shift.corridor)
        new = [(kind == "diverted" and len(each.destinations) == 1) or (kind == "rerouted" and len(each.stops) == 1)
               for each in which]  # fmt: skip
        assert sum(new) == 1
        after = rows[:, shift.first :].sum(axis=1)
        assert rows[new, : shift.first].sum() == 0
        assert after[new].sum() / after.sum() == pytest.approx(DIVERTED, abs=0.06)
        assert rows[:, : shift.first].sum() / shift.first >= WATCHED
        assert shift.first + 8 < WEEKS


def test_a_source_dries_up_and_the_lockdown_turns_people_back(shifted):
    streams, told, counts = shifted
    (dry,) = (each for each in told if each.kind == "dried_up")
    rows, _ = _journeys(streams, counts, dry.corridor)
    later = rows.sum(axis=0)[dry.first + 8 :].mean()
    assert later / rows.sum(axis=0)[: dry.first].mean() == pytest.approx(DRIED_TO, abs=0.05)
    (locked,) = (each for each in told if each.kind == "lockdown")
    weeks = slice(locked.first, locked.last)
    before = slice(locked.first - 8, locked.first)
    back = [at for at, stream in enumerate(streams) if stream.corridor.slug.startswith("back-")]
    onward = [at for at in range(len(streams)) if at not in back]
    assert counts[onward, weeks].sum() / counts[onward, before].sum() == pytest.approx(LOCKDOWN_LEAVES, abs=0.06)
    assert counts[back].sum() == counts[back, weeks].sum() > 0
    reversed_ones = [each for each in told if each.kind == "reversed"]
    assert len(reversed_ones) == 12
    assert all(each.sources and each.destinations for each in reversed_ones)


def test_a_disaster_drives_people_out_and_a_new_corridor_stays(shifted):
    streams, told, counts = shifted
    (disaster,) = (each for each in told if each.kind == "disaster")
    (new,) = (each for each in told if each.kind == "appeared")
    assert new.sources == disaster.places
    rows, which = _journeys(streams, counts, new.corridor)
    assert len(which) == 1
    assert rows[0, : new.first].sum() == 0
    assert rows[0, new.first :].mean() > WATCHED


def test_no_two_shifts_meet_on_one_corridor(shifted):
    _, told, _ = shifted
    names = [each.corridor for each in told if each.kind in ("diverted", "rerouted", "dried_up", "appeared")]
    assert len(names) == len(set(names)) == 4


def test_silent_districts_do_not_report_and_others_seldom_miss():
    reported, told = efforts(7, shifts=True)
    calm, nothing = efforts(7, shifts=False)
    assert nothing == []
    assert len(told) == 4
    from samanvay_insight.routes import graph

    for shift in told:
        at = graph().named[shift.places[0]]
        assert not reported[at, shift.first : shift.last].any()
    home = list(graph().nodes_of("Uttar Pradesh"))
    assert 0.92 < calm[home].mean() < 0.98
    assert calm[graph().named["Gaya"]].all()
