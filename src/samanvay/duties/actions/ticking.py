"""What the ticker does with duties: escalates those past their hour, sends e-mails, has text messages sent."""

import logging

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM, reading

from .. import events
from ..messages.actions.texting import texts_due
from ..models import MailChoice, Notice
from ..tasks import send_due_texts
from .escalating import BATCH, escalate_due

__all__ = ["escalate_due", "queue_texts", "send_notices"]

log = logging.getLogger("samanvay.ticker")

MOST_ATTEMPTS = 5


def send_notices(*, limit: int = BATCH) -> int:
    """Send notices by e-mail that do not wait for a digest, to those who have an address; returns how many went out.

    These are what presses (what came up to somebody, what is urgent, what was done to their sign-in), and everything
    for those who want each at once, from when they chose that.
    A notice is marked before the next is sent, so that a stop in between repeats at most one.
    """
    each = MailChoice.objects.filter(how=MailChoice.How.EACH)
    wanted = each.filter(user=OuterRef("user"), chosen_at__lte=OuterRef("at"))
    with reading(SYSTEM):
        unsent = list(
            Notice.objects.filter(
                Q(is_pressing=True) | Exists(wanted),
                sent_at__isnull=True,
                seen_at__isnull=True,
                attempts__lt=MOST_ATTEMPTS,
            )
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
                subject=_("Samanvay: you have a new task"),
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


def queue_texts() -> bool:
    """Ask the worker to send the text messages that are due; tells whether it was asked. Asks once at a time."""
    if not texts_due():
        return False
    asked = DBTaskResult.objects.filter(task_path=send_due_texts.module_path, status=TaskResultStatus.READY)
    if asked.exists():
        return False
    send_due_texts.enqueue()
    return True
