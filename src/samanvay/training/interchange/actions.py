"""Questions and results that leave, on record."""

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import Actor

from ..courses.policies import may_write_courses
from ..courses.readers import EVERYBODY
from ..courses.syllabus import QuestionText
from ..examining import events
from ..examining.queries import examinations
from ..models import Course, Sitting


def record_export(*, by: Actor, course: Course, form: str) -> None:
    """Put on record that the results of a course leave. Raises Refused unless the actor publishes courses."""
    require(by, Permission.COURSE_PUBLISH)
    with (
        operation(events.RESULTS_EXPORTED, by=by, target=("course", course.pk), readers=EVERYBODY, form=form) as op,
        examinations.as_machinery(),
    ):
        op.add(results=Sitting.objects.closed().filter(course=course.code).count())


def export_bank(*, by: Actor, course: Course, form: str) -> list[QuestionText]:
    """Return the questions in use, by module and code, for whoever writes courses: with their answers, so on record.

    Raises Refused.
    """
    may_write_courses(by)
    with operation(events.ITEMS_EXPORTED, by=by, target=("course", course.pk), readers=EVERYBODY, form=form) as op:
        found = sorted((each.text for each in examinations.pool_of(course)), key=lambda text: (text.module, text.code))
        op.add(questions=len(found))
    return found
