"""What answers tell of questions, papers and teaching: the rows of sittings as tables for ``insight.items``."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Max, Min, Sum

from samanvay.kernel.db.scope import Actor
from samanvay_insight import items as method

from ...courses.syllabus import QuestionText
from ...models import Course, Item, ItemEdition, Progress, Sitting
from .. import policies
from ..marking import key_of
from . import examinations

LATEST = 5_000  # papers looked at
FEWEST_FOR_MODEL, FEWEST_FOR_SLOPES = 50, 500


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """One question: its numbers, NaN where nothing can be said, what speaks against it and how soon to look.

    ``untaught``: how its options drew of those who had read no lesson before, none where fewer than thirty answered.
    """

    item: Item
    edition: ItemEdition
    text: QuestionText
    n: int
    p: float
    discrimination: float
    upper_lower: float
    difficulty: float
    slope: float
    infit: float
    options: list[method.Drawn]
    untaught: list[method.Drawn]
    flags: list[method.Flag]

    @property
    def looked(self) -> list[method.Drawn]:
        """How the options drew of those by whom an option is idle or not."""
        return self.untaught or self.options

    @property
    def gravity(self) -> int:
        return method.gravity(self.flags)


@dataclass(frozen=True, slots=True)
class Papers:
    """How far random papers are apart: the share right that an average person gets on the easiest and hardest, and what
    the pass mark of the hardest is worth on the easiest. NaN where no model could be fitted."""

    easiest: float
    hardest: float
    pass_share: float
    worth: float


@dataclass(frozen=True, slots=True)
class Marks:
    """Pass marks by which papers were made equal: of how many, how many were lowered, to what at the lowest, and how
    many of these were passed that would not have been by the usual mark."""

    papers: int
    lowered: int
    lowest: int
    passed: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The questions of a course, those to look at first ahead; ``persons`` whose first papers were looked at."""

    persons: int
    alpha: float
    model: str
    questions: list[ItemAnalysis]
    papers: Papers
    marks: Marks
    cells: dict[UUID, ItemAnalysis] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """The first closed paper of one person; ``is_untaught``: they had read no lesson of the course to its end."""

    lines: Any
    marked: Any
    rules: Any
    is_untaught: bool


_held: dict[UUID, tuple[Any, Analysis]] = {}


def analysis_of(actor: Actor, course: Course) -> Analysis:
    """Return what the first closed paper of each person tells of a course's questions; kept until there is another.

    Raises Refused: the numbers of questions come with their answers.
    """
    policies.may_analyse(actor)
    with examinations.as_machinery():
        closed = Sitting.objects.closed().filter(course=course.code)
        # Each change raises the version of one row by one: a sum misses none, a maximum would.
        known = ItemEdition.objects.filter(item__course=course).aggregate(n=Count("id"), at=Sum("version"))
        stamp = tuple({**closed.aggregate(rows=Count("id"), last=Max("closed_at")), **known}.values())
        if (kept := _held.get(course.pk)) is not None and kept[0] == stamp:
            return kept[1]
        names = ("learner", "paper", "marked", "rules", "began_at")
        rows = list(closed.order_by("-began_at").values_list(*names)[:LATEST])
        read = Progress.objects.filter(course=course.code, finished_at__isnull=False)
        taught = dict(read.values_list("learner").annotate(at=Min("finished_at")))
        equal = closed.filter(rules__has_key="equated").order_by("-began_at")
        marks = _marks(equal.values_list("rules", "percent", "passed")[:LATEST])
        editions = {str(each.pk): each for each in _editions(course, rows)}
    first: dict[UUID, Paper] = {}
    for learner, paper, marked, rules, began_at in rows:  # the latest first, so that the first one stays
        first[learner] = Paper(paper, marked, rules, learner not in taught or taught[learner] >= began_at)
    found = _analysed(list(first.values()), editions, marks)
    _held[course.pk] = (stamp, found)
    return found


def _editions(course: Course, rows: Sequence[Any]) -> list[ItemEdition]:
    """Return for each question the edition that papers hold, the newest of several, else the one in use."""
    sat = {line["edition"] for _learner, paper, *_rest in rows for line in paper}
    newest: dict[UUID, ItemEdition] = {}
    of_course = ItemEdition.objects.filter(item__course=course).select_related("item").order_by("no")
    for each in of_course:
        if str(each.pk) in sat or (each.item_id not in newest and each.no == each.item.current):
            newest[each.item_id] = each
    return list(newest.values())


def _marks(rows: Iterable[tuple[dict[str, Any], Any, Any]]) -> Marks:
    found = [(rules["pass_percent"], rules["equated"]["pass_percent"], *rest) for rules, *rest in rows]
    lowered = [each for each in found if each[1] < each[0]]
    by_it = sum(passed and percent < usual for usual, _mark, percent, passed in lowered)
    return Marks(len(found), len(lowered), min((mark for _usual, mark, *_rest in lowered), default=0), by_it)


