"""The invitation by e-mail, and the word that a batch was moved or called off: in the guest's language, with a calendar
file. Sent by the worker, which tries again for an hour and a half; then whoever invited is told.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail.message import EmailMessage
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from samanvay.access.models import User
from samanvay.audit.operations import operation
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import notify
from samanvay.kernel import clock
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, reading
from samanvay.kernel.refusals import Invalid

from ...batches.calendar_file import invitation_file
from ...batches.capacity import is_called_off
from ...batches.labels import days_with_year, title_of, where_words
from ...models import Batch, Guest
from .. import events
from .inviting import draw_address

log = logging.getLogger("samanvay.rosters")

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
ADDRESS = "/rosters/invited/{secret}/"
NOT_SENT = Bilingual(
    "A training invitation could not be sent by e-mail: print the letter, or check the address",
    "प्रशिक्षण का एक आमंत्रण ई-मेल से नहीं भेजा जा सका: पत्र छापें या पता जाँचें",
)


def days_words(batch: Batch) -> str:
    """Return the days of a batch in the active language."""
    return days_with_year(batch.starts_on, batch.ends_on)


def send_invitation(guest_id: UUID, *, is_last: bool) -> bool:
    """Send somebody their invitation with an address drawn for it; tells whether to try again later."""
    guest = _standing(guest_id)
    if guest is None or not guest.email:
        return False
    try:
        secret = draw_address(by=SYSTEM, guest=guest, why="mail")
    except Invalid:
        return False  # called off, or begun, while it waited
    address = settings.SAMANVAY_URL + ADDRESS.format(secret=secret)

    def words(title: str) -> tuple[str, list[str]]:
        return _("Training invitation: %(title)s") % {"title": title}, [
            _("You are invited to a state training against human trafficking."),
            "",
            *_facts(guest.batch, title),
            "",
            _("Please answer whether you will come. This address is for you only: %(url)s") % {"url": address},
            _("You can change your answer until the first day."),
        ]

    return _send(guest, words, is_last=is_last)


def send_change(guest_id: UUID, *, is_last: bool) -> bool:
    """Tell somebody by e-mail that their batch was moved or called off, once a change; whether to try again later."""
    guest = _standing(guest_id)
    if guest is None or not guest.email or guest.told_sequence >= guest.batch.sequence:
        return False
    batch = guest.batch

    def words(title: str) -> tuple[str, list[str]]:
        if is_called_off(batch):
            return _("Cancelled: %(title)s") % {"title": title}, [
                _("The training to which you were invited is cancelled."),
                "",
                *_facts(batch, title),
            ]
        return _("Date or place changed: %(title)s") % {"title": title}, [
            _("The date or place of the training to which you were invited has changed."),
            "",
            *_facts(batch, title),
            "",
            _("Please answer again whether you will come, at the address in your invitation."),
        ]

    return _send(guest, words, is_last=is_last)


def _facts(batch: Batch, title: str) -> list[str]:
    return [
        _("What: %(title)s (%(label)s)") % {"title": title, "label": batch.label},
        _("When: %(days)s") % {"days": days_words(batch)},
        _("Where: %(where)s") % {"where": where_words(batch)},
    ]


def _standing(guest_id: UUID) -> Guest | None:
    with reading(SYSTEM):
        found = Guest.objects.standing().select_related("batch__centre", "batch__district", "batch__plan")
        return found.filter(pk=guest_id).first()


def _send(guest: Guest, words: Callable[[str], tuple[str, list[str]]], *, is_last: bool) -> bool:
    """Send one e-mail and note it; tells whether it failed and is to be tried again."""
    batch = guest.batch
    with reading(SYSTEM), translation.override(guest.language):
        title = str(title_of(batch.course))
        subject, lines = words(title)
        message = EmailMessage(subject=subject, body="\n".join(lines) + "\n", to=[guest.email])
        message.attach("samanvay.ics", invitation_file(batch, uid=str(guest.pk)).decode(), "text/calendar")
    try:
        message.send()
    except OSError as error:
        log.warning("an invitation could not be sent: %s", type(error).__name__)
        if is_last:
            _give_up(guest, type(error).__name__)
        return not is_last
    changes = {"sent_at": clock.now(), "failed_at": None, "told_sequence": batch.sequence}
    with operation(events.GUEST_SENT, by=SYSTEM, target=("guest", guest.id), readers=guest.readers):
        guest.revise(expected=None, changes=changes)
    return False


def _give_up(guest: Guest, failed: str) -> None:
    with operation(events.GUEST_SENT, by=SYSTEM, target=("guest", guest.id), readers=guest.readers, failed=failed):
        guest.revise(expected=None, changes={"failed_at": clock.now()})
        unit = directory.unit_of(guest.home_unit)
        notify(
            people=User.objects.filter(pk=guest.invited_by, is_active=True),
            words=NOT_SENT,
            link=f"/rosters/batches/{guest.batch_id}/guests/",
            key=f"guest:{guest.pk}:{guest.version}",
            audience=unit.audience,
            home_state=guest.home_state,
        )


def guests_to_tell(batch: Batch) -> list[UUID]:
    """Return the guests who are to hear that their batch was moved or called off; of a moved one answers fall away.

    Inside the caller's operation, as the machinery.
    """
    if batch.ends_on < clock.today():
        return []
    standing = Guest.objects.filter(batch=batch, told_sequence__lt=batch.sequence)
    found = list((standing.seated() if is_called_off(batch) else standing.standing()).values_list("pk", flat=True))
    if not is_called_off(batch):
        Guest.objects.filter(pk__in=found).exclude(said="").update(said="", said_at=None, version=F("version") + 1)
    return found
