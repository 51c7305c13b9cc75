"""May this person keep the register of nodal officers; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from ..models import NodalContact


def may_keep_contacts(actor: Actor) -> None:
    """Refuse those who do not keep the register."""
    require(actor, Permission.CONTACT_KEEP)


def may_change_contact(actor: Actor, contact: NodalContact) -> None:
    """Refuse unless the person keeps the register and the version holds."""
    may_keep_contacts(actor)
    if not contact.is_current:
        raise Refused(_("This version was replaced or deleted. Open the current one."))
