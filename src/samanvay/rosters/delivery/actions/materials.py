"""What a batch works with: lessons and files of its course, addresses elsewhere."""

from urllib.parse import urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import F
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.ids import uuid7
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import once
from samanvay.training.courses.drafting import all_lessons
from samanvay.training.models import CourseEdition, LessonFile

from ...batches import policies
from ...models import Batch, Material
from .. import events
from ..readers import read_by_everybody

LONGEST_TITLE = 160
MOST = 60
_is_https = URLValidator(schemes=["https"])


def materials_of(batch: Batch) -> list[Material]:
    """Return what a batch works with, in the order in which it was added."""
    return list(Material.objects.filter(batch=batch, voided_at=None).select_related("file").order_by("added_at", "id"))


def lessons_of(course: str) -> dict[str, Bilingual]:
    """Return the lessons of a course as learners read it: title by slug."""
    edition = _edition(course)
    return {each.code: each.title for _module, each in edition.text().lessons()} if edition is not None else {}


def files_of(course: str) -> dict[UUID, Bilingual]:
    """Return the files that a course as learners read it names: title by key."""
    edition = _edition(course)
    if edition is None:
        return {}
    files = [each for lesson in all_lessons(edition.said) for each in lesson.get("files", ())]
    return {UUID(each["id"]): Bilingual(each["title_en"], each["title_hi"]) for each in files}


def _edition(course: str) -> CourseEdition | None:
    return CourseEdition.objects.filter(course__code=course, no=F("course__current")).first()


def add_material(
    *,
    by: Actor,
    batch: Batch,
    title: str = "",
    lesson: str = "",
    file: UUID | None = None,
    link: str = "",
    pii_answer: str = "",
    submission_id: UUID | None = None,
) -> Material:
    """Add a lesson of the course, a file of it, or an https address with its title; exactly one of the three.

    Raises Refused, Invalid, PersonalDataFound.
    """
    policies.may_run(by, batch)
    if sum(map(bool, (lesson, file, link))) != 1:
        raise Invalid("lesson", _("Choose a lesson, choose a file or enter an address: one of the three."))
    title = " ".join(title.split())
    if link:
        _check_link(link)
        if not title:
            raise Invalid("title", _("Say in a few words what it is."))
    check_pii("title", title, by=by, pii_answer=pii_answer)
    submission = submission_id or uuid7()
    with operation(events.MATERIAL_ADDED, by=by, target=("batch", batch.id), readers=batch.readers) as op:
        if known := once(op, Material, submission, added_by=by.id):
            return known
        kept: LessonFile | None = None
        if lesson:
            titles = lessons_of(batch.course)
            if lesson not in titles:
                raise Invalid("lesson", _("Choose a lesson of the course."))
            title = title or titles[lesson].en
        elif file is not None:
            named = files_of(batch.course)
            kept = LessonFile.objects.filter(pk=file, course__code=batch.course).first()
            if kept is None or file not in named:
                raise Invalid("file", _("Choose a file of the course."))
            title = title or named[file].en
        if Material.objects.filter(batch=batch, voided_at=None).count() >= MOST:
            raise Invalid("lesson", _("At most %(n)d materials.") % {"n": MOST})
        if len(title) > LONGEST_TITLE:
            raise Invalid("title", _("At most %(n)d characters.") % {"n": LONGEST_TITLE})
        made = Material.objects.create(
            batch=batch, title=title, lesson=lesson, file=kept, link=link, added_at=clock.now(), added_by=by.id,
            submission_id=submission, **read_by_everybody(batch),
        )  # fmt: skip
        op.add(of_kind="lesson" if lesson else "file" if kept else "link")
    return made


def _check_link(link: str) -> None:
    try:
        _is_https(link)
    except ValidationError:
        raise Invalid("link", _("Enter an address that begins with https://.")) from None
    if len(link) > 300 or urlsplit(link).username:
        raise Invalid("link", _("Enter an address that begins with https://."))


def material_or_unseen(batch: Batch, key: UUID) -> Material:
    """Return one thing that a batch works with. Raises Unseen."""
    found = Material.objects.filter(batch=batch, pk=key, voided_at=None).first()
    if found is None:
        raise Unseen
    return found


def void_material(*, by: Actor, material: Material) -> Material:
    """Strike something out that a batch works with. Raises Refused."""
    policies.may_run(by, material.batch)
    batch = material.batch
    with operation(events.MATERIAL_VOIDED, by=by, target=("batch", batch.id), readers=batch.readers):
        material.revise(
            expected=None, changes={"voided_at": clock.now(), "voided_by": by.id, "void_reason": "taken away"}
        )
    return material
