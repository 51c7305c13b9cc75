"""May this person write, propose or publish a measure; and if not, why not."""

from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, require
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import AlreadyDone, Refused

from ..models import Measure, MeasureVersion
from .states import MEASURE_FOLLOWS, MeasureState


def may_see_playbook(actor: Actor) -> None:
    """Refuse unless the person is an officer or partner with a post."""
    if not holds(actor, Permission.FACT_READ) and not holds(actor, Permission.FACT_READ_PARTNER):
        raise Refused(_("You do not have permission. The playbook is for posted officers and partner organisations."))


def may_propose_measure(actor: Actor) -> None:
    """Refuse unless the person may propose measures or write them."""
    if not holds(actor, Permission.MEASURE_WRITE):
        require(actor, Permission.MEASURE_PROPOSE)


def may_write_measure(actor: Actor, measure: Measure) -> None:
    """Refuse unless the person writes measures, or proposed this one and it was never published."""
    if measure.state == MeasureState.RETIRED:
        raise Refused(_("This measure is retired. Bring it back before you change it."))
    if holds(actor, Permission.MEASURE_WRITE):
        return
    if measure.made_by == actor.id and measure.current is None and holds(actor, Permission.MEASURE_PROPOSE):
        return
    if measure.made_by == actor.id and measure.current is not None:
        raise Refused(
            _(
                "You do not have permission. Only the state desk can change a published measure; write your comment "
                "on the trends board."
            )
        )
    require(actor, Permission.MEASURE_WRITE)


def may_publish_measure(actor: Actor, measure: Measure, version: MeasureVersion) -> None:
    """Refuse unless the person publishes measures, the version waits, and somebody else wrote it."""
    require(actor, Permission.MEASURE_WRITE)
    if measure.state == MeasureState.RETIRED:
        raise Refused(_("This measure is retired. Bring it back before you change it."))
    if measure.current == version.no:
        raise AlreadyDone(_("This text is already published."))
    if version.no not in (measure.draft, measure.newer_shipped):
        raise Refused(_("This text is not waiting to be published."))
    if version.written_by == actor.id:
        raise Refused(_("You wrote this text. Another officer of the desk must publish it."))


def may_retire_measure(actor: Actor, measure: Measure) -> None:
    """Refuse unless the person publishes measures and this one stands."""
    require(actor, Permission.MEASURE_WRITE)
    if MeasureState.RETIRED not in MEASURE_FOLLOWS[MeasureState(measure.state)]:
        raise AlreadyDone(_("This measure is already retired."))


def may_bring_back_measure(actor: Actor, measure: Measure) -> None:
    """Refuse unless the person publishes measures and this one was published and retired."""
    require(actor, Permission.MEASURE_WRITE)
    if measure.state != MeasureState.RETIRED:
        raise Refused(_("This measure is not retired."))
    if measure.current is None:
        raise Refused(_("This measure was never published. Propose it again."))
