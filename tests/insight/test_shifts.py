"""What changed: tails against exact sums, Benjamini–Hochberg against the published table, rates that are recovered,
p-values that are what they say, and each kind of change found where it was put."""

import math

import numpy as np
import pytest
from scipy.stats import false_discovery_control as adjusted

from samanvay_insight.shifts import (
    District,
    ShiftKind,
    completeness,
    expect,
    find_shifts,
    lower_tail,
    quantile,
    upper_tail,
)

WEEKS = 156
Array = np.ndarray


def mass(y: int, mu: float, k: float) -> float:
    """The negative binomial by its definition."""
    log = math.lgamma(y + k) - math.lgamma(k) - math.lgamma(y + 1)
    return math.exp(log + k * math.log(k / (k + mu)) + y * math.log(mu / (k + mu)))


@pytest.mark.parametrize(("mu", "k"), [(0.1, 1.0), (3.0, 0.5), (20.0, 12.0), (150.0, 40.0), (4.0, 1e5)])
def test_tails_are_the_sums_of_the_definition(mu: float, k: float) -> None:
    for y in (0, 1, 3, 10, 40, 200):
        below = math.fsum(mass(each, mu, k) for each in range(y + 1))
        above = math.fsum(mass(each, mu, k) for each in range(y, y + 4000))
        assert lower_tail(y, mu, k) == pytest.approx(below, rel=1e-7, abs=1e-13)
        assert upper_tail(y, mu, k) == pytest.approx(above, rel=1e-6, abs=1e-13)
    assert lower_tail(-1, mu, k) == 0.0
    assert upper_tail(0, mu, k) == 1.0
    for share in (0.05, 0.5, 0.95):
        y = int(quantile(share, mu, k))
        assert lower_tail(y, mu, k) >= share > lower_tail(y - 1, mu, k)


def test_negative_binomial_becomes_poisson_where_nothing_varies() -> None:
    poisson = math.exp(-4.0) * sum(4.0**y / math.factorial(y) for y in range(3))
    assert lower_tail(2, 4.0, 1e9) == pytest.approx(poisson, rel=1e-4)


def test_discoveries_are_those_of_the_published_example() -> None:
    """Benjamini and Hochberg (1995), section 4.1: fifteen p-values, four rejected at q = 0.05."""
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528]
    p += [0.7590, 1.0000]
    assert (adjusted(p) <= 0.05).tolist() == [True] * 4 + [False] * 11
    assert adjusted(p)[3] == pytest.approx(0.0095 * 15 / 4)
    turned = adjusted(p[::-1])
    assert turned[::-1] == pytest.approx(adjusted(p))
    assert adjusted([]).shape == (0,)


def rates(draw: np.random.Generator, series: int) -> Array:
    """Weekly rates of a state: very unequal corridors, each with a season and a trend of its own."""
    weeks = np.arange(WEEKS)
    level = np.exp(draw.normal(-0.8, 1.4, series))[:, None]
    season = draw.normal(0.2, 0.15, series)[:, None] * np.sin(2 * np.pi * weeks / 52.18)
    trend = draw.normal(0.0, 0.1, series)[:, None] * (weeks - WEEKS) / 52.18
    return level * np.exp(season + trend)


def counts_of(draw: np.random.Generator, mu: Array, dispersion: float) -> Array:
    size = 1.0 / dispersion
    return draw.negative_binomial(size, size / (size + mu))


def test_known_level_trend_season_and_dispersion_are_recovered() -> None:
    draw = np.random.default_rng(3)
    weeks = np.arange(WEEKS) - (WEEKS - 2.5)
    season = 0.4 * np.sin(2 * np.pi * weeks / 52.1775) + 0.2 * np.cos(2 * np.pi * weeks / 52.1775)
    mu = np.tile(20.0 * np.exp(season + 0.15 * weeks / 52.1775), (60, 1))
    effort = np.ones(mu.shape)
    effort[:, -4:] = 0.5
    given = expect(counts_of(draw, mu * effort, 0.1), effort)
    truth = (mu * effort)[:, -4:].sum(axis=1)
    assert np.median(given.mu / truth) == pytest.approx(1.0, abs=0.06)
    # independent weeks of dispersion 0.1 make a block of dispersion 0.1 / 4, the doubt of the fit on top
    assert 0.02 < np.median(1.0 / given.size) < 0.06


