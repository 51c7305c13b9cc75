"""The two parts of acting: advisories, and the playbook that they draw from."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.web.components.pieces import Tab


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the tabs of an officer, none for a partner, who has the playbook alone."""
    if not holds(actor, Permission.FACT_READ):
        return []
    said = (("advisories", _("Advisories")), ("measures", _("Playbook of measures")))
    return [Tab(words, reverse(name), name == here) for name, words in said]
