"""The digest: once a day or a week, by e-mail, what waits for a person. Counts and titles, which name nobody."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db.models import Q
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.actors import actor_for
from samanvay.access.models import User
from samanvay.audit.operations import last_operation, operation, within_operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, Actor, reading

from ... import events, queries
from ...models import Duty, MailChoice, Notice
from ..digest_parts import DigestLine, lines_for

log = logging.getLogger("samanvay.ticker")

LATEST = timedelta(hours=12)  # a daily digest that could not go out for so long is left to the next day
MOST_FAILURES = 5
MOST_TITLES = 30
BATCH = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a digest tells: duties past their hour, due today, later; what came up; how many notices were not seen.

    ``more`` are the lines of other rooms.
    """

    overdue: list[Duty]
    due_today: list[Duty]
    later: list[Duty]
    come_up: list[Duty]
    notices: int
    more: tuple[DigestLine, ...] = ()

    @property
    def count(self) -> int:
        return len(self.overdue) + len(self.due_today) + len(self.later) + len(self.come_up)

    @property
    def tells_something(self) -> bool:
        return bool(self.count or self.more)


def slot_before(choice: MailChoice, moment: datetime) -> datetime:
    """Return the latest moment at which a digest of this choice was to go out."""
    here = moment.astimezone(clock.INDIA)
    day = here.date() if here.time() >= choice.hour else here.date() - timedelta(days=1)
    if choice.how == MailChoice.How.WEEKLY:
        day -= timedelta(days=(day.weekday() - choice.weekday) % 7)
    return datetime.combine(day, choice.hour, tzinfo=clock.INDIA)


def day_due(choice: MailChoice, moment: datetime) -> date | None:
    """Return the day whose digest is to go out now, None where none is: it went out, or its hour has not come."""
    if choice.how not in (MailChoice.How.DAILY, MailChoice.How.WEEKLY):
        return None
    slot = slot_before(choice, moment)
    if choice.last_on is not None and choice.last_on >= slot.date():
        return None
    if choice.chosen_at is not None and slot < choice.chosen_at:
        return None
    if choice.how == MailChoice.How.DAILY and moment - slot > LATEST:
        return None
    return slot.date()


def send_digests(limit: int = BATCH) -> int:
    """Send the digests whose hour has come, to those for whom something waits; returns how many went out.

    The day is put down before the e-mail goes, so that no day has two whatever stops in between; a server of e-mails
    that fails is tried again in later rounds, five times a day.
    """
    sent = 0
    mail = get_connection()
    for user, day in _due(limit):
        before = _claim(user, day)
        if before is None:
            continue
        choice, waiting, last = before
        if not waiting.tells_something:
            continue
        try:
            _message(user, waiting, mail).send()
        except OSError as error:
            log.warning("a digest could not be sent: %s", type(error).__name__)
            _give_back(choice, day, last, type(error).__name__)
            continue
        _mark_notices(user)
        sent += 1
    return sent


def waiting_for(actor: Actor) -> Waiting:
    """Return what waits for a person; what is paused waits for nothing now."""
    mine = list(queries.today(actor).filter(paused_at__isnull=True))
    now, midnight = clock.now(), queries.end_of_day()
    return Waiting(
        overdue=[duty for duty in mine if duty.due_at < now],
        due_today=[duty for duty in mine if now <= duty.due_at < midnight],
        later=[duty for duty in mine if duty.due_at >= midnight],
        come_up=list(queries.escalated_to(actor)),
        notices=queries.unseen_notices(actor),
    )


