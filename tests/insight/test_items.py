"""Item analysis against published numbers, parameters that are known, and tables on which nothing can be fitted."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from samanvay_insight.items import (
    Flag,
    Seen,
    counted,
    distractors,
    equated_share,
    expected_a_posteriori,
    fit,
    flags,
    gains,
    is_idle,
    item_fit,
    mean_sigma,
    reliability,
    rest_share,
    weighted_likelihood,
)

# Sections 6 and 7 of the Law School Admission Test, 1,000 persons, five items: how many gave each of the 32 patterns of
# right and wrong from 00000 to 11111 (Bock and Lieberman 1970, Psychometrika 35, 179-197).
PATTERNS = np.array(list(itertools.product((0, 1), repeat=5)))
LSAT6 = np.array(
    [
        3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15,
        10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21, 173, 11, 61, 28, 298,
    ]
)  # fmt: skip
LSAT7 = np.array(
    [
        12, 19, 1, 7, 3, 19, 3, 17, 10, 5, 3, 7, 7, 23, 8, 28,
        7, 39, 11, 34, 14, 51, 15, 90, 6, 25, 7, 35, 18, 136, 32, 308,
    ]
)  # fmt: skip


def test_one_slope_on_lsat6_is_as_published():
    """The values that `ltm` prints (Rizopoulos 2006, J. Stat. Softw. 17(5)): unconstrained Rasch model."""
    model = fit(PATTERNS, one_slope=True, weights=LSAT6)
    assert model.log_likelihood == pytest.approx(-2466.938, abs=1e-3)
    assert model.difficulty == pytest.approx([-3.6153, -1.3224, -0.3176, -1.7301, -2.7802], abs=2e-4)
    assert model.slope == pytest.approx([0.7551] * 5, abs=1e-4)
    assert model.difficulty_se == pytest.approx([0.3266, 0.1422, 0.0977, 0.1691, 0.2510], abs=2e-4)
    assert model.slope_se[0] == pytest.approx(0.0694, abs=1e-4)


def test_two_parameters_on_lsat6_are_as_published():
    model = fit(PATTERNS, one_slope=False, weights=LSAT6)
    assert model.log_likelihood == pytest.approx(-2466.653, abs=1e-3)
    assert model.slope == pytest.approx([0.8254, 0.7229, 0.8905, 0.6886, 0.6575], abs=1e-3)
    assert model.slope_se == pytest.approx([0.2581, 0.1867, 0.2326, 0.1852, 0.2100], abs=1e-3)
    assert model.difficulty_se == pytest.approx([0.8669, 0.3073, 0.0997, 0.4341, 0.8700], abs=3e-3)


def test_two_parameters_on_lsat7_are_as_published():
    """The values in the documentation of `mirt` (Chalmers 2012, J. Stat. Softw. 48(6))."""
    model = fit(PATTERNS, one_slope=False, weights=LSAT7)
    assert model.log_likelihood == pytest.approx(-2658.805, abs=1e-3)
    assert model.slope == pytest.approx([0.988, 1.081, 1.706, 0.765, 0.736], abs=2e-3)
    assert model.intercept == pytest.approx([1.856, 0.808, 1.804, 0.486, 1.855], abs=2e-3)


def test_counting_on_lsat6_is_as_published():
    """`descript` of `ltm`: alpha 0.2950; and the shares right of the paper."""
    table = np.repeat(PATTERNS, LSAT6, axis=0)
    found = counted(table)
    assert found.p == pytest.approx([0.924, 0.709, 0.553, 0.763, 0.870])
    assert reliability(table) == pytest.approx(0.2950, abs=5e-5)
    by_hand = np.corrcoef(table[:, 2], table.sum(axis=1) - table[:, 2])[0, 1]
    assert found.point_biserial[2] == pytest.approx(by_hand)


def answered(seed: int = 3, persons: int = 3000, items: int = 24) -> tuple[np.ndarray, ...]:
    random = np.random.default_rng(seed)
    theta = random.normal(size=persons)
    slope = random.uniform(0.7, 1.8, items)
    intercept = random.normal(0.3, 1.0, items)
    p = 1 / (1 + np.exp(-(np.outer(theta, slope) + intercept)))
    return theta, slope, intercept, (random.random(p.shape) < p).astype(float)


def test_random_papers_give_the_parameters_back_within_their_errors():
    theta, slope, intercept, table = answered()
    random = np.random.default_rng(9)
    for row in table:
        row[random.permutation(24)[:12]] = np.nan
    model = fit(table, one_slope=False)
    apart = np.concatenate(((model.slope - slope) / model.slope_se, (model.intercept - intercept) / model.intercept_se))
    assert stats.chi2.sf(float(apart @ apart), len(apart)) > 0.001
    for ability in (expected_a_posteriori(table, model), weighted_likelihood(table, model)):
        assert np.corrcoef(ability.theta, theta)[0, 1] > 0.75
    fitting = item_fit(table, model)
    assert (np.abs(fitting.infit - 1) < 0.15).all()


def test_a_second_paper_comes_out_on_the_scale_of_the_first_both_ways():
    _, slope, intercept, table = answered(seed=5)
    old = fit(table, one_slope=False)
    random = np.random.default_rng(6)
    stronger = random.normal(0.8, 1.2, 3000)
    p = 1 / (1 + np.exp(-(np.outer(stronger, slope) + intercept)))
    new = (random.random(p.shape) < p).astype(float)
    anchored = fit(new, one_slope=False, fixed={at: (old.slope[at], old.intercept[at]) for at in range(8)})
    assert anchored.mean == pytest.approx(0.8, abs=0.12)
    assert anchored.sd == pytest.approx(1.2, abs=0.15)
    line = mean_sigma(old, fit(new, one_slope=False), [(at, at) for at in range(8)])
    assert float(line.of(0.0)) == pytest.approx(0.8, abs=0.15)
    hard, easy = np.argsort(intercept)[:8].tolist(), np.argsort(intercept)[-8:].tolist()
    assert equated_share(old, hard, easy, 0.5) > 0.65
    assert equated_share(old, hard, hard, 0.5) == pytest.approx(0.5, abs=1e-6)


def test_a_wrong_key_and_a_distractor_that_draws_the_strong_are_named():
    theta, _, _, table = answered(seed=8, persons=600)
    random = np.random.default_rng(1)
    strong = theta > 0.3
    chosen = [{1} if clever and random.random() < 0.8 else {int(random.integers(0, 4))} for clever in strong]
    table[:, 0] = [pick == {2} for pick in chosen]
    found = counted(table)
    drawn = distractors(chosen, rest_share(table)[:, 0], 4, {2})
    said = flags(Seen(600, found.p[0], found.point_biserial[0], math.nan, drawn))
    assert said[0] is Flag.KEY_PERHAPS_WRONG
    assert drawn[1].upper > drawn[1].lower
    rightly = distractors(chosen, rest_share(table)[:, 0], 4, {1})
    assert Flag.KEY_PERHAPS_WRONG not in flags(Seen(600, 0.5, -found.point_biserial[0], math.nan, rightly))
    assert flags(Seen(29, 0.0, -0.9, math.nan, drawn)) == [Flag.TOO_FEW]
    assert sum(each.share for each in drawn) == pytest.approx(1.0)


def test_an_option_is_idle_by_those_who_had_not_learned_where_they_are_known():
    rest = np.linspace(0, 1, 40)
    by_all = distractors([{0}] * 40, rest, 2, {0})
    untaught = distractors([{0}] * 20 + [{1}] * 20, rest, 2, {0})
    assert [is_idle(each) for each in (*by_all, *untaught)] == [False, True, False, False]
    assert Flag.IDLE_OPTION in flags(Seen(40, 0.9, 0.3, math.nan, by_all))
    assert Flag.IDLE_OPTION not in flags(Seen(40, 0.9, 0.3, math.nan, by_all, untaught))
    assert Flag.IDLE_OPTION in flags(Seen(40, 0.9, 0.3, math.nan, untaught, by_all))


@pytest.mark.parametrize(
    "table",
    [
        np.ones((40, 3)),
        np.zeros((40, 3)),
        np.full((5, 3), np.nan),
        np.zeros((0, 3)),
        np.array([[1.0], [0.0], [1.0]]),
        np.array([[1.0, np.nan]]),
    ],
    ids=["all right", "all wrong", "nothing asked", "nobody", "one item", "one person"],
)
def test_tables_that_say_little_give_nan_and_never_fail(table):
    found = counted(table)
    assert found.n.tolist() == (~np.isnan(table)).sum(axis=0).tolist()
    model = fit(table, one_slope=True)
    has_variance = np.nan_to_num(np.nansum(table, axis=0) * np.nansum(1 - table, axis=0)) > 0
    assert model.is_fitted.tolist() == has_variance.tolist()
    assert np.isfinite(expected_a_posteriori(table, model).theta).sum() == (3 if has_variance.any() else 0)
    assert math.isnan(reliability(table))
    item_fit(table, model)


def test_a_table_that_is_none_is_refused_by_name():
    with pytest.raises(ValueError, match="or NaN"):
        counted([[2, 0]])
    with pytest.raises(ValueError, match="persons as rows"):
        fit([1, 0], one_slope=True)


def test_gain_is_of_those_who_have_both_with_students_interval():
    before = [40, 50, 60, 55, np.nan, 70]
    after = [60, 65, 85, np.nan, 90, 75]
    found = gains(before, after, ["batch a"] * 5 + ["batch b"])
    assert (found["batch a"].n, found["batch a"].without) == (3, 2)
    test = stats.ttest_rel([60, 65, 85], [40, 50, 60]).confidence_interval()
    assert (found["batch a"].low, found["batch a"].high) == pytest.approx((test.low, test.high))
    assert found["batch b"].gained == 5
    assert math.isnan(found["batch b"].low)
