"""What guessing earns, against the binomial distribution and by hand."""

from math import comb, isclose
from random import Random
from typing import Any

import pytest

from samanvay.training.courses.syllabus import course_of, question_of
from samanvay.training.examining.guessing import chance_of, guess_at, usual_guess
from samanvay.training.examining.marking import result
from samanvay.training.examining.papers import PoolItem
from samanvay.training.library.files import ShippedCourse, shipped_courses


def test_twenty_questions_of_four_options_follow_the_binomial_distribution() -> None:
    found = guess_at([0.25] * 20, negative=0.0, pass_percent=60)
    tail = sum(comb(20, n) * 0.25**n * 0.75 ** (20 - n) for n in range(12, 21))
    assert (found.needed, found.of, found.mean) == (12, 20, pytest.approx(25))
    assert isclose(found.passes, tail)


def test_unequal_chances_are_counted_exactly() -> None:
    found = guess_at([0.5, 0.25], negative=0.0, pass_percent=100)
    assert (found.passes, found.mean) == (pytest.approx(0.125), pytest.approx(37.5))


def test_marks_taken_off_raise_what_is_needed_and_never_fall_below_nothing() -> None:
    assert guess_at([0.25] * 20, negative=0.25, pass_percent=60).needed == 14, "13 right less 7 quarters is 11.25"
    assert guess_at([0.5], negative=1.0, pass_percent=60).mean == pytest.approx(50)


def test_a_paper_without_questions_is_passed_by_nobody() -> None:
    found = guess_at([], negative=0.0, pass_percent=60)
    assert (found.passes, found.mean) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "chance"), [("single", 1 / 4), ("multiple", 1 / 15), ("ordering", 1 / 24), ("matching", 1 / 24)]
)
def test_chance_of_a_kind(kind: str, chance: float) -> None:
    said: dict[str, Any] = {"code": "q", "kind": kind, "options_en": list("abcd")}
    assert chance_of(question_of(said)) == pytest.approx(chance)
    assert chance_of(question_of({"code": "q", "kind": kind})) == 0


@pytest.mark.parametrize("course", shipped_courses(), ids=lambda each: each.code)
def test_nobody_passes_a_shipped_course_by_guessing(course: ShippedCourse) -> None:
    rules, bank = course.text().examination, course.bank()
    found = usual_guess(rules, [PoolItem(each.code, each.code, each) for each in bank])
    assert found is not None
    assert found.of == rules.questions
    assert found.passes < 1e-4
    chance = Random(1)
    papers = [[chance.random() < found.mean / 100 for _ in range(found.of)] for _ in range(2_000)]
    assert sum(result(each, 0.0, rules.pass_percent).passed for each in papers) <= 2


def test_nothing_is_said_where_a_place_of_the_paper_has_no_question() -> None:
    rules = course_of({"code": "c", "examination": {"blueprint": [{"module": "m", "easy": 1}]}}).examination
    assert usual_guess(rules, []) is None
