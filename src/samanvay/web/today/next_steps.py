"""What somebody for whom nothing waits can do next, by what their role may do."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.reports.queries import reporting_desk
from samanvay.web.components.pieces import Action

MOST = 4


def next_steps(actor: Actor) -> list[Action]:
    """Return at most four ways on, the nearest to the role's own work first; each opens for this person."""
    writes = holds(actor, Permission.REPORT_WRITE) and reporting_desk(actor) is not None
    offered = [
        (holds(actor, Permission.CASE_OPEN), _("Record a case"), "case_quick"),
        (holds(actor, Permission.TRACING_WRITE), _("Report a missing or found person"), "entry_add"),
        (writes, _("Write a report"), "report_new"),
        (holds(actor, Permission.REPORT_ACCEPT), _("Before the meeting"), "meeting"),
        (holds(actor, Permission.AUDIT_READ), _("Read the log"), "audit"),
        (holds(actor, Permission.ACCESS_GRANT), _("Look at officers and units"), "officers"),
        (holds(actor, Permission.FINDING_DECIDE), _("Look at the findings"), "findings"),
        (holds(actor, Permission.CASE_READ), _("Look at the cases"), "cases"),
        (holds(actor, Permission.FACT_READ), _("Open the picture"), "picture"),
        (holds(actor, Permission.FACT_READ_PARTNER), _("Open the picture"), "picture"),
        (holds(actor, Permission.POST_WRITE), _("Read the trends board"), "trends"),
    ]
    found = []
    for may, words, name in offered:
        try:
            url = reverse(name) if may else ""
        except NoReverseMatch:
            continue
        if url:
            found.append(Action(words, url))
    return found[:MOST]
