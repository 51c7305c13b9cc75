"""Reads on courses: what a person is to learn and how far they are, one course as learners read it, its bank."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.refusals import Unseen

from . import policies
from .models import Course, CourseEdition, ItemEdition, Progress


def published_editions(actor: Actor) -> list[CourseEdition]:
    """Return the edition that learners read of each course, by code, with its course. Raises Refused."""
    policies.may_learn(actor)
    return list(CourseEdition.objects.filter(no=F("course__current")).select_related("course").order_by("course__code"))


def roles_of(actor: Actor) -> set[str]:
    """Return the codes of the roles that somebody holds today."""
    return {held.role for held in actor.grants}


def course_or_unseen(actor: Actor, code: str) -> Course:
    """Return a course that can be learnt, or of whoever writes courses any. Raises Refused, Unseen."""
    policies.may_learn(actor)
    found = Course.objects.filter(code=code).first()
    if found is None or (found.current is None and not policies.sees_drafts(actor)):
        raise Unseen
    return found


def current_edition(course: Course) -> CourseEdition:
    """Return the edition that learners read. Raises Unseen for a course that was never published."""
    found = course.editions.filter(no=course.current).select_related("course").first()
    if found is None:
        raise Unseen
    return found


def edition_or_unseen(course: Course, no: int) -> CourseEdition:
    """Return an edition by its number. Raises Unseen."""
    found = course.editions.filter(no=no).select_related("course").first()
    if found is None:
        raise Unseen
    return found


def questions_in_use(course: Course) -> list[ItemEdition]:
    """Return the editions of questions from which papers of a course are drawn, by code; as the machinery sees them.

    Answers are in them: what of it a person is shown is for the caller to say.
    """
    with acting_as(SYSTEM, op=current_operation()):
        found = ItemEdition.objects.in_use().filter(item__course=course).select_related("item")
        return list(found.order_by("item__code"))


def progress_of(learner: UUID, courses: Iterable[str]) -> dict[str, dict[str, Progress]]:
    """Return how far somebody has come, by course and lesson."""
    found: dict[str, dict[str, Progress]] = {code: {} for code in courses}
    for each in Progress.objects.filter(learner=learner, course__in=found):
        found[each.course][each.lesson] = each
    return found


def has_read_all(edition: CourseEdition, progress: dict[str, Progress]) -> bool:
    """Tell whether every lesson of an edition was read to its end."""
    return all(
        (known := progress.get(lesson.code)) is not None and known.finished_at is not None
        for _module, lesson in edition.text().lessons()
    )
