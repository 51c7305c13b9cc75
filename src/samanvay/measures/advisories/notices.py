"""Telling what happened to an advisory: its recipients, and whoever sent it; a notice holds no person's name."""

from uuid import UUID

from samanvay.access.models import User
from samanvay.directory import queries as directory
from samanvay.duties.actions.duties import notify
from samanvay.kernel.bilingual import Bilingual
from samanvay.kernel.db.scope import SYSTEM, acting_as

from ..models import Advisory, Recipient
from .duties import address_of

WORDS = {
    "corrected": Bilingual("The text of an advisory was corrected: {title}", "परामर्श का पाठ सुधारा गया: {title}"),
    "reminded": Bilingual("The sender reminds you of an advisory: {title}", "भेजने वाले परामर्श की याद दिलाते हैं: {title}"),
    "withdrawn": Bilingual("An advisory was withdrawn: {title}", "परामर्श वापस लिया गया: {title}"),
    "checked": Bilingual("Your work on an advisory was checked: {title}", "परामर्श पर आपके कार्य की जाँच हुई: {title}"),
    "sent_back": Bilingual(
        "Your work on an advisory was sent back: {title}", "परामर्श पर आपका कार्य लौटाया गया: {title}"
    ),
}
TO_SENDER = {
    "declined": Bilingual("{unit} declined an advisory: {title}", "{unit} ने परामर्श अस्वीकार किया: {title}"),
    "done": Bilingual("{unit} carried out an advisory: {title}", "{unit} ने परामर्श पर कार्य पूर्ण किया: {title}"),
}
LONGEST = 300


def notify_recipients(advisory: Advisory, title: Bilingual, what: str, op: UUID) -> int:
    """Tell everybody whom the advisory reached; returns how many recipients. Inside the caller's operation."""
    with acting_as(SYSTEM, op=op):
        reached = list(advisory.recipients.reached())
    for recipient in reached:
        notify_recipient(recipient, title, what, op)
    return len(reached)


def notify_recipient(recipient: Recipient, title: Bilingual, what: str, op: UUID) -> None:
    """Tell the owners at one recipient. Inside the caller's operation."""
    words = WORDS[what].format(title=title)
    with acting_as(SYSTEM, op=op):
        notify(
            people=directory.holders_of(recipient.role, recipient.unit),
            words=Bilingual(words.en[:LONGEST], words.hi[:LONGEST]),
            link=address_of(recipient.advisory),
            key=f"{what}:{op}:{recipient.pk}",
            audience=recipient.unit,
            home_state=recipient.home_state,
        )


def notify_sender(recipient: Recipient, title: Bilingual, what: str, op: UUID) -> None:
    """Tell whoever sent an advisory what a recipient said. Inside the caller's operation."""
    with acting_as(SYSTEM, op=op):
        advisory = recipient.advisory
        words = TO_SENDER[what].format(unit=directory.unit_of(recipient.unit).names, title=title)
        notify(
            people=User.objects.filter(pk=advisory.sent_by, is_active=True),  # type: ignore[misc]  # None finds none
            words=Bilingual(words.en[:LONGEST], words.hi[:LONGEST]),
            link=address_of(advisory),
            key=f"{what}:{op}:{recipient.pk}",
            audience=advisory.home_unit,
            home_state=advisory.home_state,
        )
