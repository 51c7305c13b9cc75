"""Pass marks of papers that are not equally hard, on invented persons and questions whose truth is known."""

import numpy as np
import pytest

from samanvay.kernel.bilingual import Bilingual
from samanvay.training.courses.syllabus import Draw, ExaminationRules, QuestionText
from samanvay.training.examining import equating
from samanvay.training.examining.actions.calibrating import FEWEST_PERSONS, fitted
from samanvay.training.examining.equating import MOST_POINTS, RaschModel, pass_mark
from samanvay.training.examining.papers import Line, PoolItem, draw
from samanvay_insight.items import Form, same_ability

LEVELS = {"easy": 1.2, "medium": 0.3, "hard": -0.6}
WORDS = Bilingual("words", "शब्द")


def rules_of(**changes: object) -> ExaminationRules:
    usual = {
        "minutes": 30, "pass_percent": 60, "negative": 0.0, "attempts": 3, "cooling_off_days": 7, "questions": 20,
        "blueprint": (Draw("a", 5, 5, 0), Draw("b", 0, 5, 5)),
    }  # fmt: skip
    return ExaminationRules(**(usual | changes))  # type: ignore[arg-type]


def bank(chance: np.random.Generator, spread: float) -> tuple[list[PoolItem], dict[str, float]]:
    """Return a bank of a hundred and twenty questions and the true intercept of each, spread within its level."""
    pool, truth = [], {}
    for module in ("a", "b"):
        for level, mean in LEVELS.items():
            for no in range(20):
                key = f"{module}{level}{no}"
                text = QuestionText(
                    key, module, "single", level, None, WORDS, (WORDS, WORDS), (1,), (), WORDS, (), "2026-11-27"
                )
                pool.append(PoolItem(key, key, text))
                truth[key] = float(chance.normal(mean, spread))
    return pool, truth


def share_right(truth: dict[str, float], paper: list[Line], ability: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(np.array([truth[line.edition] for line in paper]) + ability)))


def sat(
    chance: np.random.Generator, rules: ExaminationRules, pool: list[PoolItem], truth: dict[str, float], persons: int
) -> list[tuple[list[dict[str, object]], list[dict[str, object]]]]:
    """Return the papers of so many persons of every ability, with their marks."""
    found = []
    for no in range(persons):
        paper = draw(rules, pool, no)
        right = chance.random(len(paper)) < share_right(truth, paper, float(chance.normal()))
        found.append(([line.said() for line in paper], [{"given": [0], "right": bool(each)} for each in right]))
    return found


def chance_to_pass(truth: dict[str, float], paper: list[Line], ability: float, mark: int) -> float:
    """Return the probability that an ability reaches a pass mark, from the distribution of the number right."""
    counts = np.array([1.0])
    for p in share_right(truth, paper, ability):
        counts = np.convolve(counts, [1 - p, p])
    percents = np.array([int(right * 100 / len(paper) + 1e-9) for right in range(len(counts))])
    return float(counts[percents >= mark].sum())


def test_papers_that_are_not_equally_hard_pass_the_same_ability_more_equally() -> None:
    chance = np.random.default_rng(8)
    rules = rules_of()
    pool, truth = bank(chance, 0.9)
    known = fitted(sat(chance, rules, pool, truth, 600))
    assert known is not None
    usual, equated, lowered, right = [], [], 0, []
    for seed in range(10_000, 10_300):
        paper = draw(rules, pool, seed)
        mark = pass_mark(rules, paper, pool, known)
        assert mark is not None
        assert rules.pass_percent - MOST_POINTS <= mark.percent <= rules.pass_percent, "down alone, and by a few points"
        lowered += mark.percent < rules.pass_percent
        usual.append(chance_to_pass(truth, paper, 0.1, rules.pass_percent))
        equated.append(chance_to_pass(truth, paper, 0.1, mark.percent))
        right.append(share_right(truth, paper, 0.1).mean())
    assert 30 < lowered < 200
    assert all(one <= other for one, other in zip(usual, equated, strict=True)), "nobody is worse off"
    hardest, easiest = np.argsort(right)[:60], np.argsort(right)[-60:]
    gap = np.mean(np.array(usual)[easiest]) - np.mean(np.array(usual)[hardest])
    left = np.mean(np.array(equated)[easiest]) - np.mean(np.array(equated)[hardest])
    assert left < 0.7 * gap
    assert np.std(equated) < 0.8 * np.std(usual)


def test_a_paper_as_hard_as_the_usual_keeps_the_mark_and_a_harder_one_has_less() -> None:
    pool, _truth = bank(np.random.default_rng(1), 0)
    easy = [each for each in pool if (each.text.module, each.text.difficulty) == ("a", "easy")]
    items = {each.edition: 1.0 if no < 10 else -1.0 for no, each in enumerate(easy)}
    known = RaschModel(1.0, items)

    def mark(hard: int, **changes: object) -> equating.Mark | None:
        chosen = [*easy[: 4 - hard], *easy[10 : 10 + hard]]
        lines = [Line(each.item, each.edition, each.text.code, "a", "single", (0, 1)) for each in chosen]
        return pass_mark(rules_of(questions=4, blueprint=(Draw("a", 4, 0, 0),), **changes), lines, pool, known)

    assert mark(2, pass_percent=75) == equating.Mark(75, 75.0)
    easier = mark(0, pass_percent=75)
    assert easier is not None
    assert (easier.percent, easier.worth > 80) == (75, True), "an easy paper costs nobody anything"
    fine = mark(3, pass_percent=75, negative=0.25)
    assert fine is not None
    assert (fine.percent, 65 < fine.worth < 72) == (70, True), "by five points at most"
    coarse = mark(3, pass_percent=75)
    assert coarse is not None
    assert coarse.percent == 75, "of whole marks three are still the nearest"
    known = RaschModel(1.0, dict(list(items.items())[:12]))
    assert mark(3) is None, "a quarter of its questions have no answers yet"


def test_nothing_is_calibrated_before_enough_have_sat() -> None:
    chance = np.random.default_rng(3)
    rules = rules_of()
    pool, truth = bank(chance, 0.5)
    papers = sat(chance, rules, pool, truth, FEWEST_PERSONS)
    assert fitted(papers[1:]) is None
    known = fitted(papers)
    assert known is not None
    both = [(known.items[key] - np.mean(list(known.items.values())), truth[key]) for key in known.items]
    assert np.corrcoef(np.array(both).T)[0, 1] > 0.8
    never = {each.edition for each in pool if (each.text.module, each.text.difficulty) == ("a", "hard")}
    assert not known.items.keys() & never, "what nobody has answered has no difficulty"


def test_where_nothing_tells_papers_apart_the_usual_mark_stands() -> None:
    rules = rules_of()
    pool, _truth = bank(np.random.default_rng(3), 0)
    papers = [[line.said() for line in draw(rules, pool, no)] for no in range(FEWEST_PERSONS)]
    known = fitted([(paper, [{"given": [0], "right": True} for _line in paper]) for paper in papers])
    assert known == RaschModel(1.0, {})
    assert pass_mark(rules, draw(rules, pool, 1), pool, known) is None


@pytest.mark.parametrize("slope", [0.0, -1.0])
def test_a_model_that_tells_the_strong_from_the_weak_the_wrong_way_round_is_refused(slope: float) -> None:
    form = Form(np.zeros(3), np.ones(3))
    with pytest.raises(ValueError, match="slope"):
        same_ability(0.5, form, form, slope=slope)