def test_p_values_of_a_state_without_shifts_are_small_as_seldom_as_they_say() -> None:
    upper, lower, found, expected = [], [], 0, []
    for seed in range(24):
        draw = np.random.default_rng(seed)
        verdict = find_shifts(counts_of(draw, rates(draw, 300), 0.02))
        given = verdict.expectation
        upper.append(upper_tail(given.seen, given.mu, given.size))
        lower.append(lower_tail(given.seen, given.mu, given.size))
        expected.append(given.mu)
        found += bool(verdict.shifts)
    more, fewer, large = np.concatenate(upper), np.concatenate(lower), np.concatenate(expected) > 10
    for level in (0.1, 0.05, 0.01):
        error = 3 * math.sqrt(level / more.size)
        assert (more <= level).mean() <= level + error
        assert (fewer <= level).mean() <= level + error
    # where counts are large enough not to jump, the level is nearly used up: the test is no blunt one
    assert 0.03 < (fewer[large] <= 0.05).mean() < 0.08
    assert 0.02 < (more[large] <= 0.05).mean() < 0.08
    # under no shift at all the chance of any discovery is at most q
    assert found <= 4


def quiet(seed: int = 11, series: int = 40) -> tuple[np.random.Generator, Array]:
    draw = np.random.default_rng(seed)
    return draw, counts_of(draw, rates(draw, series), 0.02)


def kinds(counts: Array, **given: object) -> dict[int, ShiftKind]:
    return {each.index: each.kind for each in find_shifts(counts, **given).shifts}  # type: ignore[arg-type]


def test_each_kind_of_change_is_found_where_it_was_put() -> None:
    draw, around = quiet()
    steady = draw.poisson(10.0, (6, WEEKS))
    steady[0, -4:] = draw.poisson(24.0, 4)
    steady[1, -4:] = draw.poisson(2.0, 4)
    steady[2, -4:] = 0
    steady[3, :-4] = 0
    steady[3, -4:] = 3
    forth, back = draw.poisson(4.0, WEEKS), draw.poisson(1.5, WEEKS)
    forth[-4:], back[-4:] = (0, 1, 0, 1), (5, 3, 4, 3)
    counts = np.vstack([steady, forth, back, around])
    found = kinds(counts, pairs=[(6, 7)])
    assert {index: found.get(index) for index in (0, 1, 2, 3)} == {
        0: ShiftKind.ROSE,
        1: ShiftKind.FELL,
        2: ShiftKind.DRIED_UP,
        3: ShiftKind.APPEARED,
    }
    turned = [each for each in find_shifts(counts, pairs=[(6, 7)]).shifts if each.kind is ShiftKind.REVERSED]
    assert [each.index for each in turned] == [7]
    assert turned[0].seen == 15
    assert not {4, 5} & set(found)
    assert not [index for index in found if index > 7]


def test_half_the_reports_let_one_expect_half_the_count_and_none_is_no_fall() -> None:
    draw, around = quiet()
    effort = np.ones((42, WEEKS))
    halved, mute = draw.poisson(20.0, WEEKS), draw.poisson(20.0, WEEKS)
    halved[-4:], effort[0, -4:] = draw.poisson(10.0, 4), 0.5
    mute[-4:], effort[1, -4:] = 0, 0.0
    counts = np.vstack([halved, mute, around])
    assert kinds(counts, effort=effort) == {}
    assert kinds(counts) == {0: ShiftKind.FELL, 1: ShiftKind.DRIED_UP}


def test_district_that_always_spoke_is_told_when_it_falls_silent() -> None:
    _draw, around = quiet()
    reported = np.ones((75, WEEKS), dtype=bool)
    reported[4, -4:] = False  # fell silent
    reported[5, ::2] = False  # speaks every other week
    reported[6, :] = False  # never spoke
    reported[7, -3:] = False  # one week short
    found = find_shifts(around, reported=reported).shifts
    assert [(each.kind, each.index, each.seen) for each in found] == [(ShiftKind.SILENT, 4, 0)]


def test_past_outbreak_does_not_hide_a_new_one_and_a_short_past_tells_nothing() -> None:
    draw, around = quiet()
    twice = draw.poisson(6.0, WEEKS)
    twice[60:66] = 40
    twice[-4:] = 16
    assert kinds(np.vstack([twice, around])).get(0) is ShiftKind.ROSE
    young = np.vstack([twice, around])[:, -28:]
    assert kinds(young) == {}


def test_wrong_shapes_are_refused() -> None:
    good = np.ones((2, 40), dtype=int)
    for bad in (good[:, :3], -good, good[0]):
        with pytest.raises(ValueError, match=r"needed|negative|series × weeks"):
            expect(bad)
    with pytest.raises(ValueError, match="series × weeks"):
        expect(good, np.ones((2, 39)))
    with pytest.raises(ValueError, match="strictly"):
        quantile(1.0, 3.0, 1.0)


def test_counts_not_told_yet_are_no_fall() -> None:
    draw, around = quiet()
    late = draw.poisson(20.0, WEEKS)
    share = completeness(np.repeat([0, 1, 2, 3], [100, 300, 400, 200]), 12)
    assert share[:5].tolist() == pytest.approx([0.1, 0.4, 0.8, 1.0, 1.0])
    late[-4:] = draw.binomial(late[-4:], share[3::-1])
    effort = np.ones((41, WEEKS))
    effort[0, -4:] = share[3::-1]
    counts = np.vstack([late, around])
    assert kinds(counts, effort=effort) == {}
    assert kinds(counts) == {0: ShiftKind.FELL}
    assert completeness(np.zeros(10, dtype=int), 12).tolist() == [1.0] * 12


