"""Results for other systems: who is told by an account that means nothing outside, never by name or address."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import Actor

from ..courses.syllabus import CourseText
from ..examining.queries import examinations
from ..models import Course, Sitting

SALT = "samanvay.training.xapi"
VERBS = {
    True: {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}},
    False: {"id": "http://adlnet.gov/expapi/verbs/failed", "display": {"en": "failed"}},
}
COLUMNS = ("account", "course", "edition", "day", "mode", "percent", "passed", "pass_mark", "pass_reason")
MOST = 100_000


def account_of(learner: UUID) -> str:
    """Return the account of a learner: the same at each export, and nobody's without the server's key."""
    return salted_hmac(SALT, str(learner), algorithm="sha256").hexdigest()[:32]


def closed_sittings(by: Actor, course: Course) -> Iterator[Sitting]:
    """Yield the closed sittings of a course in their order. Raises Refused unless the actor publishes courses."""
    require(by, Permission.COURSE_PUBLISH)
    with examinations.as_machinery():
        # An edition holds all its lessons: it is read once, not beside each of its sittings.
        editions = {each.pk: each for each in course.editions.all()}
        found = Sitting.objects.closed().filter(course=course.code).defer("paper", "marked")
        for each in found.order_by("closed_at", "id")[:MOST]:
            each.edition = editions[each.edition_id]
            yield each


def rows(by: Actor, course: Course) -> list[list[Any]]:
    """Return one row a result, by COLUMNS."""
    return [
        [
            account_of(each.learner),
            each.course,
            each.edition.no,
            each.began_at.astimezone(clock.INDIA).date().isoformat(),
            each.mode,
            each.percent,
            "yes" if each.passed else "no",
            each.pass_mark,
            texts[each.edition_id].examination.pass_reason.en,
        ]
        for each, texts in _with_texts(by, course)
    ]


def statements(by: Actor, course: Course) -> list[dict[str, Any]]:
    """Return one xAPI statement (1.0.3) a result."""
    return [_statement(each, texts[each.edition_id]) for each, texts in _with_texts(by, course)]


def _with_texts(by: Actor, course: Course) -> Iterator[tuple[Sitting, dict[UUID, CourseText]]]:
    texts: dict[UUID, CourseText] = {}
    for each in closed_sittings(by, course):
        if each.edition_id not in texts:
            texts[each.edition_id] = each.edition.text()
        yield each, texts


def _statement(sitting: Sitting, text: CourseText) -> dict[str, Any]:
    address = f"{settings.SAMANVAY_URL}/training/examinations/{sitting.course}/"
    assert sitting.closed_at is not None
    taken: timedelta = min(sitting.closed_at, sitting.ends_at) - sitting.began_at
    return {
        "id": str(sitting.pk),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": settings.SAMANVAY_URL, "name": account_of(sitting.learner)},
        },
        "verb": VERBS[bool(sitting.passed)],
        "object": {
            "objectType": "Activity",
            "id": address,
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/assessment",
                "name": _map_of(text.title),
            },
        },
        "result": {
            "score": {"scaled": round((sitting.percent or 0) / 100, 4), "raw": sitting.percent, "min": 0, "max": 100},
            "success": bool(sitting.passed),
            "completion": True,
            "duration": f"PT{int(taken.total_seconds())}S",
        },
        "context": {
            "platform": "Samanvay",
            "revision": str(sitting.edition.no),
            "extensions": {
                f"{settings.SAMANVAY_URL}/xapi/pass-mark": {
                    "percent": sitting.pass_mark,
                    "reason": _map_of(text.examination.pass_reason),
                }
            },
        },
        "timestamp": sitting.closed_at.isoformat(),
    }


def _map_of(words: Bilingual) -> dict[str, str]:
    return {language: each for language, each in words.to_json().items() if each}
