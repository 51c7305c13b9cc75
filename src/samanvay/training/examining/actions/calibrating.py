"""Calibrating: how hard the questions of a course are, fitted anew at most once a day as papers are closed.

The Rasch model by marginal maximum likelihood (``insight.items.marginal``), from the first paper of each person: a
second one says also what was learnt in between. A question needs thirty answers (Linacre 1994: within a logit of the
truth in 95 of 100 cases); over a paper of twenty drawn from a hundred such errors sum to about a third of a mark when
two hundred have sat.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np

from samanvay.audit.models import Event
from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay_insight import items as method

from ...courses.readers import BANK, OF_NO_STATE
from ...models import Calibration, Course, Sitting
from .. import events
from ..equating import RaschModel
from ..queries import examinations

FEWEST_PERSONS = 200
FEWEST_ANSWERS = 30
AGAIN_AFTER = timedelta(days=1)
LATEST = 5_000  # papers looked at


def calibrate_after(happened: Sequence[Event]) -> None:
    """Calibrate the courses whose papers were closed, where enough have sat them and that was not done lately."""
    with reading(SYSTEM):
        closed = Sitting.objects.filter(pk__in={each.subject_id for each in happened if each.subject_kind == "sitting"})
        courses = [each for each in set(closed.values_list("course", flat=True)) if _is_due(each)]
    for each in courses:
        calibrate(each)


def _is_due(course: str) -> bool:
    latest = examinations.latest_calibration(course)
    if latest is not None:
        return clock.now() >= latest.made_at + AGAIN_AFTER
    persons = Sitting.objects.closed().filter(course=course).values("learner").distinct()
    return persons[:FEWEST_PERSONS].count() >= FEWEST_PERSONS


def calibrate(code: str) -> Calibration | None:
    """Calibrate the questions of a course by the first papers of those who sat it; None while these are too few.

    Papers that are begun after it have their pass mark by it; no mark that was set is changed.
    """
    with reading(SYSTEM):
        course = Course.objects.get(code=code)
        closed = Sitting.objects.closed().filter(course=code).order_by("-began_at")
        rows = closed.values_list("learner", "paper", "marked")[:LATEST]
        # the latest first, so that the first one of each stays
        first: dict[UUID, tuple[Any, Any]] = {learner: (paper, marked) for learner, paper, marked in rows}
    found = fitted(first.values())
    if found is None:
        return None
    with operation(events.CALIBRATED, by=SYSTEM, target=("course", course.pk), course=code) as op:
        made = Calibration.objects.create(
            course=code,
            made_at=clock.now(),
            persons=len(first),
            slope=found.slope,
            items=dict(found.items),
            readers=list(BANK),
            **OF_NO_STATE,
        )
        op.add(persons=len(first), questions=len(found.items))
    return made


def fitted(papers: Iterable[tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]]) -> RaschModel | None:
    """Return the Rasch model of the questions of papers, each with its marks; None of fewer persons than it needs.

    Questions that fewer than ``FEWEST_ANSWERS`` have met, all right or all wrong, have no place in it; none has where
    nothing could be fitted or the strong do worse than the weak.
    """
    listed = list(papers)
    if len(listed) < FEWEST_PERSONS:
        return None
    keys = list(dict.fromkeys(line["edition"] for paper, _marked in listed for line in paper))
    place = {key: at for at, key in enumerate(keys)}
    table = np.full((len(listed), len(keys)), np.nan)
    for person, (paper, marked) in enumerate(listed):
        for line, mark in zip(paper, marked, strict=True):
            table[person, place[line["edition"]]] = float(mark["right"] is True)
    model = method.fit(table, one_slope=True, nodes=21, enough=1e-3)
    slope = float(model.slope[model.is_fitted][0]) if model.is_fitted.any() and model.has_converged else 0.0
    if slope <= 0:
        return RaschModel(1.0, {})
    answers = (~np.isnan(table)).sum(axis=0)
    known = np.flatnonzero(model.is_fitted & (answers >= FEWEST_ANSWERS))
    return RaschModel(slope, {keys[at]: round(float(model.intercept[at]), 4) for at in known})
