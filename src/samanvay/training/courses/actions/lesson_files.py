"""Files beside a lesson: taken in while a draft is written, given out in parts as a weak line asks for them.

They lie on disk as documents do. What an edition says of a file (title, what stands instead of it for whoever cannot
see or hear it) is part of the edition and reviewed with it.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.boxes.keys import key_for, new_key
from samanvay.audit.operations import operation
from samanvay.documents import storage
from samanvay.documents.media import BY_TYPE, LARGEST, Look, media_of
from samanvay.documents.scanning import scan
from samanvay.documents.states import Scan
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as, current_operation
from samanvay.kernel.ids import uuid7
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.recording.submissions import once

from ...models import Course, CourseEdition, LessonFile
from .. import events, policies
from ..readers import EVERYBODY

# A browser shows these by itself; HEIC and AMR it does not.
TAKEN = frozenset(
    each.type
    for each in BY_TYPE.values()
    if each.look in (Look.PICTURE, Look.PAGE, Look.SOUND, Look.FILM) and each.type != "image/heic"
)


def add_lesson_file(
    *, by: Actor, edition: CourseEdition, chunks: Iterable[bytes], submission_id: UUID | None = None
) -> LessonFile:
    """Take in a file for a lesson of a draft; the draft then has to name it. The same submission gives the same file.

    Raises Refused, and Invalid for a file that is empty, too large, infected, or none that a browser shows.
    """
    policies.may_write_edition(by, edition)
    content = _whole(chunks)
    media = media_of(content)
    if media is None or media.type not in TAKEN:
        words = ", ".join(BY_TYPE[each].words for each in BY_TYPE if each in TAKEN)
        raise Invalid(
            "file", _("Choose a picture, PDF, audio or video file of these types: %(types)s.") % {"types": words}
        )
    with operation(
        events.LESSON_FILE_ADDED, by=by, target=("course", edition.course_id), readers=EVERYBODY, size=len(content)
    ) as op:
        if known := once(op, LessonFile, submission_id, added_by=by.id):
            return known
        scanned = scan(content)
        if scanned == Scan.INFECTED:
            raise Invalid("file", _("The virus scanner rejected this file."))
        if scanned == Scan.WAITING:
            raise Invalid("file", _("The virus scanner is not working now. Try again later."))
        file = LessonFile(
            id=uuid7(), course=edition.course, media_type=media.type, size=len(content),
            sha256=hashlib.sha256(content).hexdigest(), added_at=clock.now(), added_by=by.id,
            submission_id=submission_id or uuid7(), readers=list(EVERYBODY), home_unit=edition.home_unit,
            home_state=edition.home_state,
        )  # fmt: skip
        with acting_as(SYSTEM, op=op.id):
            file.data_key, key = new_key(file.id)
        storage.write(file.id, key, [content])
        try:
            file.save(force_insert=True)
        except BaseException:
            storage.remove(file.id)
            raise
        op.add(file=file.id)
    return file


def _whole(chunks: Iterable[bytes]) -> bytes:
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise Invalid(
                "file",
                _("The file is too large: at most %(n)d MB. Split the video or make it smaller.")
                % {"n": LARGEST // 1024 // 1024},
            )
        parts.append(chunk)
    if not size:
        raise Invalid("file", _("The file is empty."))
    return b"".join(parts)


def file_or_unseen(actor: Actor, course: Course, key: UUID) -> LessonFile:
    """Return a file that the present edition names, or of whoever writes courses any. Raises Refused, Unseen."""
    policies.may_learn(actor)
    found = LessonFile.objects.filter(pk=key, course=course).first()
    if found is None or not (policies.sees_drafts(actor) or _is_named(course, str(key))):
        raise Unseen
    return found


def _is_named(course: Course, key: str) -> bool:
    said: Any = course.editions.filter(no=course.current).values_list("said", flat=True).first()  # type: ignore[misc]  # None finds none
    lessons = (lesson for module in (said or {}).get("modules", ()) for lesson in module["lessons"])
    return any(file["id"] == key for lesson in lessons for file in lesson.get("files", ()))


def part_of(file: LessonFile, start: int, length: int) -> Iterator[bytes]:
    """Give a part of a file; the key is fetched at once, the bytes as they are read."""
    with acting_as(SYSTEM, op=current_operation()):
        key = key_for(file.data_key)
    return storage.read_part(file.id, key, start, length)
