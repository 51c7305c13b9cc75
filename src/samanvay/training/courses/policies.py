"""May this person learn, write, review or publish; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import CourseEdition, ItemEdition, ModuleFlag
from .states import EditionState


def may_learn(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        raise Refused(_("You do not have permission. Officers and partners with a post can see courses."))


def may_see_drafts(actor: Actor) -> None:
    """Refuse unless the person writes or publishes courses."""
    if not holds(actor, Permission.COURSE_WRITE):
        require(actor, Permission.COURSE_PUBLISH)


def may_write_courses(actor: Actor) -> None:
    """Refuse unless the person writes courses."""
    require(actor, Permission.COURSE_WRITE)


def may_write_edition(actor: Actor, edition: CourseEdition | ItemEdition) -> None:
    """Refuse unless the person writes courses and this edition is still a draft."""
    may_write_courses(actor)
    if edition.state != EditionState.DRAFT:
        raise Refused(_("This text is no longer a draft. Begin a new edition to change it."))


def may_review_edition(actor: Actor, edition: CourseEdition | ItemEdition) -> None:
    """Refuse unless the person publishes courses, the edition waits for review, and somebody else wrote it."""
    require(actor, Permission.COURSE_PUBLISH)
    if edition.state != EditionState.IN_REVIEW:
        raise Refused(_("This text is not waiting for review."))
    if actor.id in edition.writers:
        raise Refused(_("You worked on this text. Somebody else must review and publish it."))


def may_publish(actor: Actor) -> None:
    """Refuse unless the person publishes courses."""
    require(actor, Permission.COURSE_PUBLISH)


def sees_drafts(actor: Actor) -> bool:
    """Tell whether somebody writes or publishes courses."""
    return holds(actor, Permission.COURSE_WRITE) or holds(actor, Permission.COURSE_PUBLISH)


def may_clear_flag(actor: Actor, flag: ModuleFlag) -> None:
    """Refuse unless the person writes courses and the flag stands."""
    may_write_courses(actor)
    if flag.cleared_at is not None:
        raise AlreadyDone(_("Somebody has already reviewed this."))


def writes_courses(actor: Actor) -> bool:
    """Tell whether somebody writes courses."""
    return holds(actor, Permission.COURSE_WRITE)
