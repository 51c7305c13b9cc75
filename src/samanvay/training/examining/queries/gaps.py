"""What somebody still lacks of what their roles learn: lessons, a certificate, modules in which they were weak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from ...courses import queries as courses
from ...courses.syllabus import CourseText, LessonText
from ...models import Certificate, Sitting
from .. import policies
from . import examinations


@dataclass(frozen=True, slots=True)
class Weak:
    """A module in which the last paper was not wholly right; ``lesson`` is its first."""

    title: Bilingual
    right: int
    of: int
    lesson: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What is open of one course. ``standing`` is that of the certificate, "" where none was ever issued.

    ``weak`` are modules of the last paper, the weakest first; ``opens`` is when the next attempt opens, None at once;
    ``is_core``: the course is mandatory for a role of this person.
    """

    text: CourseText
    lessons: Sequence[LessonText]
    standing: str
    until: date | None
    weak: Sequence[Weak]
    opens: datetime | None
    is_examined: bool
    is_core: bool


def gaps_of(actor: Actor) -> list[Gap]:
    """Return what is open of the courses of somebody's roles, the core first. Raises Refused.

    A course is closed when all of it was read and its certificate is in its first quarter.
    """
    roles = courses.roles_of(actor)
    own = [each for each in courses.published_editions(actor) if roles & set(each.said["roles"])]
    codes = [each.course.code for each in own]
    progress = courses.progress_of(actor.id, codes)
    with examinations.as_machinery():
        held: dict[str, Certificate] = {}
        certificates = Certificate.objects.of(actor.id).filter(course__in=codes)
        for certificate in certificates.order_by("revoked_at", "valid_through", "id"):
            if certificate.revoked_at is None or certificate.course not in held:
                held[certificate.course] = certificate
        past: dict[str, list[Sitting]] = {}
        for sitting in Sitting.objects.of(actor.id).closed().filter(course__in=codes).order_by("-began_at", "-id"):
            past.setdefault(sitting.course, []).append(sitting)
    found = []
    for edition in own:
        text, certificate_held = edition.text(), held.get(edition.course.code)
        left = courses.lessons_left(text, progress[text.code])
        standing = certificate_held.standing(clock.today()) if certificate_held is not None else ""
        is_examined = text.examination.questions > 0
        if not left and (standing == "valid" or not is_examined):
            continue
        sat = past.get(text.code, [])
        opens = policies.opens_again(text.examination, sat)
        found.append(
            Gap(
                text,
                left,
                standing,
                certificate_held.valid_through if certificate_held is not None else None,
                weak_in(text, sat[0]) if sat else [],
                opens if opens is not None and opens > clock.now() else None,
                is_examined,
                text.is_core_for(roles),
            )
        )
    return sorted(found, key=lambda each: (not each.is_core, each.text.code))


def weak_in(text: CourseText, sitting: Sitting) -> list[Weak]:
    """Return the modules of a course in which a closed paper was not wholly right, the weakest first."""
    tally: dict[str, list[int]] = {}
    for at, (line, right) in enumerate(zip(sitting.paper, sitting.rights, strict=True)):
        if at not in sitting.aside:
            counts = tally.setdefault(line["module"], [0, 0])
            counts[0] += right is True
            counts[1] += 1
    found = [
        Weak(module.title, right, of, module.lessons[0].code if module.lessons else "")
        for module in text.modules
        for right, of in [tally.get(module.code, [0, 0])]
        if right < of
    ]
    return sorted(found, key=lambda each: each.right / each.of)
