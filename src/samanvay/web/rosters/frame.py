"""What the pages of the room share: its own tabs, and those of one batch."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.access.permissions import Permission
from samanvay.access.policies import holds
from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.rosters import coordination
from samanvay.rosters.batches import policies as batch_policies
from samanvay.rosters.delivery.actions.feedback import own_turn
from samanvay.rosters.delivery.queries.learning_gains import may_see_gains
from samanvay.rosters.models import Batch
from samanvay.training.courses.queries import is_listed
from samanvay.training.roll import policies as roll
from samanvay.web.components.pieces import Crumb, Tab


def crumbs(*more: Crumb) -> list[Crumb]:
    """Return the way to a page of the room, from the page that the menu opens."""
    return [Crumb(_("Training calendar"), reverse("roster_mine")), *more]


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the parts of the room that somebody may open; ``here`` is the name of the address of one of them."""
    sees, sees_roll = (not reason_against(policy, actor) for policy in (coordination.may_see, roll.may_see_roll))
    said = [
        ("roster_mine", _("My trainings"), True),
        ("roster_calendar", _("Calendar"), sees),
        ("roster_away", _("Away"), sees_roll),
        ("coverage", _("Coverage"), sees_roll),
        ("members", _("Members"), sees_roll),
        ("roster_plans", _("Plans"), sees),
        ("roster_centres", _("Centres"), sees),
        ("roster_closures", _("Closed weeks"), sees),
        ("roster_trainers", _("Trainers"), holds(actor, Permission.ROSTER_WRITE)),
        ("roster_teaching_mine", _("My teaching"), is_listed(actor.id)),
        ("roster_gain", _("Learning gain"), not reason_against(may_see_gains, actor)),
    ]
    return [Tab(label, reverse(name), name == here) for name, label, may in said if may]


def batch_tabs(actor: Actor, batch: Batch, here: str) -> list[Tab]:
    """Return the parts of a batch that somebody may open; ``here`` is the name of the address of one of them."""
    said: list[tuple[str, str]] = [("roster_batch", _("Batch"))]
    runs = batch_policies.runs(actor, batch)
    if runs:
        said += [("roster_roll", _("Attendance")), ("roster_guests", _("Guests"))]
    said.append(("roster_teaching", _("Trainers and materials")))
    if runs:
        said += [("roster_costs", _("Cost and notes")), ("roster_feedback", _("Feedback"))]
    elif own_turn(actor, batch) is not None:
        said.append(("roster_feedback_give", _("Feedback")))
    return [Tab(label, reverse(name, args=[batch.pk]), name == here) for name, label in said]
