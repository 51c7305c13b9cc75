"""Choosing when e-mails come."""

from datetime import time

from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Invalid

from ... import events
from ...models import MailChoice


def choose_mail(
    *, by: Actor, how: str, hour: time, weekday: int = 0, texts_of_own: bool = True, expected: int | None = None
) -> MailChoice:
    """Keep when a person wants e-mails, and whether text messages tell of their own overdue duties.

    What has come up to them and what is urgent reaches them whatever they choose. Raises Invalid, Stale.
    """
    if how not in MailChoice.How.values:
        raise Invalid("how", _("Choose when e-mails come."))
    if not 0 <= weekday <= 6:
        raise Invalid("weekday", _("Choose a day of the week."))
    with operation(events.MAIL_CHOSEN, by=by, target=("user", by.id), how=how):
        choice, made = MailChoice.objects.get_or_create(user_id=by.id)
        choice.revise(
            expected=None if made else expected,
            changes={
                "how": how,
                "hour": hour,
                "weekday": weekday,
                "texts_of_own": texts_of_own,
                "chosen_at": clock.now(),
            },
        )
    return choice
