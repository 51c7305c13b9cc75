"""Making every fact anew: the proof that they are a projection and nothing else."""

from samanvay.audit.operations import operation
from samanvay.directory.near import forget_near
from samanvay.kernel import clock
from samanvay.kernel.db.scope import SYSTEM
from samanvay.reports.actions import tell_stops
from samanvay.reports.models import Claim

from ... import events
from ...models import Fact, FactSource
from ...tallies import fold
from ..case_events import project_all
from ..lots import open_to_all
from .projecting import link_of, project_claim, withdraw_link


def rebuild_facts() -> int:
    """Make every fact anew from the claims of sent reports and case events and return how many these give.

    Facts whose source no longer counts go; keys and journey numbers of the others stay, and the lots in which they
    stand: of what waits, lots are made. Movements that were read before
    stop-overs were told from places passed are looked at for them first.
    """
    tell_stops(by=SYSTEM)
    forget_near()
    with operation(events.FACTS_REBUILT, by=SYSTEM) as op:
        told = list(Claim.objects.told().values_list("pk", flat=True))
        links = {link_of("claim", key) for key in told if project_claim(key) is not None}
        links |= project_all()
        for source in FactSource.objects.all():
            if bytes(source.source) not in links:
                withdraw_link(source)
        fresh = Fact.objects.filter(is_open=False, open_on__lte=clock.today())
        open_to_all(list(fresh), Fact.objects.filter(is_open=True).values_list("quarter", flat=True).distinct())
        fold()
        op.add(count=len(links))
    return len(links)
