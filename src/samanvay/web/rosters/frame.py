"""What the pages of the room share: its own tabs, and those of one batch."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samanvay.kernel.db.scope import Actor
from samanvay.kernel.refusals import reason_against
from samanvay.rosters import policies
from samanvay.rosters.models import Batch
from samanvay.training.rostering import policies as roll
from samanvay.web.components.pieces import Tab


def tabs(actor: Actor, here: str) -> list[Tab]:
    """Return the parts of the room that somebody may open; ``here`` is the name of the address of one of them."""
    said: list[tuple[str, str]] = [("roster_mine", _("My trainings"))]
    if reason_against(roll.may_see_roll, actor) == "":
        said += [("coverage", _("Coverage")), ("members", _("Members"))]
    return [Tab(label, reverse(name), name == here) for name, label in said]


def batch_tabs(actor: Actor, batch: Batch, here: str) -> list[Tab]:
    """Return the parts of a batch that somebody may open; ``here`` is the name of the address of one of them."""
    said: list[tuple[str, str]] = [("roster_batch", _("Batch"))]
    if policies.runs(actor, batch):
        said.append(("roster_roll", _("Roll")))
    return [Tab(label, reverse(name, args=[batch.pk]), name == here) for name, label in said]
