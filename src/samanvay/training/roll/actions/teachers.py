"""The register of resource persons: being listed by one's own consent, being rated by those who learnt."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from samanvay.access.models import Grant, User
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import notify
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, SYSTEM_AUDIENCE, Actor, acting_as
from samanvay.kernel.pii import refuse_pii
from samanvay.kernel.refusals import Invalid, Unseen
from samanvay.law.vocabulary import TOPICS

from ...courses import policies as course_policies
from ...courses.queries import course_or_unseen, current_edition, has_read_all, progress_of
from ...courses.readers import EVERYBODY
from ...models import ResourcePerson, TeachingRating
from .. import events, policies
from ..vocabulary import LANGUAGES

LONGEST_ABOUT = 300
SHOWN_FROM = 5  # ratings; below that a learner's own could be told from the sum
ASKED = Bilingual(
    "You are proposed as a resource person: check the entry and say whether you want to be listed",
    "आपका नाम विषय विशेषज्ञ हेतु प्रस्तावित है: प्रविष्टि देखें और बताएँ कि सूची में रहना चाहते हैं या नहीं",
)
CHANGED = Bilingual(
    "Somebody changed your entry as a resource person: check whether it is right",
    "विषय विशेषज्ञ के रूप में आपकी प्रविष्टि किसी ने बदली है: देखें कि वह सही है या नहीं",
)


def teachers(actor: Actor, *, topic: str = "", language: str = "", district: str = "") -> list[ResourcePerson]:
    """Return who agreed to be found, narrowed; those without districts teach in every one. Raises Refused."""
    course_policies.may_learn(actor)
    found = ResourcePerson.objects.listed()
    if topic:
        found = found.filter(topics__contains=[topic])
    if language:
        found = found.filter(languages__contains=[language])
    listed = list(found.order_by("id"))
    return [each for each in listed if not district or not each.districts or district in each.districts]


def teacher_of(person: UUID) -> ResourcePerson | None:
    """Return somebody's entry, listed or not."""
    return ResourcePerson.objects.filter(person=person).first()


def teacher_or_unseen(key: UUID) -> ResourcePerson:
    """Return an entry of somebody who agreed to be found. Raises Unseen."""
    found = ResourcePerson.objects.listed().filter(pk=key).first()
    if found is None:
        raise Unseen
    return found


def write_teacher(
    *,
    by: Actor,
    person: UUID,
    topics: Sequence[str],
    languages: Sequence[str],
    districts: Sequence[str],
    about: str = "",
    consents: bool = False,
    expected: int | None = None,
) -> ResourcePerson:
    """Write what somebody teaches. Only they themself agree to be listed; of another's entry they are told.

    Raises Refused, Unseen for nobody with a post, Invalid, Stale.
    """
    policies.may_write_teacher(by, person)
    said = " ".join(about.split())
    _check(topics, TOPICS, "topics", least=1)
    _check(languages, LANGUAGES, "languages", least=1)
    if len(said) > LONGEST_ABOUT:
        raise Invalid("about", _("At most %(n)d characters.") % {"n": LONGEST_ABOUT})
    refuse_pii("about", said)
    held = Grant.objects.filter(user=person, user__is_active=True, user__is_client=False).in_force(clock.today())
    grant = held.order_by("since", "id").first()
    if grant is None:
        raise Unseen
    is_own = person == by.id
    known = teacher_of(person)
    changes = {
        "topics": list(topics),
        "languages": list(languages),
        "districts": list(districts),
        "about": said,
        "changed_at": clock.now(),
        "changed_by": by.id,
    }
    if is_own:
        standing = known.consented_at if known is not None else None
        changes["consented_at"] = (standing or clock.now()) if consents else None
    kind = events.TEACHER_WRITTEN
    if is_own and (consents != (known is not None and known.consented_at is not None)):
        kind = events.TEACHER_LISTED if consents else events.TEACHER_UNLISTED
    with operation(kind, by=by, readers=EVERYBODY) as op:
        if known is None:
            known = ResourcePerson.objects.create(
                person=person, readers=list(EVERYBODY), home_unit=grant.audience, home_state=grant.home_state, **changes
            )
        else:
            known.revise(expected=expected, changes=changes)
        op.about("resource person", known.pk, EVERYBODY)
        if not is_own:
            with acting_as(SYSTEM, op=op.id):
                notify(
                    people=User.objects.filter(pk=person),
                    words=ASKED if known.consented_at is None else CHANGED,
                    link="/training/people/me/",
                    key=f"teacher:{known.pk}:{known.version}",
                    audience=grant.audience,
                    home_state=grant.home_state,
                )
    return known


def _check(chosen: Sequence[str], known: Collection[str], field: str, *, least: int) -> None:
    if len(chosen) < least or set(chosen) - set(known):
        raise Invalid(field, _("Choose at least one from the list."))


def rate_teacher(*, by: Actor, teacher: ResourcePerson, course: str, stars: int) -> TeachingRating:
    """Give somebody one to five stars for a course that one has learnt; given again it takes the old one's place.

    Raises Refused, Unseen for no such course, Invalid.
    """
    if not 1 <= stars <= 5:
        raise Invalid("stars", _("Choose from one to five."))
    edition = current_edition(course_or_unseen(by, course))
    has_finished = has_read_all(edition, progress_of(by.id, [course])[course])
    policies.may_rate_teacher(by, teacher, has_finished=has_finished)
    unit = directory.unit_of(by.grants[0].audience)
    with (
        operation(events.TEACHER_RATED, by=by, target=("resource person", teacher.pk)) as op,
        # The learner's unit sees neither row nor number: a rating is between the learner and the sum.
        acting_as(SYSTEM, op=op.id),
    ):
        teacher = ResourcePerson.objects.select_for_update().get(pk=teacher.pk)
        known = TeachingRating.objects.filter(teacher=teacher, learner=by.id, course=course).first()
        if known is not None and known.stars == stars:
            op.keep_silent()
            return known
        before = known.stars if known is not None else 0
        if known is not None:
            known.revise(expected=None, changes={"stars": stars, "given_at": clock.now()})
        else:
            known = TeachingRating.objects.create(
                teacher=teacher, learner=by.id, course=course, stars=stars, given_at=clock.now(),
                readers=[SYSTEM_AUDIENCE], home_unit=unit.audience, home_state=unit.home_state,
            )  # fmt: skip
        teacher.revise(
            expected=None,
            changes={"stars": teacher.stars + stars - before, "ratings": teacher.ratings + (0 if before else 1)},
        )
    return known
