"""Closing a sitting: marked once, by whoever hands in or by the clock; a pass issues the certificate with it."""

import logging
from typing import Any
from uuid import UUID

from django.db import DatabaseError, transaction

from samanvay.audit.operations import Operation, operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, reading

from ...models import Sitting
from .. import events
from ..marking import Result, is_right, result
from ..queries import examinations
from .certifying import issue

BATCH = 200
log = logging.getLogger(__name__)


def close_sitting(*, by: Actor, key: UUID, how: str) -> Sitting:
    """Close a sitting and mark it; one that is closed stays as it is. ``how`` is "handed" or "time"."""
    with operation(events.SITTING_CLOSED, by=by, target=("sitting", key)) as op, acting_as(SYSTEM, op=op.id):
        # The lock is the row's alone and the stronger one, so that answers under way are in before it is marked.
        sitting = Sitting.objects.select_for_update(of=("self",)).select_related("edition").get(pk=key)
        if sitting.closed_at is not None:
            op.keep_silent()
            return sitting
        given = examinations.answers_of(sitting)
        marked: list[dict[str, Any]] = []
        for at, edition in enumerate(examinations.texts_of(sitting)):
            places = given[at].given if at in given else []
            marked.append({"given": places, "right": is_right(edition.text(), places) if places else None})
        sitting.marked = marked
        aside = examinations.places_aside(sitting.paper)
        found = scored(sitting, aside)
        sitting.revise(
            expected=None,
            changes={"closed_at": clock.now(), "how": how, "aside": aside, **_columns(found)},
            also=["marked"],
        )
        op.add(course=sitting.course, how=how, percent=found.percent, passed=found.passed)
        certify(op, sitting)
    return sitting


def scored(sitting: Sitting, aside: list[int]) -> Result:
    """Return what a marked paper comes to without some places."""
    return result(sitting.rights, sitting.rules["negative"], sitting.pass_mark, aside)


def rescore(op: Operation, sitting: Sitting, aside: list[int]) -> bool:
    """Mark a closed paper anew without some places, for the better alone; tells whether its result changed."""
    found = scored(sitting, aside)
    is_better = (found.passed, found.percent) > (bool(sitting.passed), sitting.percent or 0)
    kept: dict[str, Any] = _columns(found) if is_better else {}
    sitting.revise(expected=None, changes={"aside": aside, **kept})
    if is_better:
        op.also(events.SITTING_RESCORED, ("sitting", sitting.pk), (), percent=found.percent, passed=found.passed)
        certify(op, sitting)
    return is_better


def certify(op: Operation, sitting: Sitting) -> None:
    """Issue the certificate of a sitting that was passed and has none."""
    if sitting.passed and not hasattr(sitting, "certificate"):
        issue(op, sitting)


def _columns(found: Result) -> dict[str, Any]:
    return {"score": found.score, "percent": found.percent, "passed": found.passed}


def close_run_out(limit: int = BATCH) -> int:
    """Close the sittings whose time and grace have run out; returns how many. Called every round of the ticker.

    One that cannot be marked keeps no other waiting; its fault is raised once the others are closed.
    """
    with reading(SYSTEM):
        running = Sitting.objects.running().order_by("began_at").only("pk", "began_at", "rules")
        over = [each.pk for each in running.iterator() if clock.now() >= each.takes_until][:limit]
    first: Exception | None = None
    for key in over:
        try:
            with transaction.atomic():
                close_sitting(by=SYSTEM, key=key, how="time")
        except DatabaseError:
            raise
        except Exception as error:
            log.exception("sitting %s could not be closed", key)
            first = first or error
    if first is not None:
        raise first
    return len(over)
