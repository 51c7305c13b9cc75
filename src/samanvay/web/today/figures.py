"""The nearest steps of a post, and the counts of some posts."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds, units_with
from samanvay.access.proposals.second_persons import why_not_accept, why_not_agree
from samanvay.access.queries import proposals_of
from samanvay.audit import queries as audit
from samanvay.cases.events import CASE_EXPORTED
from samanvay.directory import queries as directory
from samanvay.directory.policies import states_of
from samanvay.duties.exports import WATCHES
from samanvay.kernel import clock
from samanvay.kernel.db.scope import Actor
from samanvay.reports import queries as reports
from samanvay.tracing.events import ENTRIES_EXPORTED
from samanvay.web.components.pieces import Action, Stat

MOST_STEPS = 4
LOOKS_BACK = timedelta(days=30)


def state_in_charge(actor: Actor) -> str:
    """Return the state whose reports this person accepts as a whole, empty for everybody else."""
    units = directory.units_of(units_with(actor, Permission.REPORT_ACCEPT)).values()
    return next((unit.home_state for unit in units if unit.place is not None and unit.place.kind == "state"), "")


def next_steps(actor: Actor) -> list[Action]:
    """Return at most four ways on, the nearest to the role's own work first; each opens for this person."""
    writes = holds(actor, Permission.REPORT_WRITE) and reports.reporting_desk(actor) is not None
    offered = [
        (holds(actor, Permission.CASE_OPEN), _("Record a case"), "case_quick"),
        (holds(actor, Permission.TRACING_WRITE), _("Report a missing or found person"), "entry_add"),
        (writes, _("Write a report"), "report_new"),
        (holds(actor, Permission.REPORT_ACCEPT), _("Before the meeting"), "meeting"),
        (holds(actor, Permission.AUDIT_READ), _("Read the log"), "audit"),
        (holds(actor, Permission.ACCESS_GRANT), _("See officers and units"), "officers"),
        (holds(actor, Permission.FINDING_DECIDE), _("See the findings"), "findings"),
        (holds(actor, Permission.CASE_READ), _("See the cases"), "cases"),
        (holds(actor, Permission.FACT_READ), _("Open the picture"), "picture"),
        (holds(actor, Permission.FACT_READ_PARTNER), _("Open the picture"), "picture"),
        (holds(actor, Permission.POST_WRITE), _("Read the trends board"), "trends"),
    ]
    return [Action(words, reverse(name)) for may, words, name in offered if may][:MOST_STEPS]


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
    words = ngettext("proposal for you to agree to", "proposals for you to agree to", agrees)
    stats = [Stat(agrees, words, "warn" if agrees else "", reverse("proposals"))]
    tokens = [(each, each.token) for each in listed if each.token is not None]
    accepts = [each for each, token in tokens if not why_not_accept(actor, each, directory.heads_for(token))]
    if accepts:
        words = ngettext("token for you to accept", "tokens for you to accept", len(accepts))
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
