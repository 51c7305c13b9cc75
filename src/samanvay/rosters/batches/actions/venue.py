"""Where a batch meets exactly: the hall, and the link of one that meets online."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from samanvay.audit.operations import operation
from samanvay.kernel.db.scope import SYSTEM, Actor, acting_as
from samanvay.kernel.pii import check_pii
from samanvay.kernel.refusals import Invalid

from ...models import Batch
from ...plans.states import Mode
from .. import events, policies
from ..states import BatchState

LONGEST_HALL = 160
is_address = URLValidator(schemes=["https"])


def set_venue(
    *, by: Actor, batch: Batch, hall: str, link: str = "", pii_answer: str = "", expected: int | None = None
) -> Batch:
    """Write in which hall a batch meets, or under which link; its calendar file says so. Raises Refused, Invalid."""
    policies.may_run(by, batch)
    if batch.state not in (BatchState.PLANNED, BatchState.CALLED):
        raise Invalid("state", _("Not possible now. Status of the batch: %(state)s.") % {"state": batch.state_words})
    hall, link = " ".join(hall.split()), link.strip()
    if len(hall) > LONGEST_HALL:
        raise Invalid("hall", _("At most %(n)d characters.") % {"n": LONGEST_HALL})
    check_pii("hall", hall, by=by, pii_answer=pii_answer)
    if link and batch.mode != Mode.ONLINE:
        raise Invalid("link", _("Only online batches have a link."))
    if link:
        try:
            is_address(link)
        except ValidationError:
            raise Invalid("link", _("Enter an address that begins with https://.")) from None
    with (
        operation(events.BATCH_AMENDED, by=by, target=("batch", batch.pk), readers=batch.readers) as op,
        acting_as(SYSTEM, op=op.id),
    ):
        if (hall, link) == (batch.hall, batch.link):
            op.keep_silent()
            return batch
        batch.revise(expected=expected, changes={"hall": hall, "link": link, "sequence": batch.sequence + 1})
    return batch