def words_of(waiting: Waiting) -> tuple[str, str]:
    """Return subject and text of a digest in the active language."""
    count = waiting.count
    subject = ngettext("Samanvay: you have %(n)d task", "Samanvay: you have %(n)d tasks", count) % {"n": count}
    if not count and waiting.more:
        subject = _("Samanvay: what changed")
    parts = [
        (_("Overdue"), waiting.overdue),
        (_("Due today"), waiting.due_today),
        (_("Escalated to you, because nobody acted"), waiting.come_up),
        (_("Later"), waiting.later),
    ]
    left = MOST_TITLES
    lines: list[str] = []
    for words, duties in parts:
        if not duties:
            continue
        lines.append(f"{words}: {len(duties)}")
        for duty in duties[:left]:
            due = formats.date_format(duty.due_at.astimezone(clock.INDIA), "DATETIME_FORMAT")
            lines += [f"- {duty.title} ({due})", f"  {settings.SAMANVAY_URL}/duties/{duty.pk}/"]
        left = max(0, left - len(duties))
        lines.append("")
    for each in waiting.more:
        lines += [str(each.words), f"  {settings.SAMANVAY_URL}{each.link}", ""]
    if waiting.notices:
        said = ngettext("%(n)d notice you have not seen", "%(n)d notices you have not seen", waiting.notices)
        lines += [said % {"n": waiting.notices}, f"{settings.SAMANVAY_URL}/notices/", ""]
    lines += [
        _("All your tasks: %(url)s") % {"url": f"{settings.SAMANVAY_URL}/"},
        _("Choose when these e-mails come: %(url)s") % {"url": f"{settings.SAMANVAY_URL}/account/mail/"},
    ]
    return subject, "\n".join(lines) + "\n"


def _due(limit: int) -> Iterator[tuple[User, date]]:
    moment = clock.now()
    today = moment.astimezone(clock.INDIA).date()
    with reading(SYSTEM):
        chosen = {choice.user_id: choice for choice in MailChoice.objects.all()}
        settled = [
            user
            for user, choice in chosen.items()
            if choice.last_on == today or choice.how in (MailChoice.How.EACH, MailChoice.How.ESCALATIONS)
        ]
        people = User.objects.filter(Q(is_active=True, is_client=False) & ~Q(email="")).exclude(pk__in=settled)
        found = [(user, day_due(chosen.get(user.pk) or MailChoice(), moment)) for user in people.order_by("pk")]
    return iter([(user, day) for user, day in found if day is not None][:limit])


def _claim(user: User, day: date) -> tuple[MailChoice, Waiting, date | None] | None:
    """Put down that a day's digest is being sent; return what it tells and the day of the one before.

    None where another round sends it.
    """
    with reading(actor_for(user)) as actor:
        last = queries.mail_choice(actor).last_on
        waiting = replace(waiting_for(actor), more=tuple(lines_for(actor, last, day)))
    before = None if waiting.tells_something else last_operation("user", user.pk)
    sending = operation(events.MAIL_DIGEST, by=SYSTEM, target=("user", user.pk), day=day, count=waiting.count)
    # A day on which there was nothing to tell is put down without an event.
    with within_operation(before) if before else sending as op:
        choice, _made = MailChoice.objects.select_for_update().get_or_create(user=user)
        if choice.last_on is not None and choice.last_on >= day:
            if op:
                op.keep_silent()
            return None
        choice.revise(expected=None, changes={"last_on": day})
    return choice, waiting, last


def _give_back(choice: MailChoice, day: date, last: date | None, failed: str) -> None:
    """Let a later round try a day's digest again, as if it had not been begun, unless it failed too often that day."""
    failures = choice.failures + 1 if choice.failed_on == day else 1
    changes: dict[str, object] = {"failed_on": day, "failures": failures}
    if failures < MOST_FAILURES:
        changes["last_on"] = last
    with operation(events.MAIL_DIGEST, by=SYSTEM, target=("user", choice.user_id), day=day, failed=failed):
        choice.revise(expected=None, changes=changes)


def _mark_notices(user: User) -> None:
    with operation(events.NOTICES_SENT, by=SYSTEM, target=("user", user.pk)) as op:
        count = Notice.objects.filter(user=user, sent_at__isnull=True).update(sent_at=clock.now())
        op.add(count=count)
        if not count:
            op.keep_silent()


def _message(user: User, waiting: Waiting, mail: BaseEmailBackend) -> EmailMessage:
    with translation.override(user.language):
        subject, body = words_of(waiting)
    return EmailMessage(subject=subject, body=body, to=[user.email], connection=mail)
