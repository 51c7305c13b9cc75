"""The intentions of a learner: a lesson reached, a lesson read, what changed read. Each may be sent again."""

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import do_duty
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.refusals import Invalid, Unseen

from ...models import CourseEdition, Progress
from .. import events, policies
from ..queries import waiting_refresher

MOST_SECTIONS = 200


def reach_lesson(*, by: Actor, edition: CourseEdition, lesson: str, section: int) -> Progress:
    """Keep the heading that a learner has come to, from 0; what is kept already is not written again.

    Raises Refused, Unseen for no such lesson, Invalid.
    """
    if not 0 <= section <= MOST_SECTIONS:
        raise Invalid("section", _("This place does not exist in the lesson."))
    return _keep(by, edition, lesson, section=section)


def finish_lesson(*, by: Actor, edition: CourseEdition, lesson: str) -> Progress:
    """Keep that a learner has read a lesson of an edition to its end. Raises Refused, Unseen for no such lesson."""
    return _keep(by, edition, lesson, is_read=True)


def _keep(
    by: Actor, edition: CourseEdition, lesson: str, *, section: int | None = None, is_read: bool = False
) -> Progress:
    policies.may_learn(by)
    if all(each.code != lesson for _module, each in edition.text().lessons()):
        raise Unseen
    unit = directory.unit_of(by.grants[0].audience)
    readers = sorted({*directory.readers_for(unit.audience), unit.audience})
    now = clock.now()
    code = edition.course.code
    kind = events.LESSON_READ if is_read else events.LESSON_REACHED
    with (
        operation(kind, by=by, target=("course", edition.course_id), readers=readers, lesson=lesson) as op,
        # What somebody has learnt goes with them to the next post, where the row of the last one is not theirs to see.
        acting_as(SYSTEM, op=op.id),
    ):
        row, is_new = Progress.objects.get_or_create(
            learner=by.id,
            course=code,
            lesson=lesson,
            defaults={
                "opened_at": now,
                "reached_at": now,
                "section": section or 0,
                "finished_at": now if is_read else None,
                "edition": edition.no if is_read else None,
                "readers": readers,
                "home_unit": unit.audience,
                "home_state": unit.home_state,
            },
        )
        if is_new:
            return row
        changes: dict[str, object] = {}
        if section is not None and row.section != section:
            changes["section"] = section
        if is_read and (row.finished_at is None or row.edition != edition.no):
            changes |= {"finished_at": now, "edition": edition.no, "section": 0}
        if not changes:
            op.keep_silent()
            return row
        row.revise(expected=None, changes={**changes, "reached_at": now})
    return row


def finish_refresher(*, by: Actor, edition: CourseEdition) -> bool:
    """Keep that a learner has read what changed in a course; tells whether anything waited."""
    policies.may_learn(by)
    waiting = waiting_refresher(by, edition.course)
    if waiting is None:
        return False
    with (
        operation(
            events.REFRESHED, by=by, target=("course", edition.course_id), readers=waiting.readers, edition=edition.no
        ) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        do_duty(by=SYSTEM, duty=waiting, proof=f"edition {edition.no}")
    return True