def test_lasting_fall_is_found_that_no_four_weeks_tell_and_told_with_its_weeks() -> None:
    found = []
    for seed in range(12):
        draw, around = quiet(seed)
        fell = draw.poisson(3.0, WEEKS)
        fell[-14:] = draw.poisson(0.9, 14)
        found += [each for each in find_shifts(np.vstack([fell, around])).shifts if each.index == 0]
    assert len(found) >= 9
    assert {each.kind for each in found} <= {ShiftKind.FELL, ShiftKind.DRIED_UP}
    assert {each.weeks for each in found} <= {4, 12, 16}
    lasting = [each for each in found if each.weeks > 4]
    assert len(lasting) >= 6
    assert all(each.seen < each.low and 7 * each.weeks / 4 < each.expected < 17 * each.weeks / 4 for each in lasting)


def test_fall_that_is_over_or_has_just_begun_is_no_lasting_one() -> None:
    draw, around = quiet()
    over, begun = draw.poisson(12.0, (2, WEEKS))
    over[-12:-4] = draw.poisson(2.0, 8)
    begun[-4:] = 0
    found = {each.index: each for each in find_shifts(np.vstack([over, begun, around])).shifts}
    assert 0 not in found
    assert (found[1].kind, found[1].weeks) == (ShiftKind.DRIED_UP, 4)


def of_one_district(twice: float, seed: int = 5, weeks: int = 4) -> tuple[Array, list[District]]:
    """Return forty series of which the first eight are recorded by one district, of late so many times as often."""
    draw, around = quiet(seed, 32)
    mine = draw.poisson(np.array([12.0, 9, 6, 4, 3, 2, 2, 1])[:, None], (8, WEEKS))
    mine[:, -weeks:] = draw.poisson(np.array([12.0, 9, 6, 4, 3, 2, 2, 1])[:, None] * twice, (8, weeks))
    districts = [District(dict.fromkeys(range(8), 1.0)), District(dict.fromkeys(range(8, 40), 1.0))]
    return np.vstack([mine, around]), districts


@pytest.mark.parametrize(("twice", "weeks"), [(2.0, 4), (0.5, 13)])
def test_what_a_district_records_more_or_less_of_in_all_is_told_once_of_the_district(twice: float, weeks: int) -> None:
    counts, districts = of_one_district(twice, weeks=weeks)
    plain = find_shifts(counts).shifts
    assert len(plain) > 1
    found = find_shifts(counts, districts=districts).shifts
    assert [(each.kind, each.index) for each in found] == [(ShiftKind.TOGETHER, 0)]
    assert (found[0].seen > found[0].expected) == (twice > 1)
    assert found[0].seen == counts[:8, -found[0].weeks :].sum()


def test_one_series_that_rises_alone_or_beyond_its_district_is_told_as_itself() -> None:
    counts, districts = of_one_district(1.0)
    counts[1, -4:] = 27
    assert [(each.kind, each.index) for each in find_shifts(counts, districts=districts).shifts] == [
        (ShiftKind.ROSE, 1)
    ]
    counts, districts = of_one_district(2.0)
    counts[1, -4:] = 60
    found = {(each.kind, each.index) for each in find_shifts(counts, districts=districts).shifts}
    assert (ShiftKind.ROSE, 1) in found
    assert (ShiftKind.TOGETHER, 0) in found


def test_what_is_counted_in_other_ways_too_is_explained_by_the_entries_that_are_in_no_part() -> None:
    counts, _ = of_one_district(2.0)
    whole = counts[:8].sum(axis=0)
    told = np.vstack([counts[:2], counts[8:], whole, counts[:1]])
    total = len(told) - 2
    district = District({0: 1.0, 1: 1.0}, {total: 1.0, total + 1: 1.0}, total)
    assert {(each.kind, each.index) for each in find_shifts(told, districts=[district]).shifts} == {
        (ShiftKind.TOGETHER, 0)
    }


def test_district_of_which_one_series_alone_fell_is_not_told_as_recording() -> None:
    draw, around = quiet()
    one, other = draw.poisson(12.0, WEEKS), draw.poisson(4.0, WEEKS)
    one[-4:] = 0
    told = np.vstack([one, other, one + other, around])
    for parts in ({0: 1.0}, {0: 1.0, 1: 1.0}):
        found = find_shifts(told, districts=[District(parts, {2: 1.0}, 2)]).shifts
        assert (ShiftKind.DRIED_UP, 0) in {(each.kind, each.index) for each in found}
        assert ShiftKind.TOGETHER not in {each.kind for each in found}
