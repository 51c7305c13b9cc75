"""What the ticker does with duties: escalates those past their hour and sends notices by e-mail."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, acting_as, reading

from . import events
from .actions import escalate_duty
from .models import Duty, Heartbeat, Notice

log = logging.getLogger("samanvay.ticker")

BATCH = 500
MOST_ATTEMPTS = 5


def escalate_due(limit: int = BATCH) -> int:
    """Take one step for each duty whose hour has come; returns how many. Run again until it returns 0."""
    with reading(SYSTEM):
        due = list(
            Duty.objects.waiting()
            .filter(next_at__lte=clock.now(), paused_at__isnull=True)
            .order_by("next_at")
            .values_list("pk", flat=True)[:limit]
        )
    taken = 0
    for key in due:
        with acting_as(SYSTEM), transaction.atomic():
            duty = Duty.objects.select_for_update(skip_locked=True).filter(pk=key).first()
            if duty is not None:
                escalate_duty(duty=duty)
                taken += 1
    return taken


def send_notices(limit: int = BATCH) -> int:
    """Send unsent notices by e-mail to those who have an address; returns how many went out.

    A notice is marked before the next is sent, so that a stop in between repeats at most one.
    """
    with reading(SYSTEM):
        unsent = list(
            Notice.objects.filter(sent_at__isnull=True, seen_at__isnull=True, attempts__lt=MOST_ATTEMPTS)
            .exclude(user__email="")
            .select_related("user")
            .order_by("at")[:limit]
        )
    if not unsent:
        return 0
    sent = 0
    mail = get_connection()
    for notice in unsent:
        with translation.override(notice.user.language):
            message = EmailMessage(
                subject=_("Samanvay: something waits for you"),
                body=f"{notice.words}\n\n{settings.SAMANVAY_URL}{notice.link or '/'}\n",
                to=[notice.user.email],
                connection=mail,
            )
            try:
                message.send()
                failed = ""
            except OSError as error:
                failed = type(error).__name__
                log.warning("a notice could not be sent: %s", failed)
        changes = {"attempts": notice.attempts + 1} if failed else {"sent_at": clock.now()}
        with operation(events.NOTICES_SENT, by=SYSTEM, target=("notice", notice.pk), failed=failed):
            notice.revise(expected=None, changes=changes)
        sent += not failed
    return sent


def beat(name: str, work: Callable[[], object]) -> None:
    """Do one round of work and note when, and how long it took."""
    began = time.monotonic()
    work()
    with transaction.atomic():
        Heartbeat.objects.update_or_create(
            name=name, defaults={"at": clock.now(), "took_ms": int((time.monotonic() - began) * 1000)}
        )


def alone(name: str, work: Callable[[], object]) -> bool:
    """Do work under a session lock of the database, unless another process does it now; tells whether it did."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtext(%s))", [name])
        if not cursor.fetchone()[0]:
            return False
        try:
            work()
        finally:
            cursor.execute("select pg_advisory_unlock(hashtext(%s))", [name])
    return True
