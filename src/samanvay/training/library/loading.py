from collections.abc import Sequence
from pathlib import Path
from typing import Any

from samanvay.audit.operations import Operation, operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading

from ..courses import events
from ..courses.readers import BANK, EVERYBODY, OF_NO_STATE
from ..courses.states import EditionState, Origin
from ..courses.syllabus import digest_of
from ..models import Course, CourseEdition, Item, ItemEdition
from .files import FOLDER, ShippedCourse, read_courses, shipped_courses


def load_courses(*, by: Actor = SYSTEM, folder: Path = FOLDER) -> dict[str, int]:
    """Take in courses that are new or say something else; returns how many courses and questions were added, updated
    and kept beside what the state wrote.

    A course or question whose text the state has changed keeps it; the newer shipped text is kept beside it and shown.
    A question that the files have no more is retired unless the state wrote it. Raises CourseLibraryError with nothing
    written where a file is not as it should be.
    """
    shipped = shipped_courses() if folder == FOLDER else read_courses(folder)
    counts = dict.fromkeys(("added", "updated", "kept", "questions", "retired"), 0)
    digests = {each.code: digest_of(each.said) for each in shipped}
    with reading(by):
        known = {each.code: each for each in Course.objects.filter(code__in=digests)}
        items: dict[str, dict[str, Item]] = {code: {} for code in digests}
        for item in Item.objects.filter(course__code__in=digests).select_related("course"):
            items[item.course.code][item.code] = item
    changed = [each for each in shipped if _is_newer(each, digests[each.code], known.get(each.code), items[each.code])]
    for each in changed:
        course = known.get(each.code)
        target = ("course", course.pk) if course is not None else None
        with operation(events.COURSE_SHIPPED, by=by, target=target, readers=EVERYBODY) as op:
            _take_in(op, each, digests[each.code], course, items[each.code], by, counts)
    return counts


def _is_newer(shipped: ShippedCourse, digest: str, course: Course | None, items: dict[str, Item]) -> bool:
    if course is None or course.shipped_digest != digest:
        return True
    kept = {code: item.shipped_digest for code, item in items.items() if item.shipped_digest}
    return kept != {each["code"]: digest_of(each) for each in shipped.questions}


def _take_in(
    op: Operation,
    shipped: ShippedCourse,
    digest: str,
    course: Course | None,
    items: dict[str, Item],
    by: Actor,
    counts: dict[str, int],
) -> None:
    now = clock.now()
    if course is None:
        course = Course.objects.create(
            code=shipped.code, current=1, last=1, shipped_digest=digest, made_at=now, made_by=by.id,
            readers=list(EVERYBODY), **OF_NO_STATE,
        )  # fmt: skip
        _edition(course, 1, shipped, digest, by).save(force_insert=True)
        counts["added"] += 1
        op.about("course", course.pk, EVERYBODY)
    elif course.shipped_digest != digest:
        counts["kept" if _take_newer(course, shipped, digest, by) else "updated"] += 1
    op.add(edition=course.current)
    _take_questions(course, shipped.questions, items, by, counts)


def _edition(course: Course, no: int, shipped: ShippedCourse, digest: str, by: Actor) -> CourseEdition:
    now = clock.now()
    return CourseEdition(
        course=course, no=no, origin=Origin.SHIPPED, state=EditionState.PUBLISHED, digest=digest,
        said=dict(shipped.said), written_at=now, written_by=by.id, published_at=now, readers=list(EVERYBODY),
        **OF_NO_STATE,
    )  # fmt: skip


def _take_newer(course: Course, shipped: ShippedCourse, digest: str, by: Actor) -> bool:
    """Add the newer text to a course; tells whether the state's own stands all the same."""
    current = course.editions.filter(no=course.current).first()  # type: ignore[misc]  # None finds none
    is_own = course.draft is not None or current is None or current.origin != Origin.SHIPPED
    no = course.last + 1
    _edition(course, no, shipped, digest, by).save(force_insert=True)
    changes = {"last": no, "shipped_digest": digest, "newer_shipped": no if is_own else None}
    course.revise(expected=None, changes=changes if is_own else {**changes, "current": no})
    return is_own


def _take_questions(
    course: Course, questions: Sequence[Any], items: dict[str, Item], by: Actor, counts: dict[str, int]
) -> None:
    fresh = [each for each in questions if each["code"] not in items]
    made = [
        Item(
            course=course, code=each["code"], current=1, last=1, shipped_digest=digest_of(each), readers=list(BANK),
            **OF_NO_STATE,
        )
        for each in fresh
    ]  # fmt: skip
    Item.objects.bulk_create(made)
    editions = [_item_edition(item, 1, each, by) for item, each in zip(made, fresh, strict=True)]
    for each in questions:
        item, digest = items.get(each["code"]), digest_of(each)
        if item is None or item.shipped_digest == digest:
            continue
        no = item.last + 1
        is_own = _is_own(item)
        changes: dict[str, Any] = {"last": no, "shipped_digest": digest, "newer_shipped": no if is_own else None}
        item.revise(expected=None, changes=changes if is_own else {**changes, "current": no})
        editions.append(_item_edition(item, no, each, by))
    ItemEdition.objects.bulk_create(editions)
    counts["questions"] += len(editions)
    there = {each["code"] for each in questions}
    for item in items.values():
        if item.code in there or not item.shipped_digest:
            continue
        if not _is_own(item):
            current = item.editions.get(no=item.current)  # type: ignore[misc]  # None finds none
            current.revise(expected=None, changes={"state": EditionState.RETIRED})
            counts["retired"] += 1
        item.revise(expected=None, changes={"shipped_digest": ""})


def _is_own(item: Item) -> bool:
    """Tell whether the state has written this question, or is writing it."""
    current = item.editions.filter(no=item.current, origin=Origin.SHIPPED)  # type: ignore[misc]  # None finds none
    return item.draft is not None or not current.exists()


def _item_edition(item: Item, no: int, said: Any, by: Actor) -> ItemEdition:
    now = clock.now()
    return ItemEdition(
        item=item, no=no, origin=Origin.SHIPPED, state=EditionState.PUBLISHED, digest=digest_of(said), said=dict(said),
        written_at=now, written_by=by.id, published_at=now, readers=list(BANK), **OF_NO_STATE,
    )  # fmt: skip
