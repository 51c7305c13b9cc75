"""May this person make a finding or decide on one; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import require, units_with
from samanvay.directory import queries as directory
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import Refused

from .models import Finding
from .states import FINDING_FOLLOWS, FindingState


def may_make_finding(actor: Actor) -> None:
    """Refuse unless the person may write findings at some unit."""
    require(actor, Permission.FINDING_WRITE)


def may_decide_finding(actor: Actor, finding: Finding) -> None:
    """Refuse unless the person decides on findings of its state."""
    require(actor, Permission.FINDING_DECIDE)
    units = directory.units_of(units_with(actor, Permission.FINDING_DECIDE)).values()
    if not any(unit.home_state == finding.home_state for unit in units):
        raise Refused(_("You do not have permission. The desk of the finding's own state decides on it."))


def may_move_finding(actor: Actor, finding: Finding, to: FindingState) -> None:
    """Refuse unless the person decides on the finding and the state follows the present one."""
    may_decide_finding(actor, finding)
    if to not in FINDING_FOLLOWS[FindingState(finding.state)]:
        raise Refused(_("This finding cannot go from its present status to that one."))
