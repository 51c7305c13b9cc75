"""Charts: what their axis says, which bars have room for a value, what is ranked together."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from samanvay.web.kit.charts import AIR, HEIGHT, MOST_VALUES, Chart, bar, marks
from samanvay.web.trends.board import _by_quarter


def drawn(count: int) -> str:
    bars = [bar(at, 10, at / count, 1, f"bar {at}", value=at) for at in range(count)]
    return render_to_string("kit/chart.html", {"chart": Chart(bars, count, "bars")})


@pytest.mark.parametrize(
    ("top", "said"),
    [(28, [(HEIGHT, 0), (AIR, 28), (79.0, 14)]), (3, [(HEIGHT, 0), (AIR, 3)]), ("30 %", [(HEIGHT, 0), (AIR, "30 %")])],
)
def test_axis_says_nothing_the_top_and_the_half_where_it_is_whole(
    top: object, said: list[tuple[float, object]]
) -> None:
    assert [(mark.y, mark.words) for mark in marks(top, HEIGHT)] == said


def test_every_chart_has_its_axis_and_few_bars_their_values() -> None:
    few, many = drawn(MOST_VALUES), drawn(MOST_VALUES + 1)
    for shown in (few, many):
        assert 'class="axis"' in shown
    assert few.count('class="bar-value"') == MOST_VALUES, "nothing is a value too"
    assert "bar-value" not in many


def test_cells_are_ranked_inside_one_quarter() -> None:
    summer, autumn = date(2026, 4, 1), date(2026, 7, 1)
    found = [(("a", "begging", summer), 90), (("b", "begging", autumn), 11), (("c", "begging", autumn), 30)]
    order, latest, of = _by_quarter(found)
    assert [cell[0] for cell, _count in order] == ["c", "b", "a"]
    assert (latest, of) == (2, ", Jul 2026 – Sep 2026")
    assert _by_quarter([]) == ([], 0, "")
