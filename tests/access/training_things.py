"""A course with its parts, a draft, a flag, a question and somebody who teaches, for the addresses of training."""

from pathlib import Path
from typing import Any

from things import officer, thing

from samanvay.access.actors import actor_for
from samanvay.audit.operations import operation
from samanvay.directory.models import Unit
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.ids import uuid7
from samanvay.training.courses.actions.flagging import LAW, raise_flag
from samanvay.training.courses.actions.lesson_files import add_lesson_file
from samanvay.training.courses.actions.writing import begin_edition
from samanvay.training.library.loading import load_courses
from samanvay.training.models import Course, CourseEdition, Member, ModuleFlag
from samanvay.training.roll.actions.teachers import write_teacher
from samanvay.training.roll.events import MEMBERS_IMPORTED
from samanvay.training.roll.readers import access_of_units

COURSES = Path(__file__).parents[1] / "integration" / "courses"
CODE = "first_hours"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + bytes(64)


def _course() -> Course:
    load_courses(folder=COURSES)
    with reading(SYSTEM):
        return Course.objects.get(code=CODE)


def _draft(audience: int) -> CourseEdition:
    by = actor_for(officer("trainer", audience))
    found = _course()
    with reading(by):
        return begin_edition(by=by, course=found)


@thing("course")
def course(audience: int) -> dict[str, Any]:
    """Take in the small course, which is of no unit's keeping."""
    _course()
    return {"code": CODE}


@thing("lesson")
def lesson(audience: int) -> dict[str, Any]:
    """Return a lesson of the course."""
    _course()
    return {"code": CODE, "lesson": "section_143"}


@thing("draft of a course")
def draft_of_course(audience: int) -> dict[str, Any]:
    """Begin a new edition, as somebody who is none of the personas."""
    return {"code": _draft(audience).course.code}


@thing("file of a draft")
def file_of_draft(audience: int) -> dict[str, Any]:
    """Take in a file for a draft that no edition names yet."""
    edition = _draft(audience)
    by = actor_for(officer("trainer", audience))
    with reading(by):
        return {"code": CODE, "key": add_lesson_file(by=by, edition=edition, chunks=[SOUND]).pk}


@thing("flag on a module")
def flag_on_module(audience: int) -> dict[str, Any]:
    """Flag a module, as a change of the law does."""
    found = _course()
    raise_flag(found, "law", LAW, "bns_143", 2, "bns_143")
    with reading(SYSTEM):
        return {"code": CODE, "key": ModuleFlag.objects.get(course=found).pk}


@thing("question of a course")
def question(audience: int) -> dict[str, Any]:
    """Return a question of the course."""
    _course()
    return {"code": CODE, "question": "q001"}


@thing("somebody with a post")
def somebody_with_post(audience: int) -> dict[str, Any]:
    """Post somebody."""
    return {"key": officer("trainer", audience).pk}


@thing("resource person")
def resource_person(audience: int) -> dict[str, Any]:
    """Let somebody agree to be found."""
    by = actor_for(officer("trainer", audience))
    with reading(by):
        made = write_teacher(
            by=by, person=by.id, topics=["trafficking"], languages=["hindi"], districts=[], consents=True
        )
    return {"key": made.pk}


@thing("member")
def member(audience: int) -> dict[str, Any]:
    """Put somebody of a unit on the roll."""
    unit = Unit.objects.select_related("place").get(audience=audience)
    with operation(MEMBERS_IMPORTED, by=SYSTEM):
        made = Member(
            employee_no=f"M-{uuid7().hex[-8:]}", name="Asha Rani", service="police", **access_of_units([unit])[unit.pk]
        )
        made.save(force_insert=True)
    return {"key": made.pk}