def _analysed(papers: Sequence[Paper], editions: dict[str, ItemEdition], marks: Marks) -> Analysis:
    places = {key: at for at, key in enumerate(editions)}
    texts = [each.text() for each in editions.values()]
    table = np.full((len(papers), len(editions)), np.nan)
    chosen: list[dict[int, list[int]]] = [{} for _ in editions]
    for person, paper in enumerate(papers):
        for line, mark in zip(paper.lines, paper.marked, strict=True):
            column = places.get(line["edition"])
            if column is not None:
                table[person, column] = float(mark["right"] is True)
                chosen[column][person] = mark["given"]
    counted, rest = method.counted(table), method.rest_share(table)
    model, fitted = _model(table)
    fit = method.item_fit(table, fitted) if fitted is not None else None
    questions = []
    for column, edition in enumerate(editions.values()):
        text = texts[column]
        drawn: list[method.Drawn] = []
        untaught: list[method.Drawn] = []
        if text.kind in ("single", "multiple") and chosen[column]:
            drawn = _drawn(text, chosen[column], rest[:, column])
            own = {person: given for person, given in chosen[column].items() if papers[person].is_untaught}
            untaught = _drawn(text, own, rest[:, column]) if len(own) >= method.FEWEST else []
        infit = float(fit.infit[column]) if fit is not None else float("nan")
        seen = method.Seen(
            int(counted.n[column]),
            float(counted.p[column]),
            float(counted.point_biserial[column]),
            infit,
            drawn,
            untaught,
        )
        questions.append(
            ItemAnalysis(
                edition.item,
                edition,
                text,
                seen.n,
                seen.p,
                seen.point_biserial,
                float(counted.upper_lower[column]),
                float(fitted.difficulty[column]) if fitted is not None else float("nan"),
                float(fitted.slope[column]) if fitted is not None else float("nan"),
                infit,
                drawn,
                untaught,
                method.flags(seen),
            )
        )
    questions.sort(key=lambda each: (-each.gravity, -each.n, each.item.code))
    return Analysis(
        len(papers),
        method.reliability(table),
        model,
        questions,
        _papers(table, fitted, papers),
        marks,
        {each.item.pk: each for each in questions},
    )


def _drawn(text: QuestionText, chosen: dict[int, list[int]], rest: Any) -> list[method.Drawn]:
    """Return how the options of a question drew; ``chosen`` by the place of the person, as in ``rest``."""
    return method.distractors(list(chosen.values()), rest[list(chosen)], len(text.options), key_of(text))


def _model(table: Any) -> tuple[str, method.Model | None]:
    """Return which model was fitted: slopes of their own only where many sat, since few answers draw them at random."""
    if len(table) < FEWEST_FOR_MODEL or table.shape[1] < 3:
        return "", None
    is_rasch = len(table) < FEWEST_FOR_SLOPES
    return "rasch" if is_rasch else "2pl", method.fit(table, one_slope=is_rasch, nodes=21, enough=1e-3)


def _papers(table: Any, model: method.Model | None, papers: Sequence[Paper]) -> Papers:
    nothing = float("nan")
    if model is None or not model.is_fitted.any():
        return Papers(nothing, nothing, nothing, nothing)
    expected = np.array([float(method.expected_share(model, [at], model.mean)[0]) for at in range(table.shape[1])])
    given = ~np.isnan(table) & ~np.isnan(expected)
    asked = given.sum(axis=1)
    at = np.flatnonzero(asked)
    shares = np.where(given, np.nan_to_num(expected), 0).sum(axis=1)[at] / asked[at]
    hardest, easiest = at[int(shares.argmin())], at[int(shares.argmax())]
    share = papers[hardest].rules["pass_percent"] / 100
    worth = method.equated_share(
        model, np.flatnonzero(given[hardest]).tolist(), np.flatnonzero(given[easiest]).tolist(), share
    )
    return Papers(float(shares.max()), float(shares.min()), share, worth)


def gain_of(actor: Actor, course: Course) -> dict[str, method.Gain]:
    """Return what those gained who sat a course more than once, between their first paper and their last, by module.

    "" is the whole paper. In percent; a module that a paper did not hold counts as missing. Raises Refused.
    """
    policies.may_analyse(actor)
    with examinations.as_machinery():
        rows = list(
            Sitting.objects.closed()
            .filter(course=course.code)
            .order_by("-began_at")
            .values_list("learner", "paper", "marked")[:LATEST]
        )
    of: dict[UUID, list[dict[str, float]]] = {}
    for learner, paper, marked in reversed(rows):
        of.setdefault(learner, []).append(shares_of(paper, marked))
    twice = [(each[0], each[-1]) for each in of.values() if len(each) > 1]
    modules = sorted({name for pair in twice for one in pair for name in one})
    nan = float("nan")
    found = {}
    for name in modules:
        before, after = zip(*((one.get(name, nan), other.get(name, nan)) for one, other in twice), strict=True)
        found[name] = method.gains(before, after, [name] * len(twice))[name]
    return found


def shares_of(paper: Sequence[dict[str, Any]], marked: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return the share right of a marked paper in percent, by module; "" is the whole paper."""
    tally: dict[str, list[int]] = {}
    for line, mark in zip(paper, marked, strict=True):
        for name in ("", line["module"]):
            counts = tally.setdefault(name, [0, 0])
            counts[0] += mark["right"] is True
            counts[1] += 1
    return {name: 100 * right / of for name, (right, of) in tally.items()}
