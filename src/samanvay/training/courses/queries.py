"""Reads on courses: what a person is to learn and how far they are, one course as learners read it, its bank."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import F

from samanvay.duties.models import Duty
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.refusals import Unseen
from samanvay.law.models import LawEntry

from ..models import Course, CourseEdition, Item, ItemEdition, ModuleFlag, Progress, ResourcePerson
from . import policies
from .duty_kinds import REFRESH
from .syllabus import CourseText, LessonText

# What a published edition says never changes; the texts of all courses are too much to be read for every list.
_said: dict[UUID, Any] = {}


def published_editions(actor: Actor) -> list[CourseEdition]:
    """Return the edition that learners read of each course, by code, with its course. Raises Refused."""
    global _said
    policies.may_learn(actor)
    present = CourseEdition.objects.filter(no=F("course__current"))
    found = list(present.defer("said").select_related("course").order_by("course__code"))
    held = _said
    missing = [each.pk for each in found if each.pk not in held]
    if missing:
        fresh = dict(CourseEdition.objects.filter(pk__in=missing).values_list("pk", "said"))
        # Another thread may be reading the one before: it is replaced, never emptied.
        held = {each.pk: held[each.pk] for each in found if each.pk in held} | fresh
        _said = held
    for each in found:
        each.said = held[each.pk]
    return found


def editions_by_code(codes: Iterable[str]) -> list[CourseEdition]:
    """Return the editions that learners read of some courses, each with its course."""
    found = CourseEdition.objects.filter(course__code__in=set(codes), no=F("course__current"))
    return list(found.select_related("course"))


def persons_of_teachers(keys: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return whose entry as a resource person each is, by the key of the entry."""
    return dict(ResourcePerson.objects.filter(pk__in=list(keys)).values_list("pk", "person"))


def is_listed(person: UUID) -> bool:
    """Tell whether somebody agreed to be found as a resource person."""
    return ResourcePerson.objects.listed().filter(person=person).exists()


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
    found = course.editions.filter(no=course.current).select_related("course").first()  # type: ignore[misc]  # None finds none
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
    """Return how far somebody has come, by course and lesson; it goes with them from one post to the next."""
    found: dict[str, dict[str, Progress]] = {code: {} for code in courses}
    with acting_as(SYSTEM, op=current_operation()):
        for each in Progress.objects.filter(learner=learner, course__in=found):
            found[each.course][each.lesson] = each
    return found


def has_read_all(edition: CourseEdition, progress: dict[str, Progress]) -> bool:
    """Tell whether every lesson of an edition was read to its end."""
    return not lessons_left(edition.text(), progress)


def lessons_left(text: CourseText, progress: Mapping[str, Progress]) -> list[LessonText]:
    """Return the lessons that somebody has not read to the end, in their order; of an earlier edition counts too."""
    read = {code for code, known in progress.items() if known.finished_at is not None}
    return [lesson for _module, lesson in text.lessons() if lesson.code not in read]


def waiting_refresher(actor: Actor, course: Course) -> Duty | None:
    """Return the duty of somebody to read what changed in a course, None where none waits."""
    return waiting_refreshers(actor).get(str(course.pk))


def waiting_refreshers(actor: Actor) -> dict[str, Duty]:
    """Return the duties of somebody to read what changed, by the id of the course; also those of an earlier post."""
    with acting_as(SYSTEM, op=current_operation()):
        waiting = Duty.objects.waiting().filter(kind=REFRESH.code, owner_user_id=actor.id)
        return {each.subject_id: each for each in waiting}


def standing_flags(courses: Iterable[Course]) -> dict[UUID, list[ModuleFlag]]:
    """Return the flags on courses that nobody cleared, the latest first, by the id of the course."""
    found: dict[UUID, list[ModuleFlag]] = {each.pk: [] for each in courses}
    for flag in ModuleFlag.objects.standing().filter(course__in=found).order_by("-raised_at"):
        found[flag.course_id].append(flag)
    return found


def changes_to_read(course: Course, waiting: Duty) -> list[ModuleFlag]:
    """Return the flags for which a refresher stands, from that for which it was opened on, the latest first.

    Those that were cleared since are among them: their learner hears what the authors say.
    """
    flags = list(ModuleFlag.objects.filter(course=course).order_by("-raised_at", "-id"))
    first = next((each.raised_at for each in flags if str(each.pk) in (waiting.key or "")), waiting.opened_at)
    return [each for each in flags if each.raised_at >= first]


def flag_or_unseen(course: Course, key: UUID) -> ModuleFlag:
    """Return a flag of a course. Raises Unseen."""
    found = ModuleFlag.objects.filter(pk=key, course=course).select_related("course").first()
    if found is None:
        raise Unseen
    return found


def codes_of_law() -> set[str]:
    """Return the codes that a course may cite: every entry of the library that no release left out."""
    return set(LawEntry.objects.filter(left_at=None, is_clock=False).values_list("code", flat=True))


def editions_of(course: Course) -> list[CourseEdition]:
    """Return the editions of a course, the newest first."""
    return list(course.editions.order_by("-no"))


def drafts_and_flags(actor: Actor) -> list[tuple[Course, CourseEdition, int]]:
    """Return every course with the edition to show of it and how many of its flags stand. Raises Refused."""
    policies.may_see_drafts(actor)
    courses = list(Course.objects.order_by("code"))
    flags = standing_flags(courses)
    shown = {}
    for edition in CourseEdition.objects.filter(course__in=courses).select_related("course"):
        course = edition.course
        if edition.no == (course.draft if course.draft is not None else course.current):
            shown[course.pk] = edition
    return [(each, shown[each.pk], len(flags[each.pk])) for each in courses if each.pk in shown]


def item_editions(actor: Actor, course: Course) -> list[ItemEdition]:
    """Return of each question of a course the edition that its authors work on, by code. Raises Refused."""
    policies.may_see_drafts(actor)
    with acting_as(SYSTEM, op=current_operation()):
        found = ItemEdition.objects.filter(item__course=course).select_related("item__course").order_by("item__code")
        return [
            each for each in found if each.no == (each.item.draft if each.item.draft is not None else each.item.current)
        ]


def item_edition_or_unseen(actor: Actor, course: Course, code: str, no: int | None = None) -> ItemEdition:
    """Return an edition of a question, by default the one that its authors work on. Raises Refused, Unseen."""
    policies.may_see_drafts(actor)
    with acting_as(SYSTEM, op=current_operation()):
        item = Item.objects.filter(course=course, code=code).first()
        if item is None:
            raise Unseen
        asked = no if no is not None else (item.draft if item.draft is not None else item.current)
        found = item.editions.filter(no=asked).select_related("item__course").first()  # type: ignore[misc]  # None finds none
    if found is None:
        raise Unseen
    return found
