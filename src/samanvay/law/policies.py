"""May this person read the law, and say as counsel whether it is right; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .models import LawCheck, LawEdition


def may_read_law(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        raise Refused(_("The library of the law is for officers and partners with a post."))


def may_verify_entries(actor: Actor) -> None:
    """Refuse unless the person is counsel."""
    require(actor, Permission.LAW_VERIFY)


def may_verify_entry(actor: Actor, edition: LawEdition) -> None:
    """Refuse unless the person is counsel and the edition is the one that holds."""
    may_verify_entries(actor)
    if edition.no != edition.entry.current or edition.entry.left_at is not None:
        raise Refused(_("This text was replaced. Read the present one and say whether that is right."))


def may_undo_check(actor: Actor, check: LawCheck) -> None:
    """Refuse unless counsel takes back the own word, which still stands."""
    may_verify_entries(actor)
    if check.checked_by != actor.id:
        raise Refused(_("Whoever said this takes it back. Say what you hold to be right yourself."))
    if check.undone_at is not None:
        raise Refused(_("This was taken back already."))
