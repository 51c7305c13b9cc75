"""What waits for a post of the state, also from before its holder came: proposals, and exports to look through."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.access.proposals.second_persons import why_not_accept, why_not_agree
from samanvay.access.queries import proposals_of
from samanvay.audit import queries as audit
from samanvay.cases.events import CASE_EXPORTED
from samanvay.directory import queries as directory
from samanvay.directory.policies import states_of
from samanvay.duties.exports import WATCHES
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.tracing.events import ENTRIES_EXPORTED
from samanvay.web.components.pieces import Stat

LOOKS_BACK = timedelta(days=30)


def post_stats(actor: Actor) -> list[Stat]:
    """Return the cards of an actor's posts; none for most roles."""
    return [*_proposals(actor), *_exports(actor)]


def _proposals(actor: Actor) -> list[Stat]:
    """Return how many proposals the actor may agree to, also none, and the tokens that wait for their acceptance."""
    if not holds(actor, Permission.ACCESS_AGREE):
        return []
    states = states_of(actor, Permission.ACCESS_AGREE)
    listed = list(proposals_of(states).waiting(clock.now()).order_by("lapses_at"))
    agrees = sum(not why_not_agree(actor, each) for each in listed)
    words = ngettext("proposal that you may agree to", "proposals that you may agree to", agrees)
    stats = [Stat(agrees, words, "warn" if agrees else "", reverse("proposals"))]
    tokens = [(each, each.token) for each in listed if each.token is not None]
    accepts = [each for each, token in tokens if not why_not_accept(actor, each, directory.heads_for(token))]
    if accepts:
        words = ngettext("token that waits for your acceptance", "tokens that wait for your acceptance", len(accepts))
        stats.append(Stat(len(accepts), words, "warn", reverse("proposal_accept", args=[accepts[0].id])))
    return stats


def _exports(actor: Actor) -> list[Stat]:
    """Return how many lists left the house lately, for the data protection officer."""
    if not holds(actor, Permission.AUDIT_READ) or not any(held.role == WATCHES for held in actor.grants):
        return []
    since = clock.today() - LOOKS_BACK

    def found(kind: str) -> tuple[int, str]:
        many = audit.events(actor, audit.Filters(kind=kind, since=since)).count()
        return many, f"{reverse('audit')}?{urlencode({'kind': kind, 'since': since.isoformat()})}"

    cases, of_cases = found(CASE_EXPORTED.code)
    entries, of_entries = found(ENTRIES_EXPORTED.code)
    return [
        Stat(cases, ngettext("export of cases in 30 days", "exports of cases in 30 days", cases), url=of_cases),
        Stat(
            entries,
            ngettext("export of register entries in 30 days", "exports of register entries in 30 days", entries),
            url=of_entries,
        ),
    ]
