"""Did it work: what is said where nothing was done, where much fell, and where nothing may be said."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from samanvay.cli.insight import insight
from samanvay_insight.effect import (
    Answer,
    Panel,
    Reason,
    Role,
    Span,
    did_it_work,
    differences,
    panel_of,
    windows_of,
)

DAY = date(2026, 3, 2)
UNITS, BEFORE, AFTER = 25, 52, 26


def panel(*, effect: float = 1.0, level: float = 6.0, seed: int = 2, after: int = AFTER, others: int = UNITS) -> Panel:
    random = np.random.default_rng(seed)
    mean = np.full((others, BEFORE + after), level)
    mean[0, BEFORE:] *= effect
    roles = np.full(others, Role.COMPARISON)
    roles[0] = Role.TREATED
    begin = DAY - timedelta(weeks=BEFORE)
    periods = [Span(begin + timedelta(weeks=at), begin + timedelta(weeks=at + 1)) for at in range(BEFORE + after)]
    effort = np.ones(mean.shape)
    return Panel([str(at) for at in range(others)], periods, random.poisson(mean), effort, roles, DAY, DAY)


def test_windows_leave_out_four_weeks_before_and_the_time_in_which_it_was_done():
    given = replace(panel(), last=DAY + timedelta(days=10))
    windows = windows_of(given)
    assert (windows.weeks_before, windows.weeks_after) == (48, 24)
    assert given.periods[np.flatnonzero(windows.before)[-1]].end == DAY - timedelta(days=28)
    assert given.periods[np.flatnonzero(windows.after)[0]].start == DAY + timedelta(weeks=2)


def test_the_estimate_is_the_ratio_of_ratios_at_equal_effort():
    given = panel(effect=0.5)
    half = given.effort.copy()
    half[1, BEFORE:] = 0.5
    counts = given.counts.copy()
    counts[1, BEFORE:] //= 2
    given = replace(given, effort=half, counts=counts)
    windows = windows_of(given)
    found = differences(given, windows, np.array([0]))
    weeks = windows.weeks_after / windows.weeks_before
    levels = given.counts[:, windows.before].sum(axis=1) * weeks
    levels[1] *= 0.5
    after = given.counts[:, windows.after].sum(axis=1)
    expected = (after[0] + 0.5) / (levels[0] + 0.5) / ((after[1:].sum() + 0.5) / (levels[1:].sum() + 0.5))
    assert found is not None
    assert found.ratio == pytest.approx(expected)
    assert found.low < expected < found.high


def test_a_halving_is_seen_and_a_doubling():
    fell, rose = did_it_work(panel(effect=0.4)), did_it_work(panel(effect=2.0))
    assert (fell.answer, fell.reasons) == (Answer.FEWER, ())
    assert rose.answer is Answer.MORE
    assert fell.estimate is not None
    assert fell.estimate.high < 1 < rose.estimate.low  # type: ignore[union-attr]


def test_nothing_done_is_seldom_claimed_to_have_worked():
    said = [did_it_work(panel(seed=seed)).answer for seed in range(120)]
    claims = sum(each in (Answer.FEWER, Answer.MORE) for each in said)
    assert claims <= 18  # 10 % of 120 are 12; 18 are passed once in forty times
    assert said.count(Answer.NO_DIFFERENCE) > 60


def test_intervals_hold_where_the_units_drift_apart():
    held = 0
    for seed in range(100):
        given = panel(effect=0.7, seed=seed)
        random = np.random.default_rng(1000 + seed)
        counts = given.counts.copy()
        apart = np.exp(random.normal(0, 0.4, UNITS))
        counts[:, BEFORE:] = random.poisson(
            counts[:, BEFORE:].mean(axis=1, keepdims=True) * apart[:, None], (UNITS, AFTER)
        )
        found = differences(replace(given, counts=counts), windows_of(given), np.array([0]))
        assert found is not None
        held += found.low <= 0.7 <= found.high
    assert held >= 83


@pytest.mark.parametrize(
    ("reason", "change"),
    [
        (Reason.TOO_EARLY, {"after": 7}),
        (Reason.FEW_COMPARISONS, {"others": 12}),
        (Reason.FEW_BEFORE, {"level": 0.2}),
        (Reason.FEW_EXPECTED, {"level": 0.4, "after": 8}),
    ],
)
def test_too_little_says_nothing(reason, change):
    found = did_it_work(panel(effect=0.4, **change))
    assert found.answer is Answer.CANNOT_TELL
    assert reason in found.reasons


def test_a_change_of_reporting_says_nothing():
    given = panel(effect=0.6)
    effort = given.effort.copy()
    effort[0, BEFORE:] = 0.6
    assert Reason.EFFORT_CHANGED in did_it_work(replace(given, effort=effort)).reasons
    effort[0, BEFORE:] = 0.3
    assert Reason.LITTLE_REPORTED in did_it_work(replace(given, effort=effort)).reasons


def test_a_fall_of_all_that_is_recorded_is_no_effect_and_one_of_the_counts_alone_is():
    given = panel(effect=0.5)
    entries = np.random.default_rng(7).poisson(18.0, given.counts.shape)
    alone = did_it_work(replace(given, entries=entries))
    assert (alone.answer, alone.reasons) == (Answer.FEWER, ())
    assert alone.recorded is not None
    entries[0, BEFORE:] //= 2
    alike = did_it_work(replace(given, entries=entries))
    assert (alike.answer, alike.reasons) == (Answer.CANNOT_TELL, (Reason.RECORDED_ALIKE,))
    assert did_it_work(given).recorded is None


def test_silent_fall_of_recording_is_seldom_told_as_fewer():
    said = []
    for seed in range(60):
        given = panel(effect=0.6, seed=seed)
        mean = np.full(given.counts.shape, 18.0)
        mean[0, BEFORE:] *= 0.6
        entries = np.random.default_rng(500 + seed).poisson(mean)
        said.append(did_it_work(replace(given, entries=entries)).answer)
    assert said.count(Answer.FEWER) <= 3


def test_a_common_change_is_no_effect_and_a_great_one_says_nothing():
    given = panel()
    counts = given.counts.copy()
    counts[:, BEFORE:] = np.random.default_rng(2).poisson(4.5, (UNITS, AFTER))
    assert did_it_work(replace(given, counts=counts)).answer is Answer.NO_DIFFERENCE
    counts[:, BEFORE:] = np.random.default_rng(2).poisson(3.0, (UNITS, AFTER))
    assert Reason.COMPARISON_MOVED in did_it_work(replace(given, counts=counts)).reasons


def test_what_fell_before_already_is_not_claimed():
    given = panel(level=10.0)
    when = np.arange(BEFORE + AFTER) / 52
    counts = given.counts.copy()
    counts[0] = np.random.default_rng(3).poisson(14 * np.exp(math.log(0.4) * when))
    found = did_it_work(replace(given, counts=counts))
    assert found.answer is Answer.CANNOT_TELL
    assert {Reason.APART_BEFORE, Reason.AS_BEFORE} & set(found.reasons)


def test_neighbours_are_shown_and_never_compared_with():
    given = panel(effect=0.4)
    roles, counts = given.roles.copy(), given.counts.copy()
    roles[[1, 2]] = Role.BESIDE
    counts[[1, 2], BEFORE:] *= 2
    found = did_it_work(replace(given, roles=roles, counts=counts))
    assert found.estimate is not None
    assert found.estimate.comparison.units == UNITS - 3
    assert found.has_moved
    assert not did_it_work(given).has_moved


def test_rows_are_read_and_bad_ones_told():
    good = {"unit": "A", "week": "2026-03-04", "count": "3", "effort": "50%", "treated": "yes", "since": "2026-03-02"}
    rows = [
        good,
        {**good, "unit": "B", "treated": "no", "since": ""},
        {**good, "week": "2026-03-02"},
        {**good, "week": "2026-03-11", "count": "many"},
        {**good, "week": "2026-03-18", "since": "2026-03-09"},
        {**good, "unit": "C", "since": ""},
        {**good, "unit": "D", "week": "1926-03-02", "treated": "no"},
    ]
    found, errors = panel_of(enumerate(rows, 2), date.fromisoformat)
    assert found is not None
    assert found.units == ["A", "B"]
    assert found.counts.tolist() == [[3], [3]]
    assert found.effort.tolist() == [[0.5], [0.5]]
    assert found.entries is None
    told, _ = panel_of(enumerate([{**each, "entries": "7"} for each in rows[:2]], 2), date.fromisoformat)
    assert told is not None
    assert told.entries is not None
    assert told.entries.tolist() == [[7], [7]]
    assert [(each.row, each.field) for each in errors] == [
        (4, "week"),
        (5, "count"),
        (6, "since"),
        (7, "since"),
        (8, "week"),
    ]


def test_the_command_works_on_good_rows_and_lists_bad_ones(tmp_path):
    given = panel(effect=0.4)
    lines = ["unit,week,count,effort,treated,since"]
    for unit in range(UNITS):
        for at, span in enumerate(given.periods):
            said = f"yes,{DAY}" if unit == 0 else "no,"
            lines.append(f"{unit},{span.start},{given.counts[unit, at]},1,{said}")
    lines.append("1,nonsense,2,1,no,")
    file = tmp_path / "counts.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    result = CliRunner().invoke(insight, ["effect", str(file), "--json"])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["verdict"], told["reasons"]) == ("fewer", [])
    assert told["effect"]["high"] < 1
    assert [(each["row"], each["field"]) for each in told["errors"]] == [(len(lines), "week")]
    assert f"row {len(lines)}, week" in result.stderr
    plain = CliRunner().invoke(insight, ["effect", str(file)])
    assert plain.stdout.startswith("Fewer than expected.")


def test_the_command_refuses_a_file_without_anything_acted_on(tmp_path):
    file = tmp_path / "counts.csv"
    file.write_text("unit,week,count,treated,since\nA,2026-03-02,3,no,\n", encoding="utf-8")
    result = CliRunner().invoke(insight, ["effect", str(file), "--json"])
    assert (result.exit_code, result.stdout) == (2, "")
    file.write_text("unit,week\nA,2026-03-02\n", encoding="utf-8")
    assert "no column “count”" in CliRunner().invoke(insight, ["effect", str(file)]).stderr


def test_a_week_beyond_the_calendar_is_a_bad_cell():
    rows = [(2, {"unit": "A", "week": "9999-12-31", "count": "5", "treated": "yes", "since": "2024-01-01"})]
    panel, (error,) = panel_of(rows, date.fromisoformat)
    assert (panel, error.row, error.field) == (None, 2, "week")
