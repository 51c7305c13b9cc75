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
from samanvay.kernel.db.scope import Actor

from ..examining import queries
from ..models import Course, Sitting

SALT = "samanvay.training.xapi"
VERBS = {
    True: {"id": "http://adlnet.gov/expapi/verbs/passed", "display": {"en": "passed"}},
    False: {"id": "http://adlnet.gov/expapi/verbs/failed", "display": {"en": "failed"}},
}
COLUMNS = ("account", "course", "edition", "day", "mode", "percent", "passed")
MOST = 100_000


def account_of(learner: UUID) -> str:
    """Return the account of a learner: the same at each export, and nobody's without the server's key."""
    return salted_hmac(SALT, str(learner), algorithm="sha256").hexdigest()[:32]


def closed_sittings(by: Actor, course: Course) -> Iterator[Sitting]:
    """Yield the closed sittings of a course in their order. Raises Refused unless the actor publishes courses."""
    require(by, Permission.COURSE_PUBLISH)
    with queries.as_machinery():
        found = Sitting.objects.closed().filter(course=course.code).select_related("edition")
        yield from found.defer("paper", "marked").order_by("closed_at", "id")[:MOST]


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
        ]
        for each in closed_sittings(by, course)
    ]


def statements(by: Actor, course: Course) -> list[dict[str, Any]]:
    """Return one xAPI statement (1.0.3) a result."""
    return [_statement(each) for each in closed_sittings(by, course)]


def _statement(sitting: Sitting) -> dict[str, Any]:
    title = sitting.edition.text().title
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
                "name": {"en": title.en, **({"hi": title.hi} if title.hi else {})},
            },
        },
        "result": {
            "score": {"scaled": round((sitting.percent or 0) / 100, 4), "raw": sitting.percent, "min": 0, "max": 100},
            "success": bool(sitting.passed),
            "completion": True,
            "duration": f"PT{int(taken.total_seconds())}S",
        },
        "context": {"platform": "Samanvay", "revision": str(sitting.edition.no)},
        "timestamp": sitting.closed_at.isoformat(),
    }
