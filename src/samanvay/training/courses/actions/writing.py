"""The intentions of an author: beginning a course, an edition or a question, and writing on a draft.

A draft may lack anything; what is missing keeps it from review (``checking``), not from being kept.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import unit_with
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii_of_fields, refuse_pii
from samanvay.kernel.refusals import Invalid, Refused
from samanvay.recording.submissions import once

from ...models import Course, CourseEdition, Item, ItemEdition
from .. import events, policies
from ..checking import CODE, RESERVED, RESERVED_OF_QUESTIONS
from ..readers import BANK, EVERYBODY
from ..states import EditionState, Origin
from ..syllabus import digest_of

USUAL_RULES: Mapping[str, Any] = {
    "minutes": 30, "pass_percent": 60, "negative": 0.0, "attempts": 3, "cooling_off_days": 7, "questions": 20,
    "blueprint": [],
}  # fmt: skip


def begin_course(
    *,
    by: Actor,
    code: str,
    title_en: str,
    title_hi: str,
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> CourseEdition:
    """Begin a course of the state's own; returns its first draft. The same submission twice gives the same one.

    Raises Refused, Invalid for a code that is taken or no slug (PersonalDataFound).
    """
    policies.may_write_courses(by)
    if not CODE.match(code):
        raise Invalid("code", _("Use small English letters, digits and _, such as night_trains."))
    if code in RESERVED:
        raise Invalid("code", _("This code cannot be used. Choose another one."))
    check_pii_of_fields({"title_en": title_en, "title_hi": title_hi}, by=by, pii_answer=pii_answer)
    said = {
        "code": code, "title_en": title_en.strip(), "title_hi": title_hi.strip(), "about_en": "", "about_hi": "",
        "roles": [], "core": False, "objectives_en": [], "objectives_hi": [], "sources_en": [], "sources_hi": [],
        "examination": {**USUAL_RULES, "blueprint": []}, "modules": [],
    }  # fmt: skip
    with operation(events.COURSE_MADE, by=by, readers=EVERYBODY) as op:
        known = _sent_before(by, submission_id)
        if known is not None:
            op.keep_silent()
            return known
        if Course.objects.filter(code=code).exists():
            raise Invalid("code", _("A course with this code already exists."))
        course = Course.objects.create(
            code=code, last=1, draft=1, made_at=clock.now(), made_by=by.id, readers=list(EVERYBODY), **_home(by)
        )
        op.about("course", course.pk, EVERYBODY)
        return _draft(by, course, 1, said, "", submission_id)


def begin_edition(
    *, by: Actor, course: Course, note: str = "", of: int | None = None, submission_id: UUID | None = None
) -> CourseEdition:
    """Begin a new edition with what the present one says, or edition ``of``; where a draft stands that is returned.

    Raises Refused where an edition waits for review.
    """
    policies.may_write_courses(by)
    refuse_pii("note", note)
    with operation(events.COURSE_WRITTEN, by=by, target=("course", course.pk), readers=EVERYBODY) as op:
        course = Course.objects.select_for_update().get(pk=course.pk)
        if course.draft is not None:
            standing = course.editions.select_related("course").get(no=course.draft)
            if standing.state == EditionState.IN_REVIEW:
                raise Refused(_("An edition is waiting for review. It must be published or sent back first."))
            op.keep_silent()
            return standing
        base = course.editions.get(no=course.current if of is None else of)  # type: ignore[misc]  # None finds none
        no = course.last + 1
        course.revise(expected=None, changes={"last": no, "draft": no})
        op.add(no=no)
        return _draft(by, course, no, base.said, " ".join(note.split())[:300], submission_id)


def write_draft(
    *,
    by: Actor,
    edition: CourseEdition,
    said: Mapping[str, Any],
    words: Mapping[str, str],
    pii_answer: str = "",
    expected: int | None = None,
) -> CourseEdition:
    """Write on a draft. ``words`` are the texts that are new in it, by field of the form, checked for personal data.

    Whoever writes on it answers for it: somebody else reviews. Raises Refused, Stale, Invalid (PersonalDataFound).
    """
    policies.may_write_edition(by, edition)
    check_pii_of_fields(words, by=by, pii_answer=pii_answer)
    with operation(
        events.COURSE_WRITTEN, by=by, target=("course", edition.course_id), readers=EVERYBODY, no=edition.no
    ) as op:
        digest = digest_of(said)
        if digest == edition.digest:
            op.keep_silent()
            return edition
        edition.revise(expected=expected, changes={"said": dict(said), "digest": digest, **_written(by, edition)})
    return edition


def write_item(
    *,
    by: Actor,
    course: Course,
    said: Mapping[str, Any],
    words: Mapping[str, str],
    item: Item | None = None,
    pii_answer: str = "",
    expected: int | None = None,
    submission_id: UUID | None = None,
) -> ItemEdition:
    """Write a new question, or another text of one; the published one is asked until somebody else publishes this.

    Raises Refused, Stale, Invalid (PersonalDataFound).
    """
    policies.may_write_courses(by)
    check_pii_of_fields(words, by=by, pii_answer=pii_answer)
    if item is None and not CODE.match(str(said.get("code", ""))):
        raise Invalid("code", _("Use small English letters, digits and _, such as night_trains."))
    if item is None and said["code"] in RESERVED_OF_QUESTIONS:
        raise Invalid("code", _("This code cannot be used. Choose another one."))
    with (
        operation(events.ITEM_WRITTEN, by=by, target=("course", course.pk), readers=EVERYBODY) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if known := once(op, ItemEdition, submission_id, written_by=by.id):
            return known
        if item is None:
            if Item.objects.filter(course=course, code=said["code"]).exists():
                raise Invalid("code", _("A question with this code already exists."))
            item = Item.objects.create(
                course=course, code=said["code"], last=1, draft=1, readers=list(BANK), **_home(by)
            )
            edition = _draft_item(by, item, 1, said, submission_id)
        else:
            edition = _write_on(by, item, said, expected, submission_id)
        op.add(item=item.pk, no=edition.no)
    return edition


def _write_on(
    by: Actor, item: Item, said: Mapping[str, Any], expected: int | None, submission_id: UUID | None
) -> ItemEdition:
    standing = item.editions.filter(no=item.draft).select_related("item").first()  # type: ignore[misc]  # None finds none
    if standing is None:
        no = item.last + 1
        item.revise(expected=expected, changes={"last": no, "draft": no})
        return _draft_item(by, item, no, said, submission_id)
    policies.may_write_edition(by, standing)
    item.revise(expected=expected, changes={"last": item.last})
    changes = {"said": dict(said), "digest": digest_of(said), **_written(by, standing)}
    return standing.revise(expected=None, changes=changes)


def _written(by: Actor, edition: CourseEdition | ItemEdition) -> dict[str, Any]:
    writers = list(dict.fromkeys([*edition.writers, by.id]))
    return {"written_at": clock.now(), "written_by": by.id, "writers": writers}


def _home(by: Actor) -> dict[str, Any]:
    unit = directory.unit_of(unit_with(by, Permission.COURSE_WRITE))
    return {"home_unit": unit.audience, "home_state": unit.home_state}


def _sent_before(by: Actor, submission_id: UUID | None) -> CourseEdition | None:
    if submission_id is None:
        return None
    found = CourseEdition.objects.filter(written_by=by.id, submission_id=submission_id)
    return found.select_related("course").first()


def _draft(
    by: Actor, course: Course, no: int, said: Mapping[str, Any], note: str, submission_id: UUID | None
) -> CourseEdition:
    edition = CourseEdition.objects.create(
        course=course, no=no, origin=Origin.STATE, state=EditionState.DRAFT, digest=digest_of(said), said=dict(said),
        note=note, written_at=clock.now(), written_by=by.id, writers=[by.id], submission_id=submission_id or uuid7(),
        readers=list(EVERYBODY), **_home(by),
    )  # fmt: skip
    return edition


def _draft_item(by: Actor, item: Item, no: int, said: Mapping[str, Any], submission_id: UUID | None) -> ItemEdition:
    edition = ItemEdition.objects.create(
        item=item, no=no, origin=Origin.STATE, state=EditionState.DRAFT, digest=digest_of(said), said=dict(said),
        written_at=clock.now(), written_by=by.id, writers=[by.id], submission_id=submission_id or uuid7(),
        readers=list(BANK), **_home(by),
    )  # fmt: skip
    return edition
