"""May this person sit an examination, open one at a centre, look at questions, revoke; and if not, why not."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..courses.policies import may_learn, may_see_drafts
from ..courses.syllabus import ExaminationRules
from ..models import Certificate, ItemRuling, Seats, Sitting


def may_sit(
    actor: Actor,
    rules: ExaminationRules,
    past: Sequence[Sitting],
    held: Certificate | None,
    questions: int,
    knows_bank: bool,
) -> None:
    """Refuse unless the person may begin now. ``past`` are their closed sittings of this course, the latest first;
    ``held`` is the latest certificate that holds; ``knows_bank``: they wrote or reviewed questions of the course."""
    may_learn(actor)
    if knows_bank:
        raise Refused(
            _("You wrote or reviewed questions of this course and know the answers. You cannot take its certificate.")
        )
    if rules.questions == 0 or questions < rules.questions:
        raise Refused(_("This course does not have enough published questions for an examination yet."))
    if held is not None and held.standing(clock.today()) == "valid":
        raise Refused(
            _("Your certificate is valid until %(until)s. The refresher opens on %(opens)s.")
            % {"until": _day(held.valid_through), "opens": _day(held.amber_from)}
        )
    opens = opens_again(rules, past)
    if opens is not None and clock.now() < opens:
        raise Refused(
            ngettext(
                "You have used one attempt. Read the lessons again; the next attempt opens on %(day)s.",
                "You have used %(n)d attempts. Read the lessons again; the next attempt opens on %(day)s.",
                rules.attempts,
            )
            % {"n": rules.attempts, "day": _day(opens.astimezone(clock.INDIA).date())}
        )


def may_sit_alone(rules: ExaminationRules, held: Certificate | None, left: int) -> None:
    """Refuse whoever sits by themself with lessons ``left`` to read, where the course asks for these first.

    Not at a centre, where somebody teaches, and not for the refresher of a certificate (``held``) that is amber.
    """
    if not rules.needs_lessons or not left or (held is not None and held.standing(clock.today()) == "amber"):
        return
    raise Refused(
        ngettext(
            "Read the lessons first: %(n)d is left. At a centre you can sit the examination without that.",
            "Read the lessons first: %(n)d are left. At a centre you can sit the examination without that.",
            left,
        )
        % {"n": left}
    )


def may_take_seat(actor: Actor, seats: Seats | None) -> None:
    """Refuse a seat to whoever opened the examination: nobody watches over themself."""
    if seats is not None and seats.opened_by == actor.id:
        raise Refused(_("You are the invigilator of this examination. Sit it where somebody else is the invigilator."))


def failed_in_a_row(past: Sequence[Sitting]) -> int:
    """Return how many of the latest sittings were not passed."""
    return next((at for at, each in enumerate(past) if each.passed), len(past))


def opens_again(rules: ExaminationRules, past: Sequence[Sitting]) -> datetime | None:
    """Return when the next attempt opens after so many that failed; None where attempts are left."""
    failed = failed_in_a_row(past)
    if not rules.attempts or not failed or failed % rules.attempts:
        return None
    assert past[0].closed_at is not None
    return past[0].closed_at + timedelta(days=rules.cooling_off_days)


def may_open_seats(actor: Actor) -> None:
    """Refuse unless the person may watch over examinations at a centre."""
    require(actor, Permission.EXAM_INVIGILATE)


def may_close_seats(actor: Actor, seats: Seats) -> None:
    """Refuse unless the invigilator who opened it closes it, and it is open."""
    may_open_seats(actor)
    if seats.opened_by != actor.id:
        raise Refused(_("Only the person who opened this examination can close it."))
    if seats.closed_at is not None:
        raise AlreadyDone(_("This examination is already closed."))


def may_analyse(actor: Actor) -> None:
    """Refuse unless the person writes or publishes courses: the numbers of questions come with their answers."""
    may_see_drafts(actor)


def may_decide_ruling(actor: Actor, ruling: ItemRuling) -> None:
    """Refuse unless a second person who publishes courses decides on what waits."""
    require(actor, Permission.COURSE_PUBLISH)
    if ruling.outcome:
        raise AlreadyDone(_("This was already decided."))
    if ruling.proposed_by == actor.id:
        raise Refused(_("You proposed this. Somebody else must decide."))


def may_revoke(actor: Actor, certificate: Certificate) -> None:
    """Refuse unless the person publishes courses and the certificate was not revoked."""
    require(actor, Permission.COURSE_PUBLISH)
    if certificate.learner == actor.id:
        raise Refused(_("You cannot revoke your own certificate."))
    if certificate.revoked_at is not None:
        raise AlreadyDone(_("This certificate was already revoked."))


def may_print(certificate: Certificate) -> None:
    """Refuse the paper of a certificate that was revoked: who is shown it may not scan it."""
    if certificate.revoked_at is not None:
        raise Refused(_("This certificate was revoked. It cannot be printed any more."))


def _day(day: object) -> str:
    return date_format(day, "j M Y")  # type: ignore[arg-type]
